/** The verbs that write for an editor: new programme, standard or question; import of a document. */
import { writeFileSync } from 'node:fs'
import { parseLegalDay } from '../../src/domain/legal-day'
import { UNITS } from '../../src/domain/standard'
import { DRAFT_NOTES, draftPolicy } from '../../src/knowledge/drafting/draft-policy'
import { draftStandards, sayDraftRow, standardsYaml } from '../../src/knowledge/drafting/draft-standards'
import { readDocument } from '../../src/knowledge/drafting/read-document'
import {
  newFaq,
  newProgramme,
  newStandard,
  type ProgrammePlace,
  type SkeletonMade,
} from '../../src/knowledge/drafting/skeletons'
import { type Desk, type Options, placeOfProgramme, Refused, readSound, sayAt } from './desk'

const USAGE =
  '用法：\n' +
  '  npm run content -- new programme <条线>/<事项> --title 名称\n' +
  '  npm run content -- new standard <事项> <标准id> --label 名称 --unit 元/人·月 --source 依据id [--region 宿州市] [--from 2026-07-01] [--ask 机构或电话id]\n' +
  '  npm run content -- new faq <事项> "问题"'

export function newEntry(desk: Desk, [what, name, third]: readonly string[], options: Options): void {
  const { knowledge } = readSound(desk.working)
  const place = placeOfProgramme(name, knowledge)
  if (what !== 'programme' && !knowledge.programmes.has(place.id)) throw new Refused(`没有叫“${place.id}”的事项`, 2)
  tellMade(desk, made(desk, what, third, place, options))
}

function made(
  { working, today }: Desk,
  what: string | undefined,
  third: string | undefined,
  place: ProgrammePlace,
  options: Options,
): SkeletonMade {
  const { knowledge } = readSound(working)
  if (what === 'programme' && options.title) return newProgramme(working.knowledge, place, options.title)
  if (what === 'faq' && third) return newFaq(working.knowledge, place, third)
  const { label, source, region = knowledge.regions.home, from = today } = options
  const ask = options.ask ?? [...knowledge.phones.keys()][0] ?? ''
  const unit = UNITS.find((each) => each === options.unit)
  if (what !== 'standard' || !third || !label || !source || !unit) throw new Refused(USAGE, 2)
  if (!knowledge.sources.has(source)) throw new Refused(`依据“${source}”没有登记在 sources.yaml`, 2)
  return newStandard(working.knowledge, { ...place, standard: third, label, unit, region, from, source, ask })
}

function tellMade({ print }: Desk, made: SkeletonMade): void {
  if (!made.ok) throw new Refused(made.why)
  for (const file of made.skeleton.written) print(`写好 ${file}`)
  for (const each of made.skeleton.toFill) print(`${sayAt(each)} 要填：${each.what}`)
}

const BELOW = '\n# 以下几行放进 standards.yaml\n'

export async function importDocument(desk: Desk, [file]: readonly string[], options: Options): Promise<void> {
  if (!file)
    throw new Refused(
      '用法：npm run content -- import <文件.docx|.pdf|.xlsx|.md> --programme <事项> [--source 依据id] [--from 日期] [--out 文件]',
      2,
    )
  const { print, tell } = desk
  const { knowledge } = readSound(desk.working)
  const programme = placeOfProgramme(options.programme, knowledge).id
  if (options.from && !parseLegalDay(options.from)) throw new Refused(`--from“${options.from}”不是真实存在的日期`, 2)
  const read = await readDocument(file)
  if (!read.ok) throw new Refused(read.why)
  const source = options.source ?? '待填依据'
  const policy = draftPolicy(read.blocks, { programme, source })
  const tables = read.blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : []))
  const drafts = tables.map((rows) =>
    draftStandards(rows, { programme, from: options.from, source: options.source }, knowledge),
  )
  const rows = drafts.flatMap((draft) => draft.rows)
  const text = [
    policy.paragraphs > 0 ? policy.text : '',
    rows.length > 0 ? `${policy.paragraphs > 0 ? BELOW : ''}${standardsYaml(rows)}\n` : '',
  ].join('')
  if (options.out) writeFileSync(options.out, text)
  else if (text !== '') print(text.replace(/\n$/, ''))
  if (policy.paragraphs > 0)
    tell(`草稿：${policy.paragraphs} 段，${policy.articles} 条。接下来：`, ...DRAFT_NOTES.map((note) => `  - ${note}`))
  for (const row of rows) tell(sayDraftRow(row))
  for (const problem of drafts.flatMap((draft) => draft.problems)) tell(problem)
  if (text === '') throw new Refused('没有导入任何内容。')
}
