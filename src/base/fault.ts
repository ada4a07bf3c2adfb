/**
 * Faults: what should not happen. Thrown anywhere, caught once per message, once per request and once per timer tick.
 * Outcomes (not found, refused, unclear) are values and never faults; content errors are in content-file.ts.
 */
export const FAULT_CODES = {
  'config.invalid': 500,
  'content.invalid': 500,
  'store.unusable': 503,
  'data.unreadable': 500,
  'conversation.conflict': 409,
  'form.missing': 500,
  'case.invalid': 500,
  'index.unusable': 503,
  'reply.unguarded': 500,
} as const

export type FaultCode = keyof typeof FAULT_CODES

export class Fault extends Error {
  readonly code: FaultCode
  /** Ids and counts for the log. Never message text, names, identity or phone numbers. */
  readonly facts: Readonly<Record<string, string | number | boolean>>

  constructor(
    code: FaultCode,
    message: string,
    options: { cause?: unknown; facts?: Record<string, string | number | boolean> } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'Fault'
    this.code = code
    this.facts = options.facts ?? {}
  }
}
