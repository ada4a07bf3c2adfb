/**
 * A resident who fills in a whole form over Direct Line and never gives up: every message is sent again, under the
 * same id, until the service has taken it. Remembers each case number that was shown.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

const ANSWERS: readonly string[] = [
  ...['我要办高龄津贴', '老人自己申请', '灵璧县', '没有', '张桂兰', '341323194003070046', '跳过'],
  ...['灵城镇向阳社区', '灵璧县灵城镇向阳社区3组', '社保卡', '确认'],
]

const openedSchema = z.object({ conversationId: z.string(), token: z.string() })
const activitiesSchema = z.object({
  activities: z.array(z.object({ channelData: z.looseObject({ caseNumber: z.string().optional() }).optional() })),
})

type Opened = z.infer<typeof openedSchema>

export interface Residence {
  /** Any of the service's processes, alive or not. */
  readonly url: () => string
  /** As a trusted proxy would name it: each resident comes from a place of their own. */
  readonly address: string
  readonly giveUpAt: number
}

export interface Outcome {
  readonly conversation?: string | undefined
  /** Every number shown, in order; more than one is a case opened twice. */
  readonly numbers: readonly string[]
}

export async function submitCase(place: Residence): Promise<Outcome> {
  const opened = await persist(place, (url) => post(`${url}/directline/conversations`, place), openedSchema)
  if (!opened) return { numbers: [] }
  for (const [index, text] of ANSWERS.entries()) {
    const activity = { type: 'message', text, channelData: { clientActivityID: `a${index}` } }
    const path = `/directline/conversations/${opened.conversationId}/activities`
    const taken = await persist(place, (url) => post(url + path, place, opened, activity), z.object({ id: z.string() }))
    if (!taken) return { conversation: opened.conversationId, numbers: [] }
  }
  return { conversation: opened.conversationId, numbers: await numbersShown(place, opened) }
}

async function numbersShown(place: Residence, { conversationId, token }: Opened): Promise<readonly string[]> {
  const path = `/directline/conversations/${conversationId}/activities?watermark=`
  const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': place.address }
  const shown = await persist(place, (url) => fetch(url + path, { headers, signal: soon() }), activitiesSchema)
  return [...new Set(shown?.activities.flatMap(({ channelData }) => channelData?.caseNumber ?? []))]
}

/** Until the service answers as it should, or there is no time left. */
async function persist<T>(
  { url, giveUpAt }: Residence,
  ask: (url: string) => Promise<Response>,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  while (Date.now() < giveUpAt) {
    const answer = await ask(url())
      .then(async (response) => schema.safeParse(response.ok ? await response.json() : undefined))
      .catch(() => undefined)
    if (answer?.success) return answer.data
    await sleep(150)
  }
  return undefined
}

function post(url: string, { address }: Residence, opened?: Opened, body: unknown = {}): Promise<Response> {
  const headers = new Headers({ 'x-forwarded-for': address, 'content-type': 'application/json' })
  if (opened) headers.set('authorization', `Bearer ${opened.token}`)
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: soon() })
}

const soon = () => AbortSignal.timeout(5_000)
