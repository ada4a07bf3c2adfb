/** An embedding server instead of the local embedder: used, kept, measured on the local scale, and never needed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedder } from '../../src/adapters/model/open-embedder'
import { fixedClock } from '../../src/base/clock'
import { type LogFields, silentLog } from '../../src/base/log'
import type { Knowledge } from '../../src/knowledge/knowledge'
import { LocalEmbeddings } from '../../src/knowledge/local-embeddings'
import { openIndex } from '../../src/knowledge/open-index'
import { scaleBetween } from '../../src/knowledge/remote-vectors'
import { jiebaTokenizer } from '../../src/knowledge/tokenize'
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

  it('is asked for each text once, and not at all when everything is kept', async () => {
    await openIndex(knowledge, { remote: await open(), cacheFolder: folder })
    const asked = server.asked.length
    server.behave(fails(503))
    const again = await openIndex(knowledge, { remote: await open(), cacheFolder: folder })
    expect(again.sync).toMatchObject({ added: 0, changed: 0, removed: 0 })
    const fresh = await openIndex(knowledge, { remote: await open() })
    expect(fresh.sync.added).toBeGreaterThan(10)
    expect(server.asked.length).toBe(asked)
    expect(readdirSync(folder).filter((name) => name.startsWith('index'))).toEqual([
      expect.stringMatching(/^index-remote-/),
    ])
  })

  it('that is not there at the start leaves the local embedder in place, and the log says so', async () => {
    server.behave(fails(401))
    const remote = await open()
    expect(remote).toBeUndefined()
    expect(names()).toEqual(['embeddings.unreached'])
    const { index } = await openIndex(knowledge, { remote })
    const [best] = await index.search({ ...QUERY, text: '低保谁可以申请' })
    expect(best?.features.vector).toBeGreaterThan(0)
  })

  it('that stops answering midway leaves it in place too, and the editor is told', async () => {
    const remote = await open()
    server.behave(fails(401))
    const lines: string[] = []
    const { index } = await openIndex(knowledge, { remote, progress: (line) => lines.push(line) })
    expect(lines).toEqual([expect.stringContaining('先用本机的向量')])
    expect((await index.search({ ...QUERY, text: '低保谁可以申请' }))[0]?.features.vector).toBeGreaterThan(0)
  })
})

describe('a question that cannot be embedded', () => {
  it.each<[string, Behaviour]>([
    ['is answered too late', keepsSilent],
    ['is refused', fails(429)],
    ['breaks the server', fails(500)],
    ['gets a vector of another length', embeds((vector) => vector.slice(1))],
    ['gets no numbers', embeds(() => ['a', 'b'])],
    ['gets zeros', embeds((vector) => vector.map(() => 0))],
  ])('%s: the words alone find the passage, and the log says so', async (_, behaviour) => {
    const { index } = await openIndex(knowledge, { remote: await open(200) })
    server.behave(behaviour)
    const [best] = await index.search({ ...QUERY, text: '低保谁可以申请' })
    expect(best?.passage.programme).toBe('subsistence-allowance')
    expect(best?.features.vector).toBe(0)
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
