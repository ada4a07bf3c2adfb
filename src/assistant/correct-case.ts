/**
 * One answer of a submitted case put right by its resident: the phone, the address, or the day and half of the day wished
 * where no visit is booked. Nothing else: what decides about the case is for a person, or for a new application.
 */
import type { CaseFile } from '../cases/case-file'
import { agesOnNamedDay, birthOf, reachedOn } from '../dialogs/ages'
import { ANSWER_TYPES } from '../dialogs/answer-types'
import type { Dialog, Field, Group } from '../dialogs/dialog'
import { discreet } from '../dialogs/shown-values'
import type { FactValue } from '../domain/facts'
import { type LegalDay, sayDay } from '../domain/legal-day'
import { ERRAND } from './errand-words'
import type { Turn } from './turn'

type Answer = CaseFile['answers'][number]
export interface Corrected {
  readonly value: FactValue
  readonly shown: string
}

/** Which answers the words name; undefined when they name nothing that can be put right here. */
export function answersNamed(said: string, caseFile: CaseFile, { library }: Turn): readonly Answer[] {
  const dialog = library.dialogs.get(caseFile.form.id)
  const fits = KINDS.find(({ words }) => words.test(said))?.fits
  if (!dialog || !fits) return []
  const given = caseFile.answers.filter(({ state }) => state.kind === 'given')
  const fitting = given.filter((answer) => fits(answer, dialog))
  const named = fitting.filter(({ label }) => said.includes(label))
  return named.length > 0 ? named : fitting
}

const KINDS: readonly { readonly words: RegExp; readonly fits: (answer: Answer, dialog: Dialog) => boolean }[] = [
  { words: /电话|手机|号码/, fits: ({ type }) => type === 'phone' },
  { words: /地址|住址|住的地方|搬家/, fits: ({ type, path }) => type === 'address' && !path.includes('[') },
  { words: /[上下]午/, fits: ({ path }, { appointment }) => path === appointment?.half },
  {
    words: /日子|日期|时间|天|改期|号$|[周星期礼拜][一二三四五六日天]|月/,
    fits: ({ path }, { appointment }) => path === appointment?.day,
  },
]

/** The new value of that answer, or why it cannot be. */
export function readCorrected(path: string, said: string, caseFile: CaseFile, turn: Turn): Corrected | string {
  const { library, today } = turn
  const dialog = library.dialogs.get(caseFile.form.id)
  const field = dialog && fieldNamed(path, dialog.groups)
  if (!dialog || !field) return ERRAND.notHere
  const { regions, calendar } = library.knowledge
  const parsed = ANSWER_TYPES[field.type].read(said, field, { today, regions, calendar })
  if (!parsed.ok) return parsed.say
  const tooEarly = path === dialog.appointment?.day ? oldEnoughOn(dialog, caseFile) : undefined
  if (tooEarly && String(parsed.value) < tooEarly) return ERRAND.tooYoung(sayDay(tooEarly))
  return { value: parsed.value, shown: discreet(field, { kind: 'given', value: parsed.value }) }
}

/** The later of the birthdays on which both may marry. */
function oldEnoughOn(dialog: Dialog, { answers }: CaseFile): LegalDay | undefined {
  const days = agesOnNamedDay(dialog).flatMap(({ from }) => {
    const state = answers.find(({ path }) => path === from.birth)?.state
    const birth = state?.kind === 'given' ? birthOf(state.value) : undefined
    return birth ? [reachedOn(birth, from.years)] : []
  })
  return days.sort().at(-1)
}

/** Outside lists, where a path is a name. */
function fieldNamed(name: string, groups: readonly Group[]): Field | undefined {
  const single = groups.filter(({ repeat }) => repeat === undefined)
  const own = single.flatMap(({ fields }) => fields).find((each) => each.name === name)
  return own ?? single.map((group) => fieldNamed(name, group.groups)).find((each) => each !== undefined)
}
