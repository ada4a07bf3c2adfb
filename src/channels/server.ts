/**
 * The one HTTP server: residents' page and Direct Line, Bot Framework, health, and whatever `main.ts` mounts. Knows
 * routes, not what they mean; every answer leaves through `answerRequest` with a request id and the security headers.
 */
import type { ResidentLine } from '../assistant/resident-line'
import type { Clock } from '../base/clock'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import type { History, ResidentAssistant } from './assistant-port'
import { botFrameworkChannel } from './bot-framework'
import type { BotFrameworkSettings } from './bot-framework-settings'
import type { ReferenceStore } from './conversation-references'
import { directLineRoutes } from './direct-line'
import { DirectLineStreams } from './direct-line-stream'
import { directLineTokens } from './direct-line-token'
import { healthRoutes, type Readiness } from './health'
import type { Route } from './http'
import { pageRoutes } from './pages'
import { type Allowance, type RateLimit, rateLimit, type SharedPace, sharedRateLimit } from './rate-limit'
import { serveRoutes } from './serve-routes'
import type { Scan, UploadStore } from './uploads'
import type { PageWords } from './words'

export interface ServerOptions {
  /** 0 takes a free port. */
  readonly port: number
  readonly host: string
  readonly assistant: ResidentAssistant
  readonly history: History
  readonly pages: { readonly folder: string; readonly words: PageWords }
  readonly uploads: UploadStore
  /** Absent: the bureau has no virus scanner. */
  readonly scan?: Scan | undefined
  /** Where to reach a Bot Framework conversation later. */
  readonly references: ReferenceStore
  /** Absent: this process is the only one, and goes by its own buckets. */
  readonly sharedPace?: SharedPace | undefined
  readonly directLineSecret: string
  /** Absent: no /api/messages. Without an app id the server must be bound to loopback. */
  readonly botFramework?: BotFrameworkSettings | undefined
  readonly mounts?: readonly Route[] | undefined
  readonly readiness?: readonly Readiness[] | undefined
  readonly health?: (() => Readonly<Record<string, string | number | boolean>>) | undefined
  /** Behind a reverse proxy of ours: believe its X-Forwarded-For and X-Forwarded-Proto. */
  readonly trustProxy?: boolean | undefined
  readonly pace?: Partial<Pace> | undefined
  readonly tokenLifetimeSeconds?: number | undefined
  readonly log: Log
  readonly clock: Clock
  readonly ids: Ids
}

export interface Pace {
  readonly address: Allowance
  readonly conversation: Allowance
}

/** An address can be a whole village behind one carrier; a conversation is one person typing. */
const PACE: Pace = { address: { burst: 240, perMinute: 600 }, conversation: { burst: 60, perMinute: 60 } }
/** A working day: long enough to fetch a paper from home in the middle of a form. */
const TOKEN_SECONDS = 8 * 60 * 60

export interface RunningServer {
  readonly url: string
  /** What is served, as it was mounted. */
  readonly routes: readonly Pick<Route, 'method' | 'path'>[]
  readonly line: ResidentLine
  /** Stops taking requests, lets those under way finish, closes streams. */
  close(): Promise<void>
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { assistant, history, log, clock, ids, host } = options
  const pace = paceOf(options)
  const tokens = directLineTokens(options.directLineSecret, clock, options.tokenLifetimeSeconds ?? TOKEN_SECONDS)
  const streams = new DirectLineStreams(tokens, history, log)
  const nudge = (conversation: string) => streams.nudge(conversation)
  const bot =
    options.botFramework &&
    botFrameworkChannel({
      settings: options.botFramework,
      references: options.references,
      pace: pace.conversation,
      ...{ assistant, host, ids, clock, log },
    })

  const uploads = { store: options.uploads, scan: options.scan, ids, clock, log }
  const routes: readonly Route[] = [
    ...healthRoutes(options.readiness ?? [], () => ({ streams: streams.open, ...options.health?.() })),
    ...pageRoutes(options.pages.folder, options.pages.words),
    ...directLineRoutes({ assistant, history, uploads, tokens, pace, ids, clock, nudge }),
    ...(bot ? [bot.route] : []),
    ...(options.mounts ?? []),
  ]
  const server = await serveRoutes(routes, {
    host,
    port: options.port,
    ids,
    log,
    trustProxy: options.trustProxy ?? false,
  })
  server.onUpgrade((request, socket, head) => streams.upgrade(request, socket, head))
  log.info('server.listening', { url: server.url })

  return {
    url: server.url,
    routes,
    line: {
      async send(conversation, reply) {
        if (bot?.owns(conversation)) return bot.line.send(conversation, reply)
        nudge(conversation)
        return 'sent'
      },
    },
    close() {
      streams.close()
      return server.close()
    },
  }
}

/** Reading costs little and is counted by each process alone; what costs work is counted together. */
function paceOf({ pace, sharedPace, clock, log }: ServerOptions) {
  const limits = { ...PACE, ...pace }
  const reader = rateLimit(limits.address, clock)
  const shared = (own: RateLimit, name: keyof Pace): RateLimit =>
    sharedPace ? sharedRateLimit(own, { shared: sharedPace, name, allowance: limits[name], clock, log }) : own
  return {
    reader,
    visitor: shared(reader, 'address'),
    conversation: shared(rateLimit(limits.conversation, clock), 'conversation'),
  }
}
