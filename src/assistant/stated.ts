/** What was heard in a resident's own words: a fact for sure, or one spoken of but not said exactly. */
import type { FactName, Facts, FactValue } from '../domain/facts'

export interface StatedFact {
  readonly fact: FactName
  readonly value: FactValue
  readonly words: string
}

/** 两三千, 虚岁八十一, 有残疾证 without its grade: spoken of, shown back and asked for, and never judged by. */
export interface VagueFact {
  readonly fact: FactName
  readonly value?: undefined
  readonly words: string
  /** The ends of what it could be, where the words give them. */
  readonly range?: readonly [number, number] | undefined
}

export type Mention = StatedFact | VagueFact

export const isStated = (mention: Mention): mention is StatedFact => mention.value !== undefined

/** What is to be judged: what was heard now, with all that is known, and what need not be asked again. */
export interface Heard {
  readonly said: readonly Mention[]
  readonly facts: Facts
  readonly skipped?: readonly FactName[] | undefined
}
