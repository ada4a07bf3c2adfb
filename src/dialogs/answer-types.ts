/**
 * Every kind of question, in one table: how its answer is read. A new kind is one entry here and its test.
 * A type that takes the whole message (address, text) is never cut into pieces.
 */
import { readAmount } from './answers/amount'
import type { ReadAnswer } from './answers/answer-type'
import { readChoice, readYesNo } from './answers/choice'
import { readIdentityNumber } from './answers/identity-number'
import { readPersonName } from './answers/person-name'
import { readPhoneNumber } from './answers/phone-number'
import { readAddress, readCount, readRegion, readText } from './answers/plain-answers'
import { readSpokenDate } from './answers/spoken-date'
import type { FieldType } from './dialog'

export interface AnswerType {
  readonly read: ReadAnswer
  /** The whole message is the answer. */
  readonly whole: boolean
  /** Cannot be taken for anything else, so it is understood out of turn: identity numbers, phones, regions. */
  readonly telling: boolean
}

export const ANSWER_TYPES: Readonly<Record<FieldType, AnswerType>> = {
  personName: { read: readPersonName, whole: false, telling: false },
  residentId: { read: readIdentityNumber, whole: false, telling: true },
  phone: { read: readPhoneNumber, whole: false, telling: true },
  fen: { read: readAmount, whole: false, telling: false },
  date: { read: readSpokenDate, whole: false, telling: true },
  count: { read: readCount, whole: false, telling: false },
  choice: { read: readChoice, whole: false, telling: false },
  boolean: { read: readYesNo, whole: false, telling: false },
  region: { read: readRegion, whole: false, telling: true },
  address: { read: readAddress, whole: true, telling: false },
  text: { read: readText, whole: true, telling: false },
}
