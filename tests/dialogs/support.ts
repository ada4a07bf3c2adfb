/** What the dialog tests share: registers, a fixed clock, every dialog, a sample answer for every kind of question. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fixedClock } from '../../src/base/clock'
import { printProblems } from '../../src/base/content-file'
import { countingIds } from '../../src/base/ids'
import { continueDialog, startDialog } from '../../src/dialogs/converse'
import type { Dialog, Field, FieldType } from '../../src/dialogs/dialog'
import type { Registers } from '../../src/dialogs/dialog-proofs'
import type { DialogState } from '../../src/dialogs/dialog-state'
import { readDialogs } from '../../src/dialogs/read-dialogs'
import { placeIn, type Step, walk } from '../../src/dialogs/steps'
import type { DialogContext } from '../../src/dialogs/talk'
import type { AskTurn, ReviewTurn, Turn } from '../../src/dialogs/turn'
import { judge } from '../../src/domain/conditions'
import type { FactValue } from '../../src/domain/facts'
import type { Programme } from '../../src/domain/programme'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

export const NOW = '2026-11-24T09:00:00+08:00' // a Tuesday

const root = join(__dirname, '../..')

/** The real registers and programmes: a form is proved and spoken with as it will be served. */
const read = readKnowledge(join(root, 'knowledge'))
if (!read.ok) throw new Error(printProblems(read.problems))
export const registers: Registers = read.knowledge
export const regions = read.knowledge.regions
export const programmes: readonly Programme[] = [...read.knowledge.programmes.values()]

export const DIALOG_IDS = readdirSync(join(root, 'dialogs'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''))

export function loadDialogs(): ReadonlyMap<string, Dialog> {
  const read = readDialogs(join(root, 'dialogs'), registers)
  if (!read.ok) throw new Error(printProblems(read.problems))
  return read.dialogs
}

const dialogs = loadDialogs()

export function dialogNamed(id: string): Dialog {
  const dialog = dialogs.get(id)
  if (!dialog) throw new Error(`no dialog ${id}`)
  return dialog
}

export function freshContext(): DialogContext {
  return { clock: fixedClock(NOW), ids: countingIds(), regions, programmes }
}

/** A conversation that remembers its last turn and state. */
export interface Chat {
  readonly dialog: Dialog
  readonly context: DialogContext
  state: DialogState
  turn: Turn
  say(...messages: readonly string[]): Turn
}

export function chat(id: string, ...messages: readonly string[]): Chat {
  const dialog = dialogNamed(id)
  const context = freshContext()
  const first = startDialog(dialog, context)
  const talking: Chat = {
    dialog,
    context,
    state: first.state,
    turn: first,
    say(...texts) {
      for (const text of texts) {
        talking.turn = continueDialog(dialog, talking.state, text, context)
        if ('state' in talking.turn) talking.state = talking.turn.state
      }
      return talking.turn
    },
  }
  talking.say(...messages)
  return talking
}

export function asked(turn: Turn): AskTurn {
  if (turn.kind !== 'ask') throw new Error(`expected a question, got ${turn.kind}: ${'text' in turn ? turn.text : ''}`)
  return turn
}

export function valueAt({ state }: Chat, path: string): unknown {
  const answer = state.answers[path]?.state
  return answer?.kind === 'given' ? answer.value : answer?.kind
}

/** Where the conversation stands, told apart from what was said last. */
export function placeOf({ dialog, state }: Pick<Chat, 'dialog' | 'state'>): string {
  const place = placeIn(dialog, walk(dialog, state.answers), state.answers, state.editing)
  return place.kind === 'review' ? 'review' : place.step.path
}

export function resumeOf(turn: Turn): AskTurn | ReviewTurn {
  if (turn.kind !== 'digress') throw new Error(`expected a digression, got ${turn.kind}`)
  return turn.resume
}

/** A made-up number that passes the check; `odd` sequence numbers are men's. */
export function residentId(birth: string, sequence: number, sex: 'male' | 'female'): string {
  const order = sequence * 2 + (sex === 'male' ? 1 : 0)
  const body = `341302${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body.charAt(i)), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

const SAMPLES: Readonly<Record<Exclude<FieldType, 'choice' | 'boolean' | 'residentId' | 'date' | 'count'>, string>> = {
  personName: '王秀英',
  phone: '13800138000',
  fen: '2300元',
  region: '灵璧县',
  address: '灵璧县灵城镇向阳小区3栋101',
  text: '老伴常年看病，家里欠了不少债',
}

/** A plain answer to any question, none at which the form stops; lists get one item. Identity numbers differ by path. */
export function sampleAnswer(step: Step, dialog: Dialog): string {
  if (step.kind === 'gate') return step.index === 0 ? '有' : '没有了'
  const { field } = step
  switch (field.type) {
    case 'residentId':
      return residentId(birthFor(field), step.path.length, field.sex ?? 'female')
    case 'choice':
      return sampleChoice(field, dialog)
    case 'boolean':
      return sampleChoice(field, dialog) || '是'
    case 'date':
      return field.atMost === 'today' ? '1995年3月5日' : '下周三'
    case 'count':
      return typeof field.atLeast === 'number' && field.atLeast > 3 ? String(field.atLeast) : '三个人'
    default:
      return SAMPLES[field.type]
  }
}

function sampleChoice(field: Field, dialog: Dialog): string {
  const stops = (value: FactValue) => dialog.stops.some((stop) => judge(stop.when, { [field.name]: value }) === 'met')
  const open = Object.entries(field.choices).find(([key]) => !stops(field.type === 'boolean' ? key === 'yes' : key))
  return open?.[1].label ?? ''
}

const birthFor = (field: Field) => (field.sex ? '2000-01-02' : '1942-03-05')

/** Every state on the way through a dialog, answered plainly: from the first question to the review. */
export function journey(id: string): readonly Chat[] {
  const stops: Chat[] = []
  for (let answers: string[] = []; ; ) {
    const at = chat(id, ...answers)
    stops.push(at)
    const place = placeIn(at.dialog, walk(at.dialog, at.state.answers), at.state.answers)
    if (place.kind !== 'ask') return stops
    answers = [...answers, sampleAnswer(place.step, at.dialog)]
  }
}
