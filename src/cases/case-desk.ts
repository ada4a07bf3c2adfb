/**
 * The built-in case desk: what `npm run cases` does and prints. Staff see every case here, also when no backend is
 * configured; sensitive answers are covered unless a purpose is stated, and then it is recorded first.
 */
import type { Clock } from '../base/clock'
import type { AuditAction, AuditLog } from './audit-log'
import { readCaseNumber } from './case-number'
import { listText, sheetText } from './case-sheet'
import type { CaseStore, CaseTrace, KeptCase } from './case-store'
import type { HandOffQueue } from './hand-off-queue'
import { statedPurpose } from './purpose'
import { type ReceivedCases, type Reconciliation, reconcile } from './reconcile'
import { DESK_WORDS } from './words'

export interface DeskDeps {
  readonly store: CaseStore
  readonly handOffs: HandOffQueue
  readonly audit: AuditLog
  /** Absent when no backend is configured. */
  readonly received?: ReceivedCases | undefined
  readonly clock: Clock
  /** Who sits at the desk, for the audit log. */
  readonly actor: string
}

export interface DeskRequest {
  readonly command?: string | undefined
  readonly number?: string | undefined
  /** Shows sensitive answers in full; needs a purpose. */
  readonly reveal?: boolean | undefined
  readonly purpose?: string | undefined
  /** With `replay`: every parked case. */
  readonly all?: boolean | undefined
}

/** `ok` decides the exit code: false for a case that is not there, a command nobody knows, or sides that disagree. */
export interface DeskAnswer {
  readonly ok: boolean
  readonly text: string
}

const MOST_LISTED = 200

export async function atDesk(deps: DeskDeps, request: DeskRequest): Promise<DeskAnswer> {
  const { command = 'list', number } = request
  if (command === 'list') return { ok: true, text: listText(await deps.store.list(MOST_LISTED)) }
  if (command === 'reconcile') return reconciled(deps)
  if (command === 'replay' && request.all) return replayAll(deps)
  if (!['show', 'replay', 'park'].includes(command) || !number) return { ok: false, text: DESK_WORDS.usage }
  const kept = await deps.store.find(readCaseNumber(number) ?? number)
  if (!kept) return { ok: false, text: DESK_WORDS.unknown(number) }
  if (command === 'show') return request.reveal ? reveal(deps, kept, request.purpose) : covered(kept)
  return command === 'replay' ? replay(deps, kept) : park(deps, kept)
}

const covered = (kept: KeptCase): DeskAnswer => ({ ok: true, text: sheetText(kept, 'covered') })

/** Recorded before it is shown: a look that cannot be recorded does not happen. */
async function reveal(deps: DeskDeps, kept: KeptCase, given = ''): Promise<DeskAnswer> {
  const purpose = statedPurpose(given)
  if (!purpose) return { ok: false, text: DESK_WORDS.needsPurpose }
  await note(deps, 'case.revealed', kept.caseFile.id, { purpose })
  return { ok: true, text: sheetText(kept, 'revealed') }
}

async function replay(deps: DeskDeps, { caseFile }: KeptCase): Promise<DeskAnswer> {
  const ok = await deps.handOffs.replay(caseFile.id, deps.clock.now())
  if (ok) await note(deps, 'case.replayed', caseFile.id, {})
  return { ok, text: (ok ? DESK_WORDS.replayed : DESK_WORDS.notParked)(caseFile.number) }
}

async function park(deps: DeskDeps, { caseFile }: KeptCase): Promise<DeskAnswer> {
  const ok = await deps.handOffs.park(caseFile.id, 'byOperator')
  if (ok) await note(deps, 'case.parked', caseFile.id, {})
  return { ok, text: (ok ? DESK_WORDS.parked : DESK_WORDS.notDue)(caseFile.number) }
}

const PAGE = 200

async function replayAll(deps: DeskDeps): Promise<DeskAnswer> {
  let replayed = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: readonly CaseTrace[] = await deps.store.traces(after, PAGE)
    for (const { id } of page.filter(({ stage }) => stage === 'needsPerson')) {
      if (!(await deps.handOffs.replay(id, deps.clock.now()))) continue
      await note(deps, 'case.replayed', id, {})
      replayed += 1
    }
    after = page.at(-1)?.id
  }
  return { ok: true, text: DESK_WORDS.replayedAll(replayed) }
}

async function reconciled({ store, received }: DeskDeps): Promise<DeskAnswer> {
  if (!received) return { ok: false, text: DESK_WORDS.noBackend }
  const compared = await reconcile(store, received)
  if (compared === 'unreached') return { ok: false, text: DESK_WORDS.cannotCompare }
  const { missingThere, numberDiffers, unknownHere } = compared
  const ok = missingThere.length + numberDiffers.length + unknownHere.length === 0
  return { ok, text: reconciliationText(compared) }
}

function reconciliationText(compared: Reconciliation): string {
  const rows = (['missingThere', 'unconfirmed', 'numberDiffers', 'unknownHere'] as const).flatMap((kind) =>
    compared[kind].map(({ id, number }) => `${DESK_WORDS.reconciled[kind]}\t${number}\t${id}`),
  )
  return [DESK_WORDS.reconciled.agreed(compared.agreed), ...rows].join('\n')
}

function note({ audit, clock, actor }: DeskDeps, action: AuditAction, subject: string, detail: Record<string, string>) {
  return audit.append({ at: clock.now(), actor, action, subject, detail })
}
