/** An embedding server instead of the local embedder: used, kept, measured on the local scale, and never needed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { awaitEmbedder } from '../../src/adapters/model/await-embedder'
import { openEmbedder } from '../../src/adapters/model/open-embedder'
import { type LiveContent, openLiveContent } from '../../src/assistant/live-content'
import { fixedClock } from '../../src/base/clock'
import { type LogFields, silentLog } from '../../src/base/log'
import type { Knowledge } from '../../src/knowledge/knowledge'
import { LocalEmbeddings } from '../../src/knowledge/local-embeddings'
import { openIndex } from '../../src/knowledge/open-index'
import { scaleBetween } from '../../src/knowledge/remote-vectors'
import { jiebaTokenizer } from '../../src/knowledge/tokenize'
import { append, KEY, type Workshop, workshop } from '../content/workshop'
import { smallBase } from '../knowledge/small-base'
import { type Behaviour, fails, keepsSilent, type Standing, standIn } from './model-server'

const DIMENSIONS = 24
let knowledge: Knowledge
let server: Standing
let folder: string
let events: { event: string; fields: LogFields }[]

beforeAll(async () => {
  const base = smallBase()
  knowledge = base.read()
  base.remove()
  server = await standIn(embeds())
})
afterAll(() => server.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embeddings-'))
  events = []
  server.behave(embeds())
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Counts letters into so many places; `of` changes what is sent. */
function embeds(of: (vector: number[]) => unknown = (vector) => vector): Behaviour {
  return (response, { body }) => {
    const { input }: { input: string | string[] } = JSON.parse(body)
    const data = [input].flat().map((text, index) => ({ object: 'embedding', index, embedding: of(letters(text)) }))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ object: 'list', model: 'm', data, usage: { prompt_tokens: 1, total_tokens: 1 } }))
  }
}

function letters(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0)
  for (const letter of text) {
    const at = (letter.codePointAt(0) ?? 0) % DIMENSIONS
    vector[at] = (vector[at] ?? 0) + 1
  }
  return vector
}

const open = (timeoutMs = 500) => {
  const hear = (event: string, fields: LogFields = {}) => events.push({ event, fields })
  return openEmbedder(
    { url: server.url, model: 'letters', timeoutMs },
    {
      folder: join(folder, 'embeddings'),
      clock: fixedClock('2026-11-24'),
      log: { ...silentLog, info: hear, warn: hear },
    },
  )
}

const QUERY = { on: '2026-11-24', region: '示例市', programmes: [], facets: [] }
const names = () => events.map(({ event }) => event)

describe('an embedding server', () => {
  it('gives the vectors, its dimension learned from its first answer', async () => {
    const remote = await open()
    expect(remote?.dimensions).toBe(DIMENSIONS)
    const { index, sync } = await openIndex(knowledge, { remote })
    expect(sync.added).toBeGreaterThan(10)
    const asked = server.asked.length
    const [best] = await index.search({ ...QUERY, text: '低保谁可以申请' })
    expect(best?.passage.programme).toBe('subsistence-allowance')
    expect(best?.features.vector).toBeGreaterThan(0)
    expect(server.asked.length).toBe(asked + 1)
    await index.search({ ...QUERY, text: '低保谁可以申请' })
    expect(server.asked.length).toBe(asked + 1)
  })

  it('is asked for each text once, and for one word alone when everything is kept', async () => {
    await openIndex(knowledge, { remote: await open(), cacheFolder: folder })
    const before = server.asked.length
    const again = await openIndex(knowledge, { remote: await open(), cacheFolder: folder })
    expect(again.sync).toMatchObject({ added: 0, changed: 0, removed: 0 })
    const remote = await open()
    expect(server.asked.slice(before).map(({ body }) => JSON.parse(body).input)).toEqual(['低保', '低保'])
    server.behave(fails(503))
    const fresh = await openIndex(knowledge, { remote })
    expect([fresh.sync.added > 10, fresh.index.embedder]).toEqual([true, remote?.id])
    expect(server.asked).toHaveLength(before + 2)
    const folders = readdirSync(folder).filter((name) => name.startsWith('index'))
    expect(folders.sort()).toEqual(['index', expect.stringMatching(/^index-remote-/)])
  })

  it('has its kept vectors made anew when another model answers at the same address', async () => {
    await openIndex(knowledge, { remote: await open(), cacheFolder: folder })
    server.behave(embeds((vector) => [...vector, 1]))
    const remote = await open()
    expect(remote?.dimensions).toBe(DIMENSIONS + 1)
    const { index, sync } = await openIndex(knowledge, { remote, cacheFolder: folder })
    expect([index.embedder, sync.added > 10]).toEqual([remote?.id, true])
  })

  const useless: readonly (readonly [string, Behaviour])[] = [
    ['denies the key', fails(401)],
    ['is broken', fails(500)],
    ['never answers', keepsSilent],
    ['sends something else', (response) => response.end('<html>')],
    ['sends no list', (response) => response.end('{"data":{}}')],
    ['sends an empty list', (response) => response.end('{"data":[]}')],
    ['sends no numbers', embeds((vector) => vector.map(() => null))],
    ['sends too large numbers', embeds((vector) => vector.map(() => 1.7e308))],
    ['sends zeros', embeds((vector) => vector.map(() => 0))],
    ['sends an object', embeds(() => ({ 0: 1 }))],
    ['sends a number', embeds(() => 7)],
    ['sends half a million numbers', embeds(() => new Array(500_000).fill(1))],
  ]

  it.each(useless)(
    'that %s at the start leaves the local embedder in place, and the log says so',
    async (_, how) => {
      server.behave(how)
      const remote = await open()
      expect(remote).toBeUndefined()
      expect(names()).toEqual(['embeddings.unreached'])
      const { index } = await openIndex(knowledge, { remote })
      expect(index.embedder).not.toMatch(/^remote/)
      const [best] = await index.search({ ...QUERY, text: '低保谁可以申请' })
      expect(best?.features.vector).toBeGreaterThan(0)
    },
    20_000,
  )

  /** All but the first of a batch. */
  const partly: Behaviour = (response, asked) => {
    const input: string[] = JSON.parse(asked.body).input
    embeds()(response, { ...asked, body: JSON.stringify({ input: input.slice(1) }) })
  }

  it.each<readonly [string, Behaviour]>([
    ...useless.filter(([what]) => what !== 'never answers'),
    ['changes its dimension', embeds((vector) => vector.slice(1))],
    ['sends one vector too few', partly],
  ])(
    'that %s midway leaves it in place too, and the editor is told',
    async (_, how) => {
      const remote = await open()
      server.behave(how)
      const lines: string[] = []
      const { index } = await openIndex(knowledge, { remote, progress: (line) => lines.push(line) })
      expect(lines).toEqual([expect.stringContaining('先用本机的向量')])
      expect(index.embedder).not.toMatch(/^remote/)
      expect((await index.search({ ...QUERY, text: '低保谁可以申请' }))[0]?.features.vector).toBeGreaterThan(0)
    },
    20_000,
  )
})

describe('a service that awaits its embedding server', () => {
  let shop: Workshop
  let awaiting: { close(): void } | undefined
  beforeEach(() => {
    shop = workshop()
  })
  afterEach(() => {
    awaiting?.close()
    shop.remove()
  })

  async function begin(): Promise<LiveContent> {
    const places = { working: shop.working, dataDir: shop.dataDir, key: KEY, progress: () => {} }
    const opening = await openLiveContent(places, silentLog)
    if (!opening.ok) throw new Error('the workshop has problems')
    const { live } = opening
    const isServed = () => live.current().index.embedder.startsWith('remote-')
    awaiting = awaitEmbedder({ open, isServed, use: live.embedWith, everyMs: 20 })
    return live
  }
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((done) => setTimeout(done, 10))
  }
  const vectorOf = async (live: LiveContent) =>
    (await live.current().index.search({ ...QUERY, text: '低保谁可以申请' }))[0]?.features.vector

  it('starts with the local embedder while it is down, and switches once it answers', async () => {
    server.behave(fails(401))
    const live = await begin()
    await until(() => names().length >= 2)
    expect(live.current().index.embedder).not.toMatch(/^remote/)
    expect(await vectorOf(live)).toBeGreaterThan(0)
    server.behave(embeds())
    await until(() => live.current().index.embedder.startsWith('remote-'))
    expect(await vectorOf(live)).toBeGreaterThan(0)
    const asked = server.asked.length
    await new Promise((done) => setTimeout(done, 100))
    expect(server.asked).toHaveLength(asked)
  }, 20_000)

  it('keeps the local one where the server stops midway, and tries again', async () => {
    let documents = 0
    server.behave((response, asked) => {
      const isDocuments = Array.isArray(JSON.parse(asked.body).input)
      return isDocuments && documents++ === 0 ? fails(401)(response, asked) : embeds()(response, asked)
    })
    const live = await begin()
    await until(() => documents > 0)
    expect(live.current().index.embedder).not.toMatch(/^remote/)
    await until(() => live.current().index.embedder.startsWith('remote-'))
  }, 20_000)

  it('serves a change of content with the server’s vectors too', async () => {
    const live = await begin()
    await until(() => live.current().index.embedder.startsWith('remote-'))
    append(join(shop.working.knowledge, 'bureau.yaml'), '# later\n')
    expect(await live.reload()).toEqual([])
    expect(live.current().index.embedder).toMatch(/^remote-/)
  }, 20_000)
})

describe('a question that cannot be embedded', () => {
  it.each<[string, Behaviour]>([
    ['is answered too late', keepsSilent],
    ['is refused', fails(429)],
    ['breaks the server', fails(500)],
    ['gets a vector of another length', embeds((vector) => vector.slice(1))],
    ['gets no numbers', embeds(() => ['a', 'b'])],
    ['gets zeros', embeds((vector) => vector.map(() => 0))],
    ['gets numbers too large', embeds((vector) => vector.map(() => 1.7e308))],
    ['gets an object', embeds(() => ({ 0: 1 }))],
  ])('%s: the local vectors stand in, and the log says so', async (_, behaviour) => {
    const { index } = await openIndex(knowledge, { remote: await open(200) })
    server.behave(behaviour)
    const [best] = await index.search({ ...QUERY, text: '低保谁可以申请' })
    expect(best?.passage.programme).toBe('subsistence-allowance')
    expect(best?.features.vector).toBeGreaterThan(0)
    expect(names()).toContain('embeddings.questionFailed')
  })

  it('is not waited for a fourth time in a row', async () => {
    const { index } = await openIndex(knowledge, { remote: await open(100) })
    server.behave(keepsSilent)
    const asked = server.asked.length
    for (const text of ['低保', '低保材料', '低保流程', '低保标准', '高龄津贴']) await index.search({ ...QUERY, text })
    expect(server.asked.length - asked).toBe(3)
  })

  it('goes out without a person’s numbers', async () => {
    const remote = await open()
    await remote?.embeddings.embedQuery('低保 110101199003070417 怎么申请')
    expect(server.asked.at(-1)?.body).toContain('怎么申请')
    expect(server.asked.at(-1)?.body).not.toContain('110101199003070417')
  })
})

it('brings another embedder’s scores to the scale the ranking was learned on', async () => {
  const local = new LocalEmbeddings(jiebaTokenizer([]))
  const named = ['低保', '特困', '孤儿', '高龄津贴', '离婚登记']
  const asks = [
    '怎么申请',
    '要什么材料',
    '谁可以申请',
    '在哪办',
    '多久办好',
    '一个月多少钱',
    '能不能代办',
    '不服怎么办',
  ]
  const texts = named.flatMap((name) => asks.map((ask) => `${name}${ask}`))
  // The same directions with much in common: every cosine c becomes (c + 4) / 5.
  const shifted = async (text: string) => [...(await local.embedQuery(text)), 2].map((value) => value / Math.sqrt(5))
  const other = { embedQuery: shifted, embedDocuments: (all: string[]) => Promise.all(all.map(shifted)) }
  const scale = await scaleBetween(texts, local, other)
  const vectors = await local.embedDocuments(texts)
  const cosines = vectors.slice(1).map((a, i) => a.reduce((sum, value, at) => sum + value * (vectors[i]?.[at] ?? 0), 0))
  expect(Math.max(...cosines) - Math.min(...cosines)).toBeGreaterThan(0.3)
  for (const cosine of [...cosines, 1]) expect(Math.abs(scale((cosine + 4) / 5) - cosine)).toBeLessThan(0.01)
})
