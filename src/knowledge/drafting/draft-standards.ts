/** A table of amounts → rows for standards.yaml, each beside the amount that holds now. Nothing is guessed: a row that
 * cannot be read is reported with its number and left out. */
import { sayYuan } from '../../domain/fen'
import { type LegalDay, legalDay, parseLegalDay } from '../../domain/legal-day'
import { type Standard, standardOn } from '../../domain/standard'
import type { Knowledge } from '../knowledge'

export interface DraftRow {
  readonly standard: Standard
  readonly region: string
  readonly from: LegalDay
  readonly fen: number
  readonly source: string
  /** What holds on that day in today's content. */
  readonly old: string
}

export interface StandardsDraft {
  readonly rows: readonly DraftRow[]
  readonly problems: readonly string[]
}

export interface DraftDefaults {
  readonly programme: string
  readonly from?: LegalDay | undefined
  readonly source?: string | undefined
}

const COLUMNS = {
  region: /地区|区域|县|区划/,
  standard: /项目|标准名称|类别|对象|档次|名称/,
  amount: /金额|标准|补贴|津贴|元/,
  from: /起|施行|执行|生效|日期/,
  source: /文号|依据|文件/,
} as const

type Column = keyof typeof COLUMNS
type Columns = Readonly<Partial<Record<Column, number>>>

export function draftStandards(
  table: readonly (readonly string[])[],
  defaults: DraftDefaults,
  knowledge: Knowledge,
): StandardsDraft {
  const headAt = table.findIndex((row) => {
    const columns = columnsOf(row)
    return columns.region !== undefined && columns.amount !== undefined
  })
  if (headAt < 0) return { rows: [], problems: ['表里找不到表头：要有一行写着“地区”和“金额（元）”'] }
  const columns = columnsOf(table[headAt] ?? [])
  const inTenThousands = /万元/.test(table[headAt]?.[columns.amount ?? -1] ?? '')
  const rows: DraftRow[] = []
  const problems: string[] = []
  table.slice(headAt + 1).forEach((cells, i) => {
    if (cells.every((cell) => cell.trim() === '')) return
    const read = readRow(cells, columns, defaults, knowledge, inTenThousands ? 1_000_000 : 100)
    if (typeof read === 'string') problems.push(`表第 ${headAt + 2 + i} 行：${read}`)
    else rows.push(read)
  })
  return { rows, problems }
}

/** Each column once; the more particular words are looked for first. */
function columnsOf(row: readonly string[]): Columns {
  const columns: Partial<Record<Column, number>> = {}
  for (const name of ['source', 'from', 'region', 'standard', 'amount'] as const) {
    const taken = Object.values(columns)
    const at = row.findIndex((cell, i) => COLUMNS[name].test(cell) && !taken.includes(i))
    if (at >= 0) columns[name] = at
  }
  return columns
}

function readRow(
  cells: readonly string[],
  columns: Columns,
  defaults: DraftDefaults,
  knowledge: Knowledge,
  fenPerUnit: number,
): DraftRow | string {
  const cell = (name: Column) => (columns[name] === undefined ? '' : (cells[columns[name]] ?? '').trim())
  const region = knowledge.regions.find(cell('region'))
  if (!region) return `没有叫“${cell('region')}”的地区`
  const standard = standardNamed(cell('standard'), defaults.programme, knowledge)
  if (!standard) return `“${cell('standard')}”对不上本事项的任何一个标准；先在 standards.yaml 里加上`
  const amount = /^¥?(\d+(?:\.\d{1,2})?)元?$/.exec(cell('amount').replaceAll(',', ''))
  if (!amount) return `金额“${cell('amount')}”看不懂`
  const from = dayIn(cell('from')) ?? defaults.from
  if (!from) return '没有施行日期：表里加一列，或用 --from 写明'
  const source = cell('source') || defaults.source
  if (!source) return '没有依据：表里加一列文号，或用 --source 写明'
  const found = standardOn(standard, from, region.name, knowledge.regions)
  const old = found.kind === 'published' ? sayYuan(found.fen) : found.kind === 'unpublished' ? '没有公布' : '没有这一行'
  return { standard, region: region.name, from, fen: Math.round(Number(amount[1]) * fenPerUnit), source, old }
}

/** By id or label; the only standard of its programme needs no name. */
function standardNamed(name: string, programme: string, knowledge: Knowledge): Standard | undefined {
  const own = knowledge.standards.filter((each) => each.programme === programme)
  if (name === '') return own.length === 1 ? own[0] : undefined
  const exact = own.find((each) => each.id === name || each.label === name)
  const like = own.filter((each) => each.label.includes(name))
  return exact ?? (like.length === 1 ? like[0] : undefined)
}

function dayIn(text: string): LegalDay | undefined {
  const match = /(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})/.exec(text)
  return parseLegalDay(text) ?? (match ? legalDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined)
}

/** The rows as they are pasted below `values:` of each standard. */
export function standardsYaml(rows: readonly DraftRow[]): string {
  const standards = [...new Set(rows.map((each) => each.standard))]
  return standards
    .map((standard) => {
      const own = rows.filter((each) => each.standard === standard)
      const lines = own.map(
        ({ region, from, fen, source }) =>
          `      - { region: ${region}, from: ${from}, fen: ${fen}, source: ${source} }`,
      )
      return [`  - id: ${standard.id}`, '    values:', ...lines].join('\n')
    })
    .join('\n')
}

export function sayDraftRow({ standard, region, from, fen, old }: DraftRow): string {
  return `${standard.label} ${region}，${from} 起：${old} → ${sayYuan(fen)}`
}
