/**
 * A stand-in for an S3-compatible store on this machine: objects in memory, and every signature (version 4) computed
 * again from the secret with nothing but HMAC, as the real ones do. Refuses with their statuses and XML.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const SKEW_MS = 15 * 60_000

export interface Signed {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** `undefined` when the request is what its signer sent, otherwise the code S3 refuses it with. */
export function whyRefused({ method, path, headers, body }: Signed, region: string, now: Date): string | undefined {
  const written =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, id, day = '', from, names = '', signature = ''] = written.exec(headers.authorization ?? '') ?? []
  if (id !== KEYS.accessKeyId || from !== region) return 'InvalidAccessKeyId'
  const at = String(headers['x-amz-date'])
  const instant = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!(Math.abs(now.getTime() - instant) < SKEW_MS)) return 'RequestTimeTooSkewed'
  const digest = createHash('sha256').update(body).digest('hex')
  if (headers['x-amz-content-sha256'] !== digest) return 'XAmzContentSHA256Mismatch'
  for (const needed of ['host', 'x-amz-content-sha256', 'x-amz-date'])
    if (!names.split(';').includes(needed)) return 'SignatureDoesNotMatch'

  const [resource = '', query = ''] = path.split('?')
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, resource, query, lines.join(''), names, digest].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const mac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest()
  const key = [region, 's3', 'aws4_request'].reduce(mac, mac(`AWS4${KEYS.secretAccessKey}`, day))
  return timingSafeEqual(mac(key, text), Buffer.from(signature, 'hex')) ? undefined : 'SignatureDoesNotMatch'
}

export interface S3Server {
  readonly url: string
  readonly objects: Map<string, Buffer>
  readonly requests: string[]
  /** The next answers, instead of the usual ones. */
  readonly stumble: (number | 'hang')[]
  close(): void
}

/** One bucket, path-style. */
export async function s3Server(bucket: string, region = 'us-east-1'): Promise<S3Server> {
  const objects = new Map<string, Buffer>()
  const requests: string[] = []
  const stumble: (number | 'hang')[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [method = '', path = ''] = [request.method, request.url]
    requests.push(`${method} ${path}`)
    const next = stumble.shift()
    if (next === 'hang') return
    const refuse = (status: number, code: string) => {
      response.statusCode = status
      response.setHeader('content-type', 'application/xml')
      response.end(`<Error><Code>${code}</Code></Error>`)
    }
    if (next !== undefined) return refuse(next, 'InternalError')
    const body = Buffer.concat(chunks)
    const why = whyRefused({ method, path, headers: request.headers, body }, region, new Date())
    if (why) return refuse(403, why)
    const [, name, ...key] = path.split('/')
    if (name !== bucket) return refuse(404, 'NoSuchBucket')
    const object = objects.get(key.join('/'))
    if (method === 'HEAD' && key.length === 0) return void response.end()
    if (method === 'PUT') objects.set(key.join('/'), body)
    if (method === 'DELETE') objects.delete(key.join('/'))
    if (method === 'DELETE') response.statusCode = 204
    if (method === 'GET' && !object) return refuse(404, 'NoSuchKey')
    response.end(method === 'GET' ? object : undefined)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    ...{ objects, requests, stumble },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
