/**
 * Routes on restify: the only file that imports it. Async handlers of two arguments only: a throw in a three-argument
 * handler kills the process. What restify itself refuses (no route, wrong method) leaves with our own body.
 */
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import {
  createServer,
  type Request,
  type RequestHandlerType,
  type Response,
  type Server as RestifyServer,
} from 'restify'
import { type Answering, answerRequest, sendResponse } from './answer-request'
import type { Route } from './http'
import { refuse } from './refusals'

interface Serving extends Answering {
  readonly host: string
  readonly port: number
}

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface ServedRoutes {
  readonly url: string
  onUpgrade(take: Upgrade): void
  close(): Promise<void>
}

export async function serveRoutes(routes: readonly Route[], serving: Serving): Promise<ServedRoutes> {
  const server = createRouter(routes, serving)
  const port = await listen(server, serving.port, serving.host)
  server.on('error', (cause) => serving.log.error('server.failed', {}, cause))
  const host = serving.host.includes(':') ? `[${serving.host}]` : serving.host
  return {
    url: `http://${host}:${port}`,
    onUpgrade: (take) => server.server.on('upgrade', take),
    close: () => stop(server),
  }
}

function createRouter(routes: readonly Route[], serving: Serving): RestifyServer {
  const server = createServer({ name: '', ignoreTrailingSlash: true, maxParamLength: 400 })
  Object.assign(server.server, { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 })
  server.server.maxHeadersCount = 100
  for (const route of routes) mount(server, route, serving)
  // The router parses the target with no guard of its own: `POST http://[/` would end the process.
  server.pre(async (request: Request) => {
    if (!request.url?.startsWith('/')) throw Object.assign(new Error('not a path'), { statusCode: 404 })
  })
  // Its last argument is not called: restify would then send an answer of its own after ours.
  server.on('restifyError', (_request: Request, response: Response, error: unknown) => {
    sendResponse(response, serving.ids.code(12), refuse(routingCode(error)))
  })
  return server
}

function mount(server: RestifyServer, route: Route, serving: Answering): void {
  const handler: RequestHandlerType = async (request: Request, response: Response) =>
    answerRequest(route, request, response, serving)
  switch (route.method) {
    case 'GET':
      server.head(route.path, handler)
      server.get(route.path, handler)
      return
    case 'POST':
      server.post(route.path, handler)
      return
    case 'PUT':
      server.put(route.path, handler)
      return
    case 'PATCH':
      server.patch(route.path, handler)
      return
    case 'DELETE':
      server.del(route.path, handler)
      return
    default: {
      const _never: never = route.method
    }
  }
}

function routingCode(error: unknown) {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
  if (status === 405) return 'route.wrongMethod'
  return status === 404 || status === 400 ? 'route.notFound' : 'server.fault'
}

function listen(server: RestifyServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // On restify's server, not the one below: an error nobody hears there ends the process.
    server.once('error', reject)
    server.listen(port, host, () => {
      const address: AddressInfo | string | null = server.server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

const DRAIN_MS = 5_000

async function stop(server: RestifyServer): Promise<void> {
  // A connection kept alive falls idle only after its answer, so idle ones are looked for until none is left.
  const idle = setInterval(() => server.server.closeIdleConnections(), 50)
  const late = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS)
  await new Promise<void>((resolve) => server.server.close(() => resolve()))
  clearInterval(idle)
  clearTimeout(late)
}
