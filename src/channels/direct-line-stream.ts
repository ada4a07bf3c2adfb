/**
 * Direct Line's stream: a WebSocket that carries the transcript after a watermark. A nudge from this process shows a
 * line at once; a slow poll finds what another process wrote. Nothing a client sends over it is read.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Log } from '../base/log'
import type { History } from './assistant-port'
import { activitySet } from './direct-line'
import { checkConversation, parseWatermark } from './direct-line-access'
import type { DirectLineTokens, Grant } from './direct-line-token'
import { splitTarget } from './http'

const POLL_MS = 2_000
const PING_MS = 25_000
const MOST_PER_CONVERSATION = 5
const MOST_UNSENT_BYTES = 1024 * 1024

interface Asked {
  readonly kind: 'asked'
  readonly grant: Grant
  readonly token: string
  readonly after: number
}

interface Stream {
  readonly grant: Grant
  readonly socket: WebSocket
  readonly token: string
  after: number
  looking: boolean
  lookAgain: boolean
  answered: boolean
}

export class DirectLineStreams {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024, clientTracking: false })
  readonly #streams = new Set<Stream>()
  readonly #timers: NodeJS.Timeout[]
  readonly #tokens: DirectLineTokens
  readonly #history: History
  readonly #log: Log

  constructor(tokens: DirectLineTokens, history: History, log: Log) {
    this.#tokens = tokens
    this.#history = history
    this.#log = log
    this.#timers = [
      setInterval(() => this.#lookAll(), POLL_MS).unref(),
      setInterval(() => this.#pingAll(), PING_MS).unref(),
    ]
  }

  /** Takes the socket if the request is for a stream; otherwise closes it with the refusal's status. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const asked = this.#askedFor(request)
    if (asked.kind === 'refused') {
      const { status, reason } = asked
      socket.end(`HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#open(ws, asked))
  }

  nudge(conversation: string): void {
    for (const stream of this.#of(conversation)) this.#look(stream)
  }

  get open(): number {
    return this.#streams.size
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    for (const { socket } of this.#streams) socket.close(1001)
    this.#server.close()
  }

  #askedFor(request: IncomingMessage): Asked | { kind: 'refused'; status: number; reason: string } {
    const { path, query } = splitTarget(request.url ?? '/')
    const conversation = /^\/directline\/conversations\/([^/]+)\/stream$/.exec(path)?.[1]
    const token = query.get('t') ?? ''
    const after = parseWatermark(query.get('watermark'))
    if (conversation === undefined) return { kind: 'refused', status: 404, reason: 'Not Found' }
    if (after === undefined) return { kind: 'refused', status: 400, reason: 'Bad Request' }
    const access = checkConversation(token, conversation, this.#tokens)
    if (access.kind === 'refused') return { kind: 'refused', status: 403, reason: 'Forbidden' }
    return { kind: 'asked', grant: access.grant, token, after }
  }

  #open(socket: WebSocket, { grant, token, after }: Asked): void {
    const stream: Stream = { socket, grant, token, after, looking: false, lookAgain: false, answered: true }
    const others = this.#of(grant.conversation)
    if (others.length >= MOST_PER_CONVERSATION) others[0]?.socket.close(1008)
    this.#streams.add(stream)
    socket.on('pong', () => {
      stream.answered = true
    })
    socket.on('close', () => this.#streams.delete(stream))
    socket.on('error', () => socket.terminate())
    this.#look(stream)
  }

  #of(conversation: string): Stream[] {
    return [...this.#streams].filter((stream) => stream.grant.conversation === conversation)
  }

  #lookAll(): void {
    for (const stream of this.#streams) this.#look(stream)
  }

  /** One look at a time per stream, so that lines keep their order; a nudge during a look means another look. */
  #look(stream: Stream): void {
    if (stream.looking) {
      stream.lookAgain = true
      return
    }
    stream.looking = true
    this.#sendNew(stream)
      .catch((cause) => this.#log.error('stream.failed', { conversation: stream.grant.conversation }, cause))
      .finally(() => {
        stream.looking = false
        if (!stream.lookAgain) return
        stream.lookAgain = false
        this.#look(stream)
      })
  }

  async #sendNew(stream: Stream): Promise<void> {
    if (stream.socket.bufferedAmount > MOST_UNSENT_BYTES) return stream.socket.terminate()
    const set = await activitySet(this.#history, stream.grant, stream.after)
    if (set.activities.length === 0 || stream.socket.readyState !== stream.socket.OPEN) return
    stream.after = Number(set.watermark)
    stream.socket.send(JSON.stringify(set))
  }

  /** Ends streams whose other side has gone or whose token has run out; a live client comes back with a new one. */
  #pingAll(): void {
    for (const stream of this.#streams) {
      if (!stream.answered) stream.socket.terminate()
      else if (this.#tokens.check(stream.token).kind !== 'valid') stream.socket.close(1008)
      else {
        stream.answered = false
        stream.socket.ping()
      }
    }
  }
}
