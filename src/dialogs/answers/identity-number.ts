/** Identity numbers as people type them: spaces, hyphens, full-width digits, x; each fault is named (GB 11643). */
import { ageOn } from '../../domain/legal-day'
import { checkResidentId } from '../../domain/resident-id'
import { halfWidth } from '../hear'
import type { NotAnswered, ReadAnswer } from './answer-type'
import { ANSWER_WORDS } from './answer-words'

const NUMBER = /(?<![\dA-Za-z])\d[\d\s-]{12,24}[\dXx×✕叉](?![\dA-Za-z])/g

/** Nothing but the words one puts around a number. */
const AROUND = /^(?:[\s,，:：。.]|我|他|她|老人|本人|的|是|为|身份证|证件|号码?|证|居民)*$/

export const readIdentityNumber: ReadAnswer = (text, field, context) => {
  const plain = halfWidth(text)
  const found = plain.match(NUMBER) ?? []
  if (found.length === 0) return noNumber(plain)
  if (found.length > 1) return refuse('given', ANSWER_WORDS.id.length(found.join('').replace(/\D/g, '').length))
  const number = (found[0] ?? '').replace(/[\s-]/g, '').replace(/[×✕叉]/, 'X')
  const checked = checkResidentId(number)
  if (!checked.ok) return explain(checked.why, number)
  const age = ageOn(checked.birth, context.today)
  if (age < 0 || age > 130) return refuse('birth', ANSWER_WORDS.id.birth)
  if (field.sex && checked.sex !== field.sex) return refuse('sex', ANSWER_WORDS.id[field.sex])
  return { ok: true, value: checked.number, exact: AROUND.test(plain.replace(NUMBER, '')) }
}

/** A shorter run of digits is a number copied short; no digits at all is something else. */
function noNumber(plain: string): NotAnswered {
  const digits = /\d[\dXx\s-]*[\dXx]/.exec(plain)?.[0].replace(/[\s-]/g, '') ?? ''
  if (/^1[3-9]\d{9}$/.test(digits)) return refuse('unrecognised', ANSWER_WORDS.id.phone)
  if (/^\d{6}[\dA-Za-z]{9,14}$/.test(plain.replace(/[\s-]/g, '')) && /[A-WYZa-wyz]/.test(plain))
    return refuse('characters', ANSWER_WORDS.id.characters)
  if (digits.length >= 12) return refuse('length', ANSWER_WORDS.id.length(digits.length))
  if (digits.length >= 6 && digits.length === plain.replace(/[\s-]/g, '').length)
    return refuse('length', ANSWER_WORDS.id.length(digits.length))
  return refuse('unrecognised', ANSWER_WORDS.id.unrecognised)
}

function explain(why: 'length' | 'characters' | 'region' | 'date' | 'checksum', number: string): NotAnswered {
  switch (why) {
    case 'length':
      return refuse('length', ANSWER_WORDS.id.length(number.length))
    case 'region':
      return refuse('place', ANSWER_WORDS.id.place)
    case 'date':
      return refuse('birth', ANSWER_WORDS.id.birth)
    default:
      return refuse(why, ANSWER_WORDS.id[why])
  }
}

function refuse(problem: NotAnswered['problem'], say: string): NotAnswered {
  return { ok: false, problem, say }
}
