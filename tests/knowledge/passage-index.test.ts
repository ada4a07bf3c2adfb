import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenIndex, openIndex } from '../../src/knowledge/open-index'
import { OLD_AGE, type SmallBase, SUBSISTENCE, smallBase } from './small-base'

let base: SmallBase
beforeEach(() => {
  base = smallBase()
})
afterEach(() => base.remove())

const cache = () => join(base.folder, '..', 'data')
const open = () => openIndex(base.read(), { cacheFolder: cache() })

async function search({ index, normalise }: OpenIndex, text: string, more: { on?: string; region?: string } = {}) {
  const hits = await index.search({
    ...{ text: normalise(text), on: '2026-11-24', region: '示例市', programmes: [], facets: [] },
    ...more,
  })
  return hits.map((hit) => hit.passage.id)
}

describe('the search', () => {
  it('finds a question by its own words, by another wording and by a typo', async () => {
    const opened = await open()
    for (const asked of ['低保要带什么材料', '办低保拿啥', '抵保要啥证件', 'dibao要带什么材料', '低保要帶什麼材料'])
      expect((await search(opened, asked))[0]).toBe('subsistence-allowance/faq#低保要带什么材料')
  })

  it('orders by what was asked', async () => {
    const opened = await open()
    expect((await search(opened, '高龄津贴多大年纪能领'))[0]).toBe('old-age-allowance/faq#多大年纪能领高龄津贴')
    expect((await search(opened, '低保是什么'))[0]).toBe('subsistence-allowance/policy#是什么')
  })

  it('gives the same order every time', async () => {
    const [a, b] = [await open(), await openIndex(base.read())]
    expect(await search(a, '谁能申请补贴')).toEqual(await search(b, '谁能申请补贴'))
  })

  it('never finds what is not in force on the day, however well it fits', async () => {
    const opened = await open()
    const asked = '一个人能单独申请吗'
    const id = 'subsistence-allowance/policy#谁可以申请/一个人能单独申请吗'
    expect((await search(opened, asked, { on: '2022-01-01' }))[0]).toBe(id)
    expect(await search(opened, asked, { on: '2021-12-31' })).not.toContain(id)
    expect(await search(opened, asked, { on: '2010-01-01' })).toEqual([])
  })

  it("never finds a neighbour's or a wider region's question", async () => {
    base.change(`${OLD_AGE}/faq.md`, '八十岁起。【高龄通知 一】', '七十岁起。【甲区通知 一】')
    const opened = await open()
    const found = (region: string) => search(opened, '多大年纪能领高龄津贴', { region })
    expect(await found('甲区')).toContain('old-age-allowance/faq#多大年纪能领高龄津贴')
    for (const region of ['乙县', '示例市', '示例省', '全国'])
      expect(await found(region)).not.toContain('old-age-allowance/faq#多大年纪能领高龄津贴')
  })
})

describe('the saved index', () => {
  it('is loaded whole when nothing changed', async () => {
    const first = await open()
    expect(first.sync).toMatchObject({ changed: 0, removed: 0, same: 0 })
    expect(first.sync.added).toBeGreaterThan(6)
    const second = await open()
    expect(second.sync).toEqual({ added: 0, changed: 0, removed: 0, same: first.sync.added })
    expect(await search(second, '办低保拿啥')).toEqual(await search(first, '办低保拿啥'))
  })

  it('is brought up to date by the difference alone', async () => {
    const { added: all } = (await open()).sync
    base.change(`${SUBSISTENCE}/faq.md`, '- 办低保拿啥\n', '- 去办低保拿啥\n')
    expect((await open()).sync).toEqual({ added: 0, changed: 1, removed: 0, same: all - 1 })
    base.change(`${OLD_AGE}/faq.md`, '- 几岁有老人钱\n', '- 几岁有老人钱\n- 老人补贴从几岁发起\n')
    // The new wording takes the place of the answer's own text, which moves on by one.
    const grown = (await open()).sync
    expect([grown.added, grown.removed, grown.added + grown.changed + grown.same]).toEqual([1, 0, all + 1])
  })

  it('forgets what was taken out, and answers by what stands there now', async () => {
    const { added: all } = (await open()).sync
    base.change(`${OLD_AGE}/faq.md`, '\n## 多大年纪能领高龄津贴\n- 几岁有老人钱\n\n八十岁起。【高龄通知 一】\n', '')
    const opened = await open()
    const { removed } = opened.sync
    expect(removed).toBeGreaterThan(0)
    expect(opened.sync).toEqual({ added: 0, changed: 0, removed, same: all - removed })
    expect(await search(opened, '几岁有老人钱')).not.toContain('old-age-allowance/faq#多大年纪能领高龄津贴')
    expect((await open()).sync).toEqual({ added: 0, changed: 0, removed: 0, same: all - removed })
  })

  it.each(['manifest.json', '.f32'])('is rebuilt from the content when %s is damaged', async (ending) => {
    const first = await open()
    const folder = join(cache(), 'index')
    const file = readdirSync(folder).find((name) => name.endsWith(ending)) ?? ''
    writeFileSync(join(folder, file), 'broken')
    const rebuilt = await open()
    expect(rebuilt.sync).toEqual(first.sync)
    expect(await search(rebuilt, '办低保拿啥')).toEqual(await search(first, '办低保拿啥'))
    expect((await open()).sync.same).toBe(first.sync.added)
  })

  it('is not needed: without a folder the index lives in memory', async () => {
    const opened = await openIndex(base.read())
    expect(opened.index.size).toBe(6)
    rmSync(cache(), { recursive: true, force: true })
    expect(await search(opened, '办低保拿啥')).not.toEqual([])
  })
})
