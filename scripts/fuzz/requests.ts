/**
 * One request out of one seed: a good sample, and then its body, head, method, path or framing spoiled. Written as the
 * bytes on the wire, because no client library would send most of it.
 */
import { pick, type Random, seeded } from '../evaluation/seeded'
import { bytesOf, hostileBody } from './bodies'
import type { ServedRoute } from './fuzzed-service'
import { type Sample, sampleOf, type World } from './samples'

export interface FuzzRequest {
  readonly route: string
  readonly bytes: Buffer
  /** The sender hangs up in the middle: there is nobody to answer. */
  readonly hangsUp: boolean
}

const KINDS = ['good', 'body', 'body', 'body', 'body', 'head', 'head', 'path', 'method', 'framing'] as const

/** The stream is no route of the table: it begins as an upgrade. */
export const STREAM: ServedRoute = { method: 'GET', path: '/directline/conversations/:id/stream' }

export function requestOf(seed: number, routes: readonly ServedRoute[], world: World): FuzzRequest {
  const random = seeded(seed)
  for (let warm = 0; warm < 3; warm++) random()
  const route = pick([...routes, STREAM], random) ?? STREAM
  const sample = sampleOf(route, world, random)
  const kind = pick(KINDS, random) ?? 'good'
  const body = kind === 'body' ? hostileBody(sample, random) : bytesOf(sample)
  const spoiled = kind === 'path' ? spoilPath(sample, random) : kind === 'method' ? spoilMethod(sample, random) : sample
  const proven = { ...spoiled, headers: [...spoiled.headers, ...(sample.sign?.(body) ?? [])] }
  const headers = headersOf(route, proven, world, kind === 'head' ? random : undefined)
  const { head, rest, hangsUp } = framed(spoiled, headers, body, kind === 'framing' ? random : undefined)
  return { route: `${route.method} ${route.path}`, bytes: Buffer.concat([Buffer.from(head, 'latin1'), rest]), hangsUp }
}

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

const PARTS = [
  ...[
    '/..',
    '/../../../etc/passwd',
    '/%2e%2e%2f%2e%2e%2fetc/passwd',
    '/%00',
    '%',
    '/%E0%A4%A',
    '//',
    '/.',
    ';a=b',
    '?',
    '#',
  ],
  ...[
    '?watermark=-1',
    '?watermark=99999999999',
    '?watermark=%00',
    '?t=x&t=y',
    '?after=NaN',
    '?after=99999999999',
    'a%00b',
    '?after=1e400',
    '\\',
    '/*',
  ],
  ...[
    '%c0%af',
    '%uffff',
    '?__proto__=1',
    `?${'a=1&'.repeat(400)}`,
    `/${'x'.repeat(500)}`,
    '/a%0d%0aset-cookie:x',
    utf8('/低保'),
  ],
] as const

/** One part replaced (an id, most of all), a query instead of the good one, something behind it all, no path at all. */
function spoilPath(sample: Sample, random: Random): Sample {
  const part = pick(PARTS, random) ?? ''
  const [path = '/', query] = sample.path.split('?')
  const chance = random()
  if (chance < 0.1) return { ...sample, path: `http://[${part}` }
  if (chance < 0.3) return { ...sample, path: sample.path + part }
  if (chance < 0.5 && part.startsWith('?')) return { ...sample, path: path + part }
  const parts = path.split('/')
  const at = parts.findIndex((each) => /^(conversation|case)_/.test(each))
  const spoiled = at > 0 && chance < 0.8 ? at : 1 + Math.floor(random() * (parts.length - 1))
  parts[spoiled] = part.replace(/^\//, '')
  return { ...sample, path: query === undefined ? parts.join('/') : `${parts.join('/')}?${query}` }
}

/** Not CONNECT: Node hangs up on it by itself, without a word. */
function spoilMethod(sample: Sample, random: Random): Sample {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'X']
  return { ...sample, method: pick(methods, random) ?? 'PUT' }
}

type Header = readonly [string, string]

function headersOf(route: ServedRoute, sample: Sample, { host }: World, random: Random | undefined): Header[] {
  const json: Header[] = sample.body === undefined ? [] : [['content-type', 'application/json']]
  const upgrade: Header[] =
    route === STREAM
      ? [
          ['upgrade', 'websocket'],
          ['sec-websocket-version', '13'],
          ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
        ]
      : []
  const connection: Header = ['connection', route === STREAM ? 'upgrade' : 'close']
  const good: Header[] = [['host', host], connection, ...json, ...upgrade, ...sample.headers]
  return random ? spoilHeaders(good, random) : good
}

const ABUSE: readonly Header[] = [
  ...([
    ['authorization', 'Bearer'],
    ['authorization', 'Bearer a.b'],
    ['authorization', `Bearer ${'a'.repeat(6_000)}`],
  ] as const),
  ...([
    ['authorization', 'Basic x'],
    ['authorization', 'Bearer e30.e30'],
    ['authorization', 'Bearer a.b.c'],
  ] as const),
  ...([
    ['cookie', '='],
    ['cookie', 'operator=%%%'],
    ['cookie', `a=${'b'.repeat(6_000)}`],
    ['cookie', 'operator=a.b'],
  ] as const),
  ...([
    ['content-type', ''],
    ['content-type', 'text/xml'],
    ['content-type', 'application/json; charset=utf-16'],
  ] as const),
  ...([
    ['content-type', 'multipart/form-data'],
    ['content-type', 'multipart/form-data; boundary='],
    ['expect', 'x'],
  ] as const),
  ...([
    ['content-encoding', 'gzip'],
    ['host', ''],
    ['host', '[::'],
    ['x-forwarded-for', '\x01'],
    ['range', 'bytes=-'],
  ] as const),
  ...([
    ['origin', 'null'],
    ['origin', 'https://elsewhere.example'],
    ['sec-fetch-site', 'cross-site'],
    ['te', 'x'],
  ] as const),
  ...([
    ['webhook-id', 'x'.repeat(300)],
    ['webhook-timestamp', '1e99'],
    ['webhook-signature', 'v1,'.repeat(500)],
  ] as const),
  ...([
    ['upgrade', 'h2c'],
    ['if-none-match', '*'],
    ['accept-encoding', 'br;q=NaN'],
    ['x'.repeat(200), 'y'],
  ] as const),
  ...([
    ['x', 'y'.repeat(20_000)],
    ['bad header', 'x'],
    ['x-null', 'a\u0000b'],
    ['accept-version', '~9'],
    ['accept', '%'],
  ] as const),
]

/** One of them replaced or added; sometimes very many. */
function spoilHeaders(good: readonly Header[], random: Random): Header[] {
  const [name, value] = pick(ABUSE, random) ?? ['x', 'y']
  if (random() < 0.05)
    return [...good, ...Array.from({ length: 150 }, (_, index): Header => [`x-${index}`, value.slice(0, 20)])]
  if (random() < 0.1) return good.filter(([each]) => each !== pick(good, random)?.[0])
  const others = random() < 0.7 ? good.filter(([each]) => each !== name) : good
  return [...others, [name, value]]
}

function framed(sample: Sample, headers: readonly Header[], body: Buffer, random: Random | undefined) {
  const length: Header[] = body.length > 0 ? [['content-length', String(body.length)]] : []
  const whole = (lines: readonly Header[]) =>
    `${sample.method} ${sample.path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  const sent = { head: whole([...headers, ...length]), rest: body, hangsUp: false }
  if (!random) return sent
  const half = body.subarray(0, Math.floor(body.length * random()))
  switch (Math.floor(random() * 7)) {
    case 0: // a body cut short, and the sender gone
      return { ...sent, head: whole([...headers, ['content-length', String(body.length + 50)]]), hangsUp: true }
    case 1: // more than was said
      return { ...sent, head: whole([...headers, ['content-length', String(half.length)]]) }
    case 2:
      return { ...sent, head: whole([...headers, ...length, ['transfer-encoding', 'chunked']]) }
    case 3:
      return {
        ...sent,
        head: whole([...headers, ['content-length', pick(['-1', '1e9', 'x', '99999999999'], random) ?? 'x']]),
      }
    case 4: // chunks that are none
      return {
        ...sent,
        head: whole([...headers, ['transfer-encoding', 'chunked']]),
        rest: Buffer.from('zz\r\nabc\r\n0\r\n\r\n'),
      }
    case 5: // half a head
      return { head: sent.head.slice(0, Math.floor(sent.head.length * random())), rest: Buffer.alloc(0), hangsUp: true }
    default: // good chunks
      return {
        ...sent,
        head: whole([...headers, ['transfer-encoding', 'chunked']]),
        rest: Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]),
      }
  }
}
