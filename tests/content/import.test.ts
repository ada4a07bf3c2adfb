/** A document that came by post becomes a draft; amounts are shown old → new; a scan is refused with what to do. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDocx, writePdf, writeXlsx } from './documents'
import { type Workshop, workshop } from './workshop'

jest.setTimeout(60_000)

let shop: Workshop
beforeEach(() => {
  shop = workshop()
})
afterEach(() => shop.remove())

const file = (name: string) => join(shop.dataDir, name)
const words = (name: string) => ['import', file(name), '--programme', 'subsistence-allowance', '--source', '全期办法']
// The PDF library is an ES module, which jest does not load: a PDF is brought in by a process of its own.
const bringIn = async (name: string) => (name.endsWith('.pdf') ? shop.spawn(...words(name)) : shop.run(...words(name)))

const TEXT = [
  '第一章 总则',
  '第一条 为了规范低保工作，制定本办法。',
  '第二条 低保由县级民政部门负责。',
  '乡镇人民政府负责受理。',
  '第二章 申请',
  '第三条之一 申请低保，应当向乡镇人民政府提出。',
]
const DRAFT = `---
programme: subsistence-allowance
---

## 第一章 总则

为了规范低保工作，制定本办法。【全期办法 第一条】

低保由县级民政部门负责。【全期办法 第二条】

乡镇人民政府负责受理。【全期办法 第二条】

## 第二章 申请

申请低保，应当向乡镇人民政府提出。【全期办法 第三条之一】
`
const TABLE = [
  ['地区', '低保标准（元/月）', '施行日期', '文号'],
  ['甲区', '800', '2026年7月1日', '全期办法'],
]

describe('a text', () => {
  it('from Word is a draft with headings and article numbers, its table rows of amounts', async () => {
    writeDocx(file('办法.docx'), TEXT, TABLE)
    const { status, out, err } = await bringIn('办法.docx')
    expect(status).toBe(0)
    expect(out.startsWith(DRAFT)).toBe(true)
    expect(out).toContain('- { region: 甲区, from: 2026-07-01, fen: 80000, source: 全期办法 }')
    expect(err).toContain('草稿：4 段，3 条')
    expect(err).toContain('低保标准 甲区，2026-07-01 起：750元 → 800元')
  })

  it('from a PDF is the same draft, lines broken by the page put together again', async () => {
    const lines = [...TEXT.slice(0, 2), '第二条 低保由县级民政', '部门负责。', '— 1 —', ...TEXT.slice(3)]
    writePdf(file('办法.pdf'), lines)
    expect(await bringIn('办法.pdf')).toMatchObject({ status: 0, out: DRAFT })
  })

  it('from Markdown is the same draft', async () => {
    writeFileSync(file('办法.md'), `${TEXT.map((line) => line.replace(/^(第.章)/, '# $1')).join('\n\n')}\n`)
    expect(await bringIn('办法.md')).toMatchObject({ status: 0, out: DRAFT })
  })
})

describe('a table of standards', () => {
  it('from a workbook is rows for standards.yaml, each beside the amount now; what cannot be read is told by its row', async () => {
    await writeXlsx(file('标准.xlsx'), [
      ['全市低保标准一览'],
      ['地区', '项目', '金额（元/月）', '执行日期', '依据'],
      ['甲区', '低保标准', 812.5, new Date('2026-07-01T00:00:00Z'), '全期办法'],
      ['示例', 'monthlyPerHead', '1,000', '2026-07-01', '全期办法'],
      ['丙县', '低保标准', 700, '2026-07-01', '全期办法'],
      ['乙县', '低保标准', '待定', '2026-07-01', '全期办法'],
      ['乙县', '别的标准', 700, '2026-07-01', '全期办法'],
    ])
    const { status, out, err } = await bringIn('标准.xlsx')
    expect(status).toBe(0)
    expect(out.trim().split('\n')).toEqual([
      '- id: monthlyPerHead',
      '    values:',
      '      - { region: 甲区, from: 2026-07-01, fen: 81250, source: 全期办法 }',
      '      - { region: 示例市, from: 2026-07-01, fen: 100000, source: 全期办法 }',
    ])
    expect(err.trim().split('\n')).toEqual([
      '低保标准 甲区，2026-07-01 起：750元 → 812.50元',
      '低保标准 示例市，2026-07-01 起：没有公布 → 1000元',
      '表第 5 行：没有叫“丙县”的地区',
      '表第 6 行：金额“待定”看不懂',
      expect.stringContaining('表第 7 行：“别的标准”对不上'),
    ])
  })
})

describe('what cannot be imported', () => {
  it.each([
    ['a scanned PDF', '扫描.pdf', () => writePdf(file('扫描.pdf'), []), '文字识别'],
    ['a Word file of pictures alone', '图.docx', () => writeDocx(file('图.docx'), []), '文字识别'],
    ['a damaged file', '坏.pdf', () => writeFileSync(file('坏.pdf'), 'not a pdf'), '打不开'],
    ['another kind of file', '通知.wps', () => writeFileSync(file('通知.wps'), ''), '可以导入 .docx .pdf .xlsx .md'],
    ['a file that is not there', '没有.docx', () => {}, '没有这个文件'],
  ])('%s is refused with what to do', async (_, name, write, told) => {
    write()
    const { status, out, err } = await bringIn(name)
    expect([status, out]).toEqual([1, ''])
    expect(err).toContain(told)
    expect(err).not.toMatch(/\n\s+at |Error/)
  })
})
