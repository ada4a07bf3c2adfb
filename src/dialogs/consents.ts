/** Consents of their own, read off the answers: each changes with its answer, is dropped with it, and is never asked twice. */
import { createHash } from 'node:crypto'
import type { AnswerPath, Consent } from '../domain/intake'
import type { Answers } from './dialog-state'
import { REPLIES } from './replies'
import { shownState } from './shown-values'
import type { FieldStep, Walk } from './steps'

export function consentsGiven({ steps, byPath }: Walk, answers: Answers): readonly Consent[] {
  return steps.flatMap((step) => {
    const answer = answers[step.path]
    if (step.kind !== 'field' || !step.field.consent || answer?.state.kind !== 'given') return []
    const { consent, question } = step.field
    return [
      {
        group: step.group.id,
        notice: withoutNames(question, step),
        noticeDigest: digestOf(question),
        basis: consent.basis,
        at: answer.at,
        answer: { path: step.path, value: answer.state.value, shown: shownState(step.field, answer.state) },
        ...(step.item && { person: step.item.path }),
        ...byWhom(consent.by, step, byPath),
      },
    ]
  })
}

export const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** The answer that names them lies in the same item, or outside the list; nobody is named where it was not asked. */
function byWhom(names: readonly string[], { item }: FieldStep, asked: Walk['byPath']): { by?: AnswerPath } {
  const paths = names.flatMap((name) => [...(item ? [`${item.path}.${name}`] : []), name])
  const by = paths.find((path) => asked.has(path))
  return by === undefined ? {} : { by }
}

/** A consent tells whom it concerns by path; the name stands among the answers only. */
function withoutNames(question: string, { item }: FieldStep): string {
  const called = item ? REPLIES.itemName(item.repeat.of, item.index + 1) : REPLIES.applicant
  return question.replace(/\{[A-Za-z0-9]+\}/g, called)
}
