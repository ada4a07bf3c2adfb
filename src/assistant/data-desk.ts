/** What `npm run data` does with people's data: export, erase, let go, prove. Every deed is in the audit log. */
import type { Clock } from '../base/clock'
import { type AuditLog, verifyAudit } from '../cases/audit-log'
import { statedPurpose } from '../cases/purpose'
import { DATA_WORDS } from './data-words'
import type { Deed, Erasure, Expired, PersonalData, Subject } from './personal-data'

export interface DataDeskDeps {
  readonly personalData: PersonalData
  readonly audit: AuditLog
  readonly clock: Clock
  /** Who sits at the desk. */
  readonly actor: string
  readonly applyRetention: () => Promise<Expired & { readonly uploads: number }>
  /** Seals everything again with the current key; how many texts that were. */
  readonly rotateKeys: () => Promise<number>
}

export interface DataRequest {
  readonly command?: string | undefined
  readonly kind?: string | undefined
  readonly id?: string | undefined
  readonly purpose?: string | undefined
}

export interface DataAnswer {
  readonly ok: boolean
  readonly text: string
}

export async function atDataDesk(deps: DataDeskDeps, request: DataRequest): Promise<DataAnswer> {
  switch (request.command) {
    case 'export':
    case 'erase':
      return request.kind === 'resident' ? aboutResident(deps, request) : aboutSomeone(deps, request)
    case 'retention':
      return { ok: true, text: DATA_WORDS.expired(await deps.applyRetention()) }
    case 'audit':
      return verified(deps.audit)
    case 'rotate-keys':
      return rotated(deps)
    default:
      return { ok: false, text: DATA_WORDS.usage }
  }
}

/** All conversations of one person, each with its cases; one that cannot go yet does not keep the others. */
async function aboutResident(deps: DataDeskDeps, { command, id = '', purpose }: DataRequest): Promise<DataAnswer> {
  const conversations = id === '' ? [] : await deps.personalData.conversationsOf(id)
  if (conversations.length === 0) return { ok: false, text: DATA_WORDS.unknown(id) }
  const answers: DataAnswer[] = []
  for (const each of conversations)
    answers.push(await aboutSomeone(deps, { command, kind: 'conversation', id: each, purpose }))
  const ok = answers.every((answer) => answer.ok)
  const texts = answers.map(({ text }) => text)
  return { ok, text: command === 'export' && ok ? `[${texts.join(',\n')}]` : texts.join('\n') }
}

async function aboutSomeone(deps: DataDeskDeps, { command, kind, id, purpose: given = '' }: DataRequest) {
  if ((kind !== 'case' && kind !== 'conversation') || !id) return { ok: false, text: DATA_WORDS.usage }
  const purpose = statedPurpose(given)
  if (!purpose) return { ok: false, text: DATA_WORDS.needsPurpose }
  const deed: Deed = { actor: deps.actor, purpose, at: deps.clock.now() }
  return command === 'export' ? exported(deps, { kind, id }, deed) : erased(deps, { kind, id }, deed)
}

/** Recorded before it is given: an export that cannot be recorded does not happen. */
async function exported(deps: DataDeskDeps, subject: Subject, { actor, purpose, at }: Deed): Promise<DataAnswer> {
  const holding = await deps.personalData.collect(subject)
  if (!holding) return { ok: false, text: DATA_WORDS.unknown(subject.id) }
  const detail = { purpose, kind: subject.kind }
  await deps.audit.append({ at, actor, action: 'data.exported', subject: subject.id, detail })
  return { ok: true, text: JSON.stringify({ exportedAt: at.toISOString(), ...holding }, undefined, 2) }
}

async function erased({ personalData }: DataDeskDeps, subject: Subject, deed: Deed): Promise<DataAnswer> {
  const erasure: Erasure = await personalData.erase(subject, deed)
  switch (erasure.kind) {
    case 'erased':
    case 'erasedBefore':
      return { ok: true, text: DATA_WORDS[erasure.kind](erasure.at.toISOString(), erasure.proof) }
    case 'underWay':
      return { ok: false, text: DATA_WORDS.underWay }
    case 'unknown':
      return { ok: false, text: DATA_WORDS.unknown(subject.id) }
  }
}

async function verified(audit: AuditLog): Promise<DataAnswer> {
  const verdict = await verifyAudit(audit)
  return verdict.kind === 'whole'
    ? { ok: true, text: DATA_WORDS.auditWhole(verdict.sequence, verdict.hash) }
    : { ok: false, text: DATA_WORDS.auditBroken(verdict.sequence) }
}

async function rotated({ rotateKeys, audit, actor, clock }: DataDeskDeps): Promise<DataAnswer> {
  const count = await rotateKeys()
  await audit.append({ at: clock.now(), actor, action: 'keys.rotated', subject: '', detail: { count } })
  return { ok: true, text: DATA_WORDS.resealed(count) }
}
