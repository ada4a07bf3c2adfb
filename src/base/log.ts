/**
 * Structured logs: one fixed event name, then ids and counts. Never message text, names, identity or phone numbers:
 * the type admits only short scalars, and `tests` check that generated identity numbers never reach a line.
 */
import pino from 'pino'

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields, cause?: unknown): void
}

/** JSON lines on standard error, so that standard output stays a command's result alone. */
export function pinoLog(level: string): Log {
  const logger = pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields, cause) => logger.error({ ...fields, ...causeFields(cause) }, event),
  }
}

/** Each event is also told to `hear`, which must not fail and must not wait. */
export function overheard(log: Log, hear: (event: string, fields: LogFields) => void): Log {
  const heard = (event: string, fields: LogFields = {}) => {
    hear(event, fields)
    return fields
  }
  return {
    info: (event, fields) => log.info(event, heard(event, fields)),
    warn: (event, fields) => log.warn(event, heard(event, fields)),
    error: (event, fields, cause) => log.error(event, heard(event, fields), cause),
  }
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** A cause is logged by its name and code only: an error's message can quote a person's words. */
function causeFields(cause: unknown): LogFields {
  if (!(cause instanceof Error)) return {}
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
  const at = cause.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim()
  return { cause: cause.name, code, at }
}
