/** `graph <表单>`: a dialog drawn as a Mermaid flowchart: its questions, the conditions between them, its lists and stops. */

import type { Dialog, Field, Group, Repeat } from '../../src/dialogs/dialog'
import { outline } from '../../src/dialogs/dialog-outline'
import { type Comparison, type Condition, comparisonsOf } from '../../src/domain/conditions'
import { sayYuan } from '../../src/domain/fen'
import { type Desk, Refused, readSound } from './desk'

export function graph({ working, print }: Desk, [id]: readonly string[]): void {
  const { dialogs } = readSound(working)
  const dialog = dialogs.get(id ?? '')
  const known = [...dialogs.values()].map((each) => `  ${each.id}  ${each.title}`).join('\n')
  if (!dialog) throw new Refused(`${id ? `没有叫“${id}”的表单` : '要写表单 id'}。可以画的有：\n${known}`, 2)
  print(...drawDialog(dialog))
}

/** Where the next box is joined on: a box, and what the line says. */
interface Exit {
  readonly from: string
  readonly says?: string | undefined
}

interface Drawing {
  readonly lines: string[]
  readonly fields: ReadonlyMap<string, Field>
  readonly derived: ReadonlyMap<string, string>
}

export function drawDialog(dialog: Dialog): readonly string[] {
  const fields = new Map(outline(dialog).fields.map(({ field }) => [field.name, field]))
  const derived = new Map(dialog.derived.map((each) => [each.name, each.label]))
  const drawing: Drawing = { lines: ['flowchart TD', `  start([${quoted(dialog.title)}])`], fields, derived }
  const exits = drawGroups(dialog.groups, '', [{ from: 'start' }], drawing)
  join(exits, 'review', `[[${quoted('核对')}]]`, drawing)
  join([{ from: 'review' }], 'submitted', `([${quoted('提交，得到编号')}])`, drawing)
  dialog.stops.forEach((stop, i) => {
    drawing.lines.push(`  stop${i}[/${quoted(`停：${stop.text.split(/[。\n]/)[0]}`)}/]`)
    const last = [...fields.keys()].filter((name) => comparisonsOf(stop.when).some((each) => each.fact === name)).at(-1)
    drawing.lines.push(`  ${boxOf('', last ?? '')} -.->|${quoted(sayCondition(stop.when, drawing))}| stop${i}`)
  })
  return drawing.lines
}

function drawGroups(
  groups: readonly Group[],
  around: string,
  exits: readonly Exit[],
  drawing: Drawing,
): readonly Exit[] {
  return groups.reduce((open, group) => drawGroup(group, around, open, drawing), exits)
}

function drawGroup(group: Group, around: string, exits: readonly Exit[], drawing: Drawing): readonly Exit[] {
  const inside = group.repeat ? `${around}${group.id}_` : around
  const skipped = group.when ? ask(`${around}${group.id}`, group.when, exits, drawing) : undefined
  drawing.lines.push(`  subgraph g_${around}${group.id}[${quoted(group.title)}]`)
  const from = skipped ? [{ from: skipped, says: '是' }] : exits
  const done = group.repeat
    ? drawItems(group, group.repeat, inside, from, drawing)
    : drawInside(group, inside, from, drawing)
  drawing.lines.push('  end')
  return skipped ? [...done, { from: skipped, says: '否' }] : done
}

/** One item after another, until there is no other. */
function drawItems(
  group: Group,
  repeat: Repeat,
  inside: string,
  exits: readonly Exit[],
  drawing: Drawing,
): readonly Exit[] {
  const gate = `more_${inside}`
  join(exits, gate, `{${quoted(`${repeat.first}（最多${repeat.max}个）`)}}`, drawing)
  const last = drawInside(group, inside, [{ from: gate, says: '有' }], drawing)
  for (const { from, says } of last) drawing.lines.push(`  ${from} -->${label(says ?? `下一个${repeat.of}`)} ${gate}`)
  return [{ from: gate, says: '没有了' }]
}

function drawInside(group: Group, inside: string, exits: readonly Exit[], drawing: Drawing): readonly Exit[] {
  const asked = group.fields.reduce((open, field) => drawField(field, inside, open, drawing), exits)
  return drawGroups(group.groups, inside, asked, drawing)
}

function drawField(field: Field, inside: string, exits: readonly Exit[], drawing: Drawing): readonly Exit[] {
  const box = boxOf(inside, field.name)
  const skipped = field.when ? ask(box, field.when, exits, drawing) : undefined
  join(skipped ? [{ from: skipped, says: '是' }] : exits, box, `[${quoted(field.label)}]`, drawing)
  return skipped ? [{ from: box }, { from: skipped, says: '否' }] : [{ from: box }]
}

/** A condition is a box of its own, so that both ways out of it can be seen. */
function ask(name: string, when: Condition, exits: readonly Exit[], drawing: Drawing): string {
  const box = `if_${name}`
  join(exits, box, `{${quoted(sayCondition(when, drawing))}}`, drawing)
  return box
}

function join(exits: readonly Exit[], box: string, shape: string, { lines }: Drawing): void {
  lines.push(`  ${box}${shape}`, ...exits.map(({ from, says }) => `  ${from} -->${label(says)} ${box}`))
}

export const boxOf = (inside: string, name: string) => `q_${inside}${name}`
const label = (says: string | undefined) => (says === undefined ? '' : `|${quoted(says)}|`)
const quoted = (text: string) => `"${text.replaceAll('"', '#quot;')}"`

function sayCondition(condition: Condition, drawing: Drawing): string {
  if ('all' in condition) return condition.all.map((each) => sayPart(each, drawing)).join(' 并且 ')
  if ('any' in condition) return condition.any.map((each) => sayPart(each, drawing)).join(' 或者 ')
  if ('not' in condition) return `不是（${sayCondition(condition.not, drawing)}）`
  return sayComparison(condition, drawing)
}

const sayPart = (part: Condition, drawing: Drawing) =>
  'all' in part || 'any' in part ? `（${sayCondition(part, drawing)}）` : sayCondition(part, drawing)

function sayComparison(comparison: Comparison, { fields, derived }: Drawing): string {
  const field = fields.get(comparison.fact)
  const name = field?.label ?? derived.get(comparison.fact) ?? comparison.fact
  if ('standard' in comparison) return `${name} ${WORDS[comparison.op]} 标准`
  const values = comparison.op === 'oneOf' ? comparison.value : [comparison.value]
  return `${name} ${WORDS[comparison.op]} ${values.map((value) => sayValue(value, field)).join('、')}`
}

const WORDS = { equals: '是', oneOf: '是其中之一：', below: '低于', atLeast: '不低于' } as const

function sayValue(value: string | number | boolean, field: Field | undefined): string {
  if (field?.type === 'fen' && typeof value === 'number') return sayYuan(value)
  if (typeof value !== 'boolean') return field?.choices[String(value)]?.label ?? String(value)
  return field?.choices[value ? 'yes' : 'no']?.label ?? (value ? '是' : '否')
}
