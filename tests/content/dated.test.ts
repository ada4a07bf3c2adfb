/** Days: what goes live by itself at midnight in Shanghai, what is about to end, and what nobody was ever told. */
import { openLibrary } from '../../src/assistant/library'
import { printProblems } from '../../src/base/content-file'
import { ended, expiring, neverQuoted, unreviewed } from '../../src/knowledge/publishing/due'
import { upcoming } from '../../src/knowledge/publishing/schedule'
import { OLD_AGE, SUBSISTENCE } from '../knowledge/small-base'
import { openResident } from './resident'
import { type Workshop, workshop } from './workshop'

let shop: Workshop
beforeEach(() => {
  shop = workshop()
})
afterEach(() => shop.remove())

async function open() {
  const opening = await openLibrary(shop.working)
  if (!opening.ok) throw new Error(printProblems(opening.problems))
  return opening.library
}

/** From 2027 on 900 yuan, seventy years. */
function writeNextYear() {
  shop.change(
    `${SUBSISTENCE}/standards.yaml`,
    '- { region: 示例市, from: 2026-01-01, unpublished: true, source: 全期办法, ask: county-office }',
    '- { region: 示例市, from: 2026-01-01, to: 2027-01-01, fen: 80000, source: 全期办法 }\n      - { region: 示例市, from: 2027-01-01, fen: 90000, source: 全期办法 }',
  )
  shop.change(
    `${OLD_AGE}/faq.md`,
    '八十岁起。【高龄通知 一】',
    '八十岁起。【高龄通知 一】{to: 2027-01-01}\n\n七十岁起。【高龄通知 一】{from: 2027-01-01}',
  )
}

describe('an entry with a future day', () => {
  it('is live from 00:00 in Shanghai on, and not a second earlier, in one running process', async () => {
    writeNextYear()
    const library = await open()
    const { ask, setClock, close } = await openResident(() => library)
    setClock('2026-12-31T23:59:59+08:00')
    expect((await ask('a', '低保要什么条件')).text).toContain('每人每月800元')
    expect((await ask('b', '多大年纪能领高龄津贴')).text).toBe('八十岁起。')
    setClock('2027-01-01T00:00:00+08:00')
    expect((await ask('c', '低保要什么条件')).text).toContain('每人每月900元')
    expect((await ask('d', '多大年纪能领高龄津贴')).text).toBe('七十岁起。')
    await close()
  })

  it('is listed with its day and its line, and no longer once it is live', async () => {
    writeNextYear()
    const { knowledge } = await open()
    const listed = (day: string) =>
      upcoming(shop.working.knowledge, knowledge, day).map(({ on, at, what }) => [on, at.line, what])
    expect(listed('2026-12-31')).toEqual([
      ['2027-01-01', 10, '段落“多大年纪能领高龄津贴”'],
      ['2027-01-01', 9, '金额 低保标准（示例市）：900元'],
    ])
    expect(listed('2027-01-01')).toEqual([])
  })
})

describe('what is due', () => {
  const folder = () => shop.working.knowledge

  it('names what ends within the days asked for, unless its successor is written', async () => {
    shop.change(
      `${SUBSISTENCE}/standards.yaml`,
      'from: 2022-01-01, fen: 75000',
      'from: 2022-01-01, to: 2026-12-31, fen: 75000',
    )
    const { knowledge } = await open()
    const soon = (day: string, days: number) => expiring(folder(), knowledge, day, days).map((each) => each.what)
    expect(soon('2026-11-24', 37)).toEqual(['金额 低保标准（甲区）750元'])
    expect(soon('2026-11-24', 36)).toEqual([])
    expect(soon('2026-12-31', 90)).toEqual([])
    writeNextYear()
    expect(expiring(folder(), (await open()).knowledge, '2026-11-24', 90).map((each) => each.what)).toEqual([
      '金额 低保标准（甲区）750元',
    ])
  })

  it('names a document that ended with nothing registered in its place, and a question left without an answer', async () => {
    const { knowledge } = await open()
    expect(ended(folder(), knowledge, '2026-11-24')).toEqual([])
    shop.change('sources.yaml', ', replaces: [旧办法]', '')
    shop.change(`${OLD_AGE}/faq.md`, '【高龄通知 一】', '【高龄通知 一】{to: 2026-06-01}')
    const found = ended(folder(), (await open()).knowledge, '2026-11-24')
    expect(found.map((each) => each.what)).toEqual([
      '依据“旧办法”已在 2026-07-01 失效，没有登记取代它的文件',
      '“多大年纪能领高龄津贴”的每一段都已失效，今天没有答案',
    ])
    expect(found.map((each) => each.at.line)).toEqual([3, 5])
  })

  it('names a policy not reviewed within a year', async () => {
    const { knowledge } = await open()
    const titles = (day: string) => unreviewed(folder(), knowledge, day).map((each) => each.what.split('：')[0])
    expect(titles('2027-11-24')).toEqual(['高龄津贴'])
    expect(titles('2027-11-25')).toEqual(['最低生活保障', '高龄津贴'])
  })

  it('names the passages of which no reply quoted a word', async () => {
    const library = await open()
    const { ask, close } = await openResident(() => library)
    const replies = [await ask('a', '多大年纪能领高龄津贴'), await ask('b', '低保要带什么材料')]
    await close()
    const never = neverQuoted(
      library.knowledge,
      replies.map((each) => each.text),
    ).map((each) => each.what)
    expect(never).toHaveLength(library.knowledge.passages.length - 2)
    expect(never.join()).not.toMatch(/多大年纪|要带什么材料/)
  })
})
