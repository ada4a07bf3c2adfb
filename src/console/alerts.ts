/** What must reach somebody who is not looking at the console: a case that stopped, a person in danger. Ids only. */
import type { LogFields } from '../base/log'

export interface Alert {
  readonly kind: 'case.parked' | 'crisis'
  /** The case, or the conversation. */
  readonly subject: string
}

/** From the log's own events, so that nothing else has to remember to call. */
export function alertOf(event: string, fields: LogFields): Alert | undefined {
  switch (event) {
    case 'handOff.refused':
    case 'handOff.expired':
      return { kind: 'case.parked', subject: String(fields.caseId) }
    case 'console.paged':
      return fields.why === 'crisis' ? { kind: 'crisis', subject: String(fields.conversation) } : undefined
    default:
      return undefined
  }
}
