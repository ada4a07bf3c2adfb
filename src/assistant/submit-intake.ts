/** The end of an intake: the case with its preliminary eligibility record and the papers sent along, and the receipt. */
import type { CaseFile } from '../cases/case-file'
import { openBooked } from '../cases/open-case'
import type { Turn as DialogTurn } from '../dialogs/turn'
import type { Facts } from '../domain/facts'
import type { Intake } from '../domain/intake'
import { decideFor } from './assess'
import { sayPhone } from './compose'
import { ERRAND } from './errand-words'
import { CHOICES, SAY } from './replies'
import { codeFor } from './resume-codes'
import { frameOf } from './steps'
import type { Done, Turn } from './turn'
import { offerAgain, visitToBook } from './visit-offer'
import { sayVisit, VISIT } from './visit-words'

/** A confirmed intake becomes a case; confirming twice finds the same one. */
export async function submitIntake(turn: Turn, next: Extract<DialogTurn, { kind: 'submitted' }>): Promise<Done> {
  const { deps, conversation, library } = turn
  const { intake, region } = next
  const programme = library.knowledge.programmes.get(intake.programme)
  const booking = visitToBook(conversation, intake.id)
  if (booking === 'choosing') return offerAgain(turn, VISIT.chooseFirst)
  const caseFile = await openBooked(
    { store: deps.cases, regions: library.knowledge.regions, ids: deps.ids, clock: deps.clock, log: deps.log },
    {
      intake,
      region,
      conversation: conversation.id,
      channel: conversation.channel,
      serviceTitle: programme?.title ?? intake.form.title,
      eligibility: eligibilityRecord(turn, intake, next.facts, region),
      attachments: [...conversation.attachments],
    },
    booking,
  )
  if (caseFile === 'placeTaken') return offerAgain(turn, VISIT.justTaken)
  const code = await codeFor(deps, { kind: 'case', caseId: caseFile.id })
  const hotline = sayPhone(library.knowledge.phones.get('government-hotline')) ?? ''
  const text = [
    `${SAY.receipt.replace('{number}', caseFile.number)}\n`,
    ...(booking ? [VISIT.booked(sayVisit(booking.slot), booking.slot.officeName)] : []),
    next.text,
    SAY.whomToCall(hotline),
    ERRAND.codeForPapers(code),
  ]
  return {
    reply: {
      kind: 'receipt',
      text: text.join('\n'),
      citations: [],
      choices: [CHOICES.status],
      programme: intake.programme,
      caseId: caseFile.id,
      caseNumber: caseFile.number,
    },
    conversation: {
      ...conversation,
      dialog: undefined,
      visit: undefined,
      attachments: [],
      // What was told of this applicant may not hold for the next.
      facts: {},
      cases: [...conversation.cases, { id: caseFile.id, number: caseFile.number }],
    },
  }
}

/** The preliminary view travels with the case: same rules, same facts, same digest when it is judged again. */
function eligibilityRecord(turn: Turn, intake: Intake, facts: Facts, region: string): CaseFile['eligibility'] {
  const decision = decideFor(intake.programme, facts, { ...frameOf(turn), on: turn.today, region })
  if (!decision) return undefined
  const { ruleSet, digest: rules, on, outcome, criteria } = decision
  return {
    ruleSet,
    digest: rules,
    on,
    region,
    outcome,
    facts: Object.fromEntries(
      Object.entries(decision.facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    criteria: criteria.map(({ id, label, verdict, basis }) => ({ id, label, verdict, basis: [...basis] })),
  }
}
