/**
 * One request per route that the service takes as it stands: what the mutations start from, so that they get past the
 * first check. A route this file does not know gets an object of our own and whatever tokens there are.
 */
import { z } from 'zod'
import { signWebhook } from '../../src/cases/webhook'
import { submitCase } from '../chaos/resident'
import { pick, type Random } from '../evaluation/seeded'
import type { ServedRoute } from './fuzzed-service'

export interface World {
  readonly host: string
  readonly conversations: readonly { readonly conversationId: string; readonly token: string }[]
  readonly cookie: string
  /** A case somebody submitted. */
  readonly caseId: string
  readonly secret: string
  /** A channel of this machine that takes replies. */
  readonly serviceUrl: string
}

export interface Sample {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  /** JSON, unless the headers say otherwise; undefined for none. */
  readonly body?: unknown
  readonly bytes?: Buffer
  /** What proves a body genuine: made after the body is spoiled, so that spoiled ones get past it too. */
  readonly sign?: (body: Buffer) => Sample['headers']
}

const TALK = [
  '低保怎么申请',
  '我要办高龄津贴',
  '灵璧县',
  '老人自己申请',
  '上一步',
  '取消',
  '转人工',
  '我和老伴每月一千二',
  '',
]
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const BOUNDARY = 'a-boundary-of-ours'

export function sampleOf(route: ServedRoute, world: World, random: Random): Sample {
  const held = pick(world.conversations, random) ?? { conversationId: 'none', token: 'none' }
  const path = route.path.replace(':id', route.path.includes('/cases/:id') ? world.caseId : held.conversationId)
  const plain: Sample = { method: route.method, path, headers: credentials(route, world, held.token) }
  if (route.path.endsWith('/stream')) return { ...plain, path: `${path}?watermark=-&t=${held.token}` }
  if (route.method === 'GET') return { ...plain, path: `${path}${pick(['', '?watermark=0', '?after=0'], random)}` }
  if (path.endsWith('/upload')) return withBytes(plain, uploadOf())
  if (path === '/cases/status') return { ...plain, ...statusOf(world, random) }
  return { ...plain, body: bodyOf(path, world, random) }
}

function withBytes(plain: Sample, { headers, bytes }: Pick<Sample, 'headers' | 'bytes'>): Sample {
  return { ...plain, headers: [...plain.headers, ...headers], ...(bytes && { bytes }) }
}

function credentials(route: ServedRoute, { cookie }: World, token: string): Sample['headers'] {
  if (route.path.startsWith('/console')) return [['cookie', cookie]]
  return /:id|refresh/.test(route.path) ? [['authorization', `Bearer ${token}`]] : []
}

function bodyOf(path: string, { serviceUrl }: World, random: Random): unknown {
  const clientActivityID = `f${Math.floor(random() * 1e9)}`
  if (path.endsWith('/sign-in')) return { name: '王敏' }
  if (path.startsWith('/console')) {
    return {
      ...{
        name: '王敏',
        token: Math.floor(random() * 12),
        ending: 'helped',
        seen: 1,
        id: `message-${clientActivityID}`,
        text: '您好',
      },
      ...{ question: '低保怎么申请', path: 'applicant.name', purpose: '核对材料', reference: 'upload_0' },
    }
  }
  const message = { type: 'message', text: pick(TALK, random), channelData: { clientActivityID } }
  if (path !== '/api/messages') return message
  return {
    ...{ ...message, id: clientActivityID, channelId: 'emulator', serviceUrl, from: { id: 'resident' } },
    ...{ conversation: { id: `talk-${Math.floor(random() * 40)}` }, recipient: { id: 'bot' } },
  }
}

function uploadOf(): Pick<Sample, 'headers' | 'bytes'> {
  const part = (head: string, bytes: Buffer | string) =>
    Buffer.concat([Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
  const bytes = Buffer.concat([
    part('content-disposition: form-data; name="activity"', '{"type":"message","text":"材料"}'),
    part('content-disposition: form-data; name="file"; filename="户口本.png"\r\ncontent-type: image/png', PNG),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])
  return { headers: [['content-type', `multipart/form-data; boundary=${BOUNDARY}`]], bytes }
}

function statusOf({ secret, caseId }: World, random: Random): Pick<Sample, 'body' | 'sign'> {
  const id = `status_${Math.floor(random() * 1e9)}`
  return {
    body: { case: caseId, status: '审核中', note: '', at: new Date().toISOString() },
    sign: (body) => Object.entries(signWebhook({ id, at: new Date(), body, secrets: [secret] })),
  }
}

const casesSchema = z.object({ cases: z.array(z.object({ id: z.string() })) })
const openedSchema = z.object({ conversationId: z.string(), token: z.string() })

/** Some conversations that are under way, and an operator who is signed in. */
export async function prepareWorld(url: string, shared: Pick<World, 'secret' | 'serviceUrl'>): Promise<World> {
  const opened = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const response = await fetch(`${url}/directline/conversations`, { method: 'POST' })
      return openedSchema.parse(await response.json())
    }),
  )
  await submitCase({ url: () => url, address: '', giveUpAt: Date.now() + 60_000 })
  const signedIn = await fetch(`${url}/console/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: '王敏' }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const listed = await fetch(`${url}/console/api/cases`, { headers: { cookie } })
  const caseId = casesSchema.parse(await listed.json()).cases[0]?.id
  if (!caseId) throw new Error('没有办成一件')
  return { ...shared, host: new URL(url).host, conversations: opened, cookie, caseId }
}
