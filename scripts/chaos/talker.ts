/** A resident who keeps asking and keeps looking, sends nothing twice, and remembers how each attempt was answered. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

export interface Attempt {
  readonly what: 'say' | 'look'
  /** The id of the message, as the transcript has it. */
  readonly id?: string | undefined
  /** 0: no answer at all. */
  readonly status: number
  readonly code?: string | undefined
  readonly began: number
  readonly ms: number
}

export interface Talk {
  readonly attempts: readonly Attempt[]
  /** Messages answered 200 that the transcript does not hold, or holds without a reply. */
  readonly lost: readonly string[]
}

const QUESTIONS = ['低保怎么申请', '高龄津贴多少钱', '结婚登记要带什么', '特困供养是什么', '谢谢'] as const
/** A conversation is one person typing, and paced like one. */
const MOST_SAID = 20
const PAUSE_MS = 250
const LONGEST_WAIT_MS = 20_000

const openedSchema = z.object({ conversationId: z.string(), token: z.string() })
const saidSchema = z.object({ id: z.string() })
const refusedSchema = z.object({ error: z.object({ code: z.string() }) })
const activitiesSchema = z.object({ activities: z.array(z.object({ id: z.string() })) })

type Opened = z.infer<typeof openedSchema>

export async function talk(url: string, address: string, until: number): Promise<readonly Talk[]> {
  const talks: (Opened & { attempts: Attempt[] })[] = []
  while (Date.now() < until) {
    const opened = await open(url, address)
    if (!opened) {
      await sleep(PAUSE_MS)
      continue
    }
    const attempts: Attempt[] = []
    talks.push({ ...opened, attempts })
    for (let said = 0; said < MOST_SAID && Date.now() < until; said++) {
      attempts.push(await say(url, address, opened, said), await look(url, address, opened))
      await sleep(PAUSE_MS)
    }
  }
  return Promise.all(talks.map(async (each) => ({ attempts: each.attempts, lost: await lost(url, address, each) })))
}

async function open(url: string, address: string): Promise<Opened | undefined> {
  const answer = await ask(`${url}/directline/conversations`, { method: 'POST', headers: from(address) })
  return openedSchema.safeParse(answer.body).data
}

async function say(url: string, address: string, { conversationId, token }: Opened, said: number): Promise<Attempt> {
  const body = {
    type: 'message',
    text: QUESTIONS[said % QUESTIONS.length],
    channelData: { clientActivityID: `t${said}` },
  }
  const answer = await ask(`${url}/directline/conversations/${conversationId}/activities`, {
    method: 'POST',
    headers: { ...from(address, token), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { what: 'say', id: saidSchema.safeParse(answer.body).data?.id, ...seen(answer) }
}

async function look(url: string, address: string, opened: Opened): Promise<Attempt> {
  return { what: 'look', ...seen(await lookAt(url, address, opened)) }
}

const lookAt = (url: string, address: string, { conversationId, token }: Opened) =>
  ask(`${url}/directline/conversations/${conversationId}/activities`, { headers: from(address, token) })

async function lost(url: string, address: string, talk: Opened & { attempts: Attempt[] }): Promise<readonly string[]> {
  const taken = talk.attempts.flatMap(({ status, id }) => (status === 200 && id ? [id] : []))
  const shown = activitiesSchema.parse((await lookAt(url, address, talk)).body)
  const ids = new Set(shown.activities.map(({ id }) => id))
  return taken.filter((id) => !ids.has(id) || !ids.has(`${id}#reply`))
}

interface Answer {
  readonly status: number
  readonly body: unknown
  readonly began: number
  readonly ms: number
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const began = Date.now()
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(LONGEST_WAIT_MS) })
    return { status: response.status, body: await response.json(), began, ms: Date.now() - began }
  } catch {
    return { status: 0, body: undefined, began, ms: Date.now() - began }
  }
}

function seen({ status, body, began, ms }: Answer): Omit<Attempt, 'what'> {
  return { status, code: refusedSchema.safeParse(body).data?.error.code, began, ms }
}

function from(address: string, token?: string): Record<string, string> {
  return { 'x-forwarded-for': address, ...(token && { authorization: `Bearer ${token}` }) }
}
