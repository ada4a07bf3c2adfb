/** What the dialog tests share: registers, a fixed clock, the three dialogs, a sample answer for every kind of question. */
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
import type { FactDefinition, FactKind } from '../../src/domain/facts'
import type { Programme } from '../../src/domain/programme'
import { RegionTree } from '../../src/domain/region'

export const NOW = '2026-11-24T09:00:00+08:00' // a Tuesday

export const regions = new RegionTree(
  [
    { code: '100000', name: '全国', aliases: [] },
    { code: '340000', name: '安徽省', within: '全国', aliases: ['安徽'] },
    { code: '341300', name: '宿州市', within: '安徽省', aliases: ['宿州'] },
    { code: '341302', name: '埇桥区', within: '宿州市', aliases: ['埇桥', '甬桥区'] },
    { code: '341321', name: '砀山县', within: '宿州市', aliases: ['砀山'] },
    { code: '341322', name: '萧县', within: '宿州市', aliases: ['肖县'] },
    { code: '341323', name: '灵璧县', within: '宿州市', aliases: ['灵璧', '灵璧区', '灵壁'] },
    { code: '341324', name: '泗县', within: '宿州市', aliases: [] },
  ],
  '宿州市',
)

const programme = (id: string, title: string, aliases: readonly string[], dialog?: string): Programme => ({
  id,
  division: 'social-assistance',
  title,
  short: title,
  aliases,
  colloquial: [],
  owner: '',
  dialog,
  related: [],
  offers: [],
})

export const programmes: readonly Programme[] = [
  programme('subsistence-allowance', '最低生活保障', ['低保'], 'subsistence-allowance'),
  programme('old-age-allowance', '高龄津贴', ['高龄补贴'], 'old-age-allowance'),
  programme('marriage-registration', '结婚登记', ['领证'], 'marriage-registration'),
  programme('temporary-assistance', '临时救助', []),
  programme('foreign-marriage', '涉外婚姻登记', ['涉外结婚']),
]

const fact = (name: string, kind: FactKind, choices?: Record<string, string>): [string, FactDefinition] => [
  name,
  { name, kind, label: name, sensitive: false, derived: false, choices },
]

export const registers: Registers = {
  facts: new Map([
    fact('householdSize', 'count'),
    fact('monthlyHouseholdIncomeFen', 'fen'),
    fact('applicantBirthDate', 'date'),
    fact('hukouInSuzhou', 'boolean'),
    fact('groomBirthDate', 'date'),
    fact('brideBirthDate', 'date'),
    fact('marriageVoluntary', 'boolean'),
    fact('marriageBothSingle', 'boolean'),
    fact('bothPresentInPerson', 'boolean'),
    fact('marriageKinship', 'choice', {
      none: '',
      directLine: '',
      withinThree: '',
      beyondThree: '',
      inLaw: '',
      adoptive: '',
    }),
  ]),
  sources: new Set(['社会救助法', '民法典', '个人信息保护法', '老年人权益保障法', '婚姻登记条例2025']),
  programmes: new Set(programmes.map((each) => each.id)),
  regions,
}

export const DIALOG_IDS = ['subsistence-allowance', 'old-age-allowance', 'marriage-registration'] as const

export function loadDialogs(): ReadonlyMap<string, Dialog> {
  const read = readDialogs(join(__dirname, '../../dialogs'), registers)
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

const SAMPLES: Readonly<Record<Exclude<FieldType, 'choice' | 'boolean' | 'residentId'>, string>> = {
  personName: '王秀英',
  phone: '13800138000',
  fen: '2300元',
  date: '下周三',
  count: '三个人',
  region: '灵璧县',
  address: '灵璧县灵城镇向阳小区3栋101',
  text: '老伴常年看病，家里欠了不少债',
}

/** A plain answer to any question; lists get one item. Identity numbers differ by path. */
export function sampleAnswer(step: Step): string {
  if (step.kind === 'gate') return step.index === 0 ? '有' : '没有了'
  const { field } = step
  if (field.type === 'residentId') return residentId(birthFor(field), step.path.length, field.sex ?? 'female')
  if (field.type === 'choice') return Object.values(field.choices)[0]?.label ?? ''
  if (field.type === 'boolean') return field.choices.yes?.label ?? '是'
  return SAMPLES[field.type]
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
    answers = [...answers, sampleAnswer(place.step)]
  }
}
