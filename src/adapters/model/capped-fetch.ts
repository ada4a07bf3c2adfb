/** A fetch for servers that are not trusted: no redirects, and a body that ends in an error past so many bytes. */

export function cappedFetch(bytes: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' })
    if (!response.body) return response
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(capped(bytes)), { status, statusText, headers })
  }
}

function capped(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let read = 0
  return new TransformStream({
    transform(chunk, controller) {
      read += chunk.byteLength
      if (read > bytes) controller.error(new RangeError(`more than ${bytes} bytes`))
      else controller.enqueue(chunk)
    },
  })
}

/** What every client of such a server is given. It writes no log of its own: its errors quote what was sent. */
export const clientSettings = (url: string, bytes: number) =>
  ({ baseURL: baseUrl(url), organization: null, logLevel: 'off', fetch: cappedFetch(bytes) }) as const

/** A base address as the client wants it, whichever of the usual forms was given. */
const baseUrl = (url: string) => url.replace(/\/+$/, '').replace(/\/(chat\/completions|embeddings)$/, '')
