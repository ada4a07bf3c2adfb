/** Opens the case of a confirmed intake: a public number, the case file, and its hand-off in one transaction. */
import type { Clock } from '../base/clock'
import { Fault } from '../base/fault'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import type { Intake } from '../domain/intake'
import { legalDayOf, partsOf } from '../domain/legal-day'
import type { RegionTree } from '../domain/region'
import { appointmentOf } from './appointments/slots'
import { type CaseFile, caseFileSchema } from './case-file'
import { drawCaseNumber } from './case-number'
import type { Booking, CaseStore } from './case-store'

export interface OpenCaseDeps {
  readonly store: CaseStore
  readonly regions: RegionTree
  readonly ids: Ids
  readonly clock: Clock
  readonly log: Log
}

export interface CaseRequest {
  readonly intake: Intake
  readonly conversation: string
  readonly channel: string
  /** The region's name, as in knowledge/bureau.yaml. */
  readonly region: string
  readonly serviceTitle: string
  readonly eligibility?: CaseFile['eligibility']
  readonly attachments?: CaseFile['attachments']
}

/** 30⁸ numbers per year and region: a second collision in a row means the randomness is broken, not bad luck. */
const MOST_DRAWS = 5

export async function openCase(deps: OpenCaseDeps, request: CaseRequest): Promise<CaseFile> {
  const opened = await openBooked(deps, request)
  if (opened !== 'placeTaken') return opened
  throw new Fault('case.invalid', 'a place was taken that nobody asked for')
}

/** With the visit chosen for it: when somebody else has its last place, nothing is written and the intake goes on. */
export async function openBooked(
  deps: OpenCaseDeps,
  request: CaseRequest,
  booking?: Booking,
): Promise<CaseFile | 'placeTaken'> {
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const at = deps.clock.now()
    const caseFile = write(deps, request, at, booking)
    const opening = await deps.store.open({ caseFile, handOff: deps.ids.next('handoff'), at, booking })
    if (opening.kind === 'numberTaken') continue
    if (opening.kind === 'placeTaken') return opening.kind
    deps.log.info(`case.${opening.kind}`, {
      caseId: opening.caseFile.id,
      programme: opening.caseFile.service.programme,
    })
    return opening.caseFile
  }
  throw new Fault('case.invalid', 'no free case number was drawn', { facts: { draws: MOST_DRAWS } })
}

function write({ ids, regions }: OpenCaseDeps, request: CaseRequest, at: Date, booking?: Booking): CaseFile {
  const { intake, region } = request
  const parsed = caseFileSchema.safeParse({
    id: ids.next('case'),
    number: drawCaseNumber(ids, partsOf(legalDayOf(at)).year, regionCode(regions, region)),
    intake: intake.id,
    service: { programme: intake.programme, title: request.serviceTitle },
    region,
    form: intake.form,
    answers: intake.answers,
    attachments: request.attachments ?? [],
    documents: intake.documents,
    eligibility: request.eligibility,
    consents: intake.consents,
    appointment: booking && appointmentOf(booking.slot),
    channel: request.channel,
    conversation: request.conversation,
    retention: 'delivered30d',
    openedAt: at.toISOString(),
  })
  if (parsed.success) return parsed.data
  // Paths only: a schema message can quote what the resident wrote.
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(' ')
  throw new Fault('case.invalid', 'the intake does not make a case file', { facts: { intake: intake.id, where } })
}

function regionCode(regions: RegionTree, name: string): string {
  const region = regions.find(name)
  if (region) return region.code
  throw new Fault('case.invalid', 'the case names a region the bureau does not list')
}
