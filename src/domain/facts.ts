/** Facts: the named things we may ask or judge. Declared in knowledge/facts.yaml; a fact nobody gave is absent. */
import { type LegalDay, parseLegalDay } from './legal-day'

export type FactName = string
export type FactKind = 'boolean' | 'count' | 'number' | 'fen' | 'date' | 'choice' | 'text' | 'region'
/** boolean · count/number/fen as numbers · date/choice/text/region as strings. */
export type FactValue = boolean | number | string
export type Facts = Readonly<Record<FactName, FactValue | undefined>>

export interface FactDefinition {
  readonly name: FactName
  readonly kind: FactKind
  readonly label: string
  /** The plain question, for facts a resident can be asked. */
  readonly ask?: string | undefined
  readonly choices?: Readonly<Record<string, string>> | undefined
  readonly sensitive: boolean
  /** Computed from other facts (eligibility/derived-facts.ts), never asked. */
  readonly derived: boolean
  /** For a derived age: the birth date it is counted from. */
  readonly from?: FactName | undefined
}

/** A fact of this kind may hold this value. */
export function fits(definition: FactDefinition, value: FactValue): boolean {
  switch (definition.kind) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'count':
    case 'fen':
      return typeof value === 'number' && Number.isInteger(value)
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'choice':
      return typeof value === 'string' && (definition.choices === undefined || Object.hasOwn(definition.choices, value))
    case 'date':
      return typeof value === 'string' && parseLegalDay(value) !== undefined
    default:
      return typeof value === 'string'
  }
}

export type BirthDate = LegalDay
