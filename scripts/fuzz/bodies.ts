/** Bodies nobody should send: a good one with a value replaced, its bytes damaged, or something made up altogether. */
import { pick, type Random } from '../evaluation/seeded'
import type { Sample } from './samples'

const VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, 2 ** 53 + 2, '', ' ', '0', [], {}, [[]], [null], { $gt: '' }],
  ...['\u0000', 'a\u0000b', '\ud800', '\udfff低', '\u202e低保', '\ufeff', '👨‍👩‍👧'.repeat(50), 'é́́́́́'.repeat(30)],
  ...[
    "'; DROP TABLE conversation; --",
    '%s%n%x',
    '#{7*7}',
    '{{title}}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
  ],
  ...['__proto__', 'constructor', 'toString', { __proto__: { type: 'message' } }, { constructor: { prototype: {} } }],
  ...['民'.repeat(9_000), 'x'.repeat(60_000), '1'.repeat(400), '110101199003070417', '9'.repeat(5_000)],
  ...[
    '(((((((((('.repeat(200),
    '一二三四五六七八九十百千万亿'.repeat(60),
    '2026-13-45',
    'http://[',
    'http://127.0.0.1:1/',
  ],
]

export function hostileBody(sample: Sample, random: Random): Buffer {
  const good = bytesOf(sample)
  const make = pick([replaced, replaced, replaced, damaged, damaged, cut, doubled, madeUp, nested, large], random)
  return make?.(sample, good, random) ?? good
}

export function bytesOf({ body, bytes }: Sample): Buffer {
  return bytes ?? (body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)))
}

type Make = (sample: Sample, good: Buffer, random: Random) => Buffer

const replaced: Make = ({ body }, good, random) => {
  if (typeof body !== 'object' || body === null) return damaged({ method: '', path: '', headers: [] }, good, random)
  return Buffer.from(JSON.stringify(replaceOne(body, random)))
}

/** One value anywhere inside becomes another; or a name does. */
function replaceOne(within: object, random: Random): unknown {
  const entries = Object.entries(within)
  const [name, value] = pick(entries, random) ?? ['', undefined]
  if (typeof value === 'object' && value !== null && random() < 0.6) {
    return { ...within, [name]: replaceOne(value, random) }
  }
  const chance = random()
  if (chance < 0.1) return Object.fromEntries(entries.filter(([each]) => each !== name))
  if (chance < 0.15) return pick(VALUES, random)
  return { ...within, [chance < 0.25 ? String(pick(VALUES, random)).slice(0, 200) : name]: pick(VALUES, random) }
}

const damaged: Make = (_sample, good, random) => {
  const bytes = Buffer.from(good.length > 0 ? good : Buffer.from('{}'))
  const times = 1 + Math.floor(random() * 6)
  for (let time = 0; time < times; time++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  return bytes
}

const cut: Make = (_sample, good, random) => good.subarray(0, Math.floor(random() * good.length))

const doubled: Make = (_sample, good) => Buffer.concat([good, good])

const madeUp: Make = (_sample, _good, random) => Buffer.from(JSON.stringify(anything(random, 0)))

function anything(random: Random, depth: number): unknown {
  const chance = random()
  const several = <T>(make: () => T) => Array.from({ length: Math.floor(random() * 5) }, make)
  if (depth > 5 || chance < 0.5) return pick(VALUES, random)
  if (chance < 0.7) return several(() => anything(random, depth + 1))
  const name = () => pick(['type', 'text', 'from', 'id', 'channelData', 'token', '__proto__', ''], random) ?? ''
  return Object.fromEntries(several(() => [name(), anything(random, depth + 1)] as const))
}

const nested: Make = (_sample, _good, random) => {
  const deep = 1_000 + Math.floor(random() * 29_000)
  const [open, close] = random() < 0.5 ? ['[', ']'] : ['{"a":', '}']
  const closed = random() < 0.7 ? close.repeat(deep) : ''
  return Buffer.from(`${open.repeat(deep)}${open === '[' ? '' : '1'}${closed}`)
}

/** Around the limits of JSON and, seldom, of an upload. */
const large: Make = ({ path }, _good, random) => {
  const bytes = path.endsWith('/upload') && random() < 0.1 ? 10.4e6 : 63_000 + random() * 6_000
  return Buffer.from(`{"type":"message","text":"${'x'.repeat(bytes)}"}`)
}
