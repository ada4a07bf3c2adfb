/**
 * A request and a response as the console sees them, and a route made of the two. The channels room has the same
 * shape under the same names: this room may not import that one, and main.ts hands these routes to its server.
 */
export interface RequestHead {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly address: string
  /** Scheme and host as the operator's browser wrote them. */
  readonly origin: string
}

export interface HttpRequest extends RequestHead {
  /** JSON as parsed; undefined when none was sent. */
  readonly body: unknown
}

export interface HttpResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
}

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Asked before the body is read; a response refuses the request. */
  admit?(head: RequestHead): HttpResponse | undefined
  handle(request: HttpRequest): Promise<HttpResponse> | HttpResponse
}
