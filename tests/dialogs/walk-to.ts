/** Brings a conversation to a question, whatever the order of the form: by the answers named, and plain ones elsewhere. */
import { placeIn, type Step, walk, withoutNumbers } from '../../src/dialogs/steps'
import { type Chat, chat, sampleAnswer } from './support'

/** By path (`members[0].name`), by path without numbers (`members.name`) or by field name; the first that is found. */
export type Said = Readonly<Record<string, string>>

/** Answers until `place` is asked; `place` may be `review`. */
export function walkTo(id: string, place: string, said: Said = {}): Chat {
  const at = chat(id)
  for (let turns = 0; turns < 300; turns++) {
    const now = placeIn(at.dialog, walk(at.dialog, at.state.answers), at.state.answers, at.state.editing)
    if ((now.kind === 'review' ? 'review' : now.step.path) === place) return at
    if (now.kind !== 'ask') throw new Error(`${id} never comes to ${place}, but to ${now.kind}`)
    at.say(answerTo(now.step, at, said))
  }
  throw new Error(`${id} never comes to ${place}`)
}

function answerTo(step: Step, { dialog }: Chat, said: Said): string {
  const names = [step.path, withoutNumbers(step.path), ...(step.kind === 'field' ? [step.field.name] : [])]
  const known = names.flatMap((name) => said[name] ?? [])[0]
  return known ?? (step.kind === 'gate' ? '没有' : sampleAnswer(step, dialog))
}

/** A couple and two children, the husband earning; the applicant with a pension. */
export const FAMILY: Said = {
  applicantName: '王秀英',
  hukouRegion: '埇桥区',
  applicantId: '以后补',
  residentId: '以后补',
  'incomes[0]': '有',
  'incomes[0].kind': '养老金',
  'incomes[0].monthlyAmount': '两千三',
  'members[0]': '有',
  'members[0].relation': '老伴',
  'members[0].name': '李国强',
  'members[0].memberIncomes[0]': '有',
  'members[0].memberIncomes[0].kind': '工资',
  'members[0].memberIncomes[0].monthlyAmount': '一千五',
  'members[1]': '有',
  'members[1].relation': '儿子',
  'members[1].name': '李小军',
  'members[2]': '有',
  'members[2].relation': '女儿',
  'members[2].name': '李小红',
  savings: '两万',
  essentialCosts: '一万二',
}
