/**
 * The page's end of Direct Line: keeps one conversation over reloads and lost networks. A stream when it can, a look
 * every few seconds when it cannot; every line arrives once, in order; a resend bears the same id as the first try.
 */
import { type Arrival, readActivitySet, readRefusal, readSession, type Session } from './wire'

export type Sent = { kind: 'sent' } | { kind: 'refused'; message: string } | { kind: 'unreached' }

export interface Listener {
  arrived(arrivals: readonly Arrival[]): void
  online(isOnline: boolean): void
  /** The old conversation can no longer be opened; a fresh one is there. */
  expired(): void
}

const KEY = 'conversation'
const BASE = '/directline'
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const
const REFRESH_MS = 30 * 60_000
const POST_TIMEOUT_MS = 30_000

export class DirectLineClient {
  readonly #listener: Listener
  readonly #seen = new Set<string>()
  #session: Session | undefined
  #opening: Promise<Session | undefined> | undefined
  #socket: WebSocket | undefined
  #retry: number | undefined
  #failures = 0
  #watermark = 0

  constructor(listener: Listener) {
    this.#listener = listener
    // A stream opened before the break may look open and be dead: it is replaced.
    window.addEventListener('online', () => {
      this.#drop()
      this.#reconnect()
    })
    window.addEventListener('offline', () => listener.online(false))
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#wake()
    })
    window.setInterval(() => void this.#refresh(), REFRESH_MS)
  }

  /** Opens the stored conversation or a fresh one, and listens. */
  async start(): Promise<void> {
    if (await this.#open()) this.#listen()
    else this.#later()
  }

  async restart(): Promise<void> {
    this.#forget()
    await this.start()
  }

  async send(text: string, clientId: string, files: readonly File[]): Promise<Sent> {
    const session = await this.#open()
    if (!session) return { kind: 'unreached' }
    const activity = {
      type: 'message',
      from: { id: session.resident },
      locale: 'zh-CN',
      text,
      channelData: { clientActivityID: clientId },
    }
    const path = `/conversations/${session.conversation}/${files.length > 0 ? 'upload' : 'activities'}`
    const response = await this.#call('POST', path, files.length > 0 ? form(activity, files) : JSON.stringify(activity))
    if (!response) return { kind: 'unreached' }
    if (!response.ok) return this.#refused(response)
    if (this.#socket?.readyState !== WebSocket.OPEN) await this.#catchUp()
    return { kind: 'sent' }
  }

  async #refused(response: Response): Promise<Sent> {
    const { code, message } = readRefusal(await response.json().catch(() => undefined))
    if (code === 'token.expired' || code === 'token.invalid' || code.startsWith('conversation.'))
      await this.#startOver()
    return message === '' ? { kind: 'unreached' } : { kind: 'refused', message }
  }

  #open(): Promise<Session | undefined> {
    if (this.#session) return Promise.resolve(this.#session)
    this.#opening ??= this.#openOnce().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async #openOnce(): Promise<Session | undefined> {
    const stored = readSession(parse(sessionStorage.getItem(KEY)))
    if (stored) {
      this.#session = stored
      const response = await this.#call('GET', `/conversations/${stored.conversation}`)
      if (response?.ok) return this.#keep(readSession(await response.json()))
      this.#session = undefined
      if (!response || response.status >= 500) return undefined
      sessionStorage.removeItem(KEY)
      this.#listener.expired()
    }
    const response = await this.#call('POST', '/conversations')
    return response?.ok ? this.#keep(readSession(await response.json())) : undefined
  }

  #keep(session: Session | undefined): Session | undefined {
    this.#session = session
    if (session) {
      const { conversation, resident, token } = session
      sessionStorage.setItem(KEY, JSON.stringify({ conversationId: conversation, userId: resident, token }))
    }
    return session
  }

  async #startOver(): Promise<void> {
    this.#listener.expired()
    await this.restart()
  }

  #forget(): void {
    sessionStorage.removeItem(KEY)
    this.#session = undefined
    this.#watermark = 0
    this.#seen.clear()
    this.#drop()
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  /** Back from sleep: what came meanwhile is looked for at once, whatever the stream believes of itself. */
  #wake(): void {
    if (this.#socket) void this.#catchUp()
    else this.#reconnect()
  }

  #listen(): void {
    const session = this.#session
    if (!session || this.#socket) return
    const query = new URLSearchParams({ watermark: String(this.#watermark), t: session.token })
    const origin = location.origin.replace(/^http/, 'ws')
    const socket = new WebSocket(`${origin}${BASE}/conversations/${session.conversation}/stream?${query}`)
    this.#socket = socket
    socket.onopen = () => {
      this.#failures = 0
      this.#listener.online(true)
    }
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#take(parse(String(event.data)))
    }
    socket.onclose = () => {
      if (socket !== this.#socket) return
      this.#socket = undefined
      this.#later()
    }
  }

  /** The stream is gone: look by hand, then try it again, ever less often while nobody answers. */
  #later(): void {
    window.clearTimeout(this.#retry)
    const pause = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 15_000
    this.#failures += 1
    this.#retry = window.setTimeout(() => this.#reconnect(), pause * (0.8 + Math.random() * 0.4))
  }

  #reconnect(): void {
    if (this.#socket) return
    window.clearTimeout(this.#retry)
    void this.#open().then(async (session) => {
      const reached = session !== undefined && (await this.#catchUp())
      this.#listener.online(reached)
      if (reached) this.#listen()
      else this.#later()
    })
  }

  async #catchUp(): Promise<boolean> {
    const session = this.#session
    if (!session) return false
    const path = `/conversations/${session.conversation}/activities?watermark=${this.#watermark}`
    const response = await this.#call('GET', path)
    if (!response) return false
    if (response.ok && session === this.#session) this.#take(await response.json())
    if (response.status === 403 || response.status === 404) await this.#startOver()
    return response.ok
  }

  #take(body: unknown): void {
    const { arrivals, watermark } = readActivitySet(body)
    const fresh = arrivals.filter((arrival) => !this.#seen.has(arrival.id))
    for (const arrival of fresh) this.#seen.add(arrival.id)
    this.#watermark = Math.max(this.#watermark, watermark)
    if (fresh.length > 0) this.#listener.arrived(fresh)
  }

  async #refresh(): Promise<void> {
    if (!this.#session) return
    const response = await this.#call('POST', '/tokens/refresh')
    if (response?.ok) this.#keep(readSession(await response.json()))
  }

  async #call(method: 'GET' | 'POST', path: string, body?: string | FormData): Promise<Response | undefined> {
    const headers = new Headers()
    if (this.#session) headers.set('authorization', `Bearer ${this.#session.token}`)
    if (typeof body === 'string') headers.set('content-type', 'application/json')
    const abort = new AbortController()
    const timer = window.setTimeout(() => abort.abort(), POST_TIMEOUT_MS)
    try {
      return await fetch(BASE + path, { method, headers, body: body ?? null, signal: abort.signal })
    } catch {
      return undefined // no network: the caller says so and tries again
    } finally {
      window.clearTimeout(timer)
    }
  }
}

function form(activity: object, files: readonly File[]): FormData {
  const data = new FormData()
  data.append('activity', JSON.stringify(activity))
  for (const file of files) data.append('file', file, file.name)
  return data
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}
