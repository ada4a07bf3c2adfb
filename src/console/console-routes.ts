/** The operator console under /console/api, as routes for main.ts to mount. The page itself is a built page. */
import type { AnswerBase } from '../assistant/choose'
import type { ConversationStore } from '../assistant/conversation'
import type { DescribeIntake } from '../assistant/intake-view'
import type { QuestionDesk } from '../assistant/open-questions'
import type { ResidentLine } from '../assistant/resident-line'
import type { Clock } from '../base/clock'
import type { Ids } from '../base/ids'
import type { Log } from '../base/log'
import type { AuditLog } from '../cases/audit-log'
import type { CaseStore } from '../cases/case-store'
import type { HandOffQueue } from '../cases/hand-off-queue'
import type { Knowledge } from '../knowledge/knowledge'
import { signInAttempts } from './attempts'
import { listCases, viewCase } from './case-views'
import { conversationRoutes } from './conversation-routes'
import { type Gate, operatorRoute } from './gate'
import { questionRoutes } from './question-routes'
import { revealAnswer, revealPaper } from './reveal'
import type { Route } from './route'
import { operatorSessions } from './session'
import { signInRoutes } from './sign-in'
import type { Suggest } from './suggest-passages'
import { letGo } from './takeover'
import { refuse } from './words'

export interface ConsoleOptions {
  /** Absent: operators sign in with their name alone, and only on this machine. */
  readonly operatorToken?: string | undefined
  readonly conversations: ConversationStore
  readonly cases: CaseStore
  readonly handOffs: HandOffQueue
  /** Who looked at what, and why. */
  readonly audit: AuditLog
  /** A file somebody sent, by its reference. */
  readonly readPaper: (reference: string) => Promise<Buffer | undefined>
  /** Labels of facts and programmes; called anew, so that reloaded content shows. */
  readonly knowledge: () => Knowledge
  readonly describeIntake: DescribeIntake
  readonly suggest: Suggest
  readonly questions: QuestionDesk
  /** What questions are put together by; called anew, so that reloaded content counts. */
  readonly answerBase: () => AnswerBase
  readonly line: ResidentLine
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export function consoleRoutes(options: ConsoleOptions): Route[] {
  const { operatorToken, clock, ids, log, handOffs } = options
  const gate: Gate = {
    sessions: operatorSessions(operatorToken ?? ids.code(32), clock),
    needsToken: operatorToken !== undefined,
  }
  const leave = async (operator: string) => void (await letGo(options, operator))
  const parkedCases = async () => (await handOffs.backlog()).parked
  return [
    ...signInRoutes({ gate, attempts: signInAttempts(clock), log, leave }),
    ...conversationRoutes({ ...options, gate, parkedCases }),
    ...caseRoutes(options, gate),
    ...questionRoutes({ ...options, gate }),
  ]
}

function caseRoutes({ cases, handOffs, audit, readPaper, clock, log }: ConsoleOptions, gate: Gate): Route[] {
  const deps = { cases, handOffs }
  return [
    operatorRoute(gate, 'GET', 'cases', async () => ({ status: 200, json: await listCases(deps) })),
    operatorRoute(gate, 'GET', 'cases/:id', async ({ params }) => {
      const view = await viewCase(deps, params.id ?? '')
      return view ? { status: 200, json: view } : refuse('case.unknown')
    }),
    operatorRoute(gate, 'POST', 'cases/:id/reveal', (request, operator) =>
      revealAnswer({ cases, audit, clock }, request, operator),
    ),
    operatorRoute(gate, 'POST', 'cases/:id/papers', (request, operator) =>
      revealPaper({ cases, audit, readPaper, clock }, request, operator),
    ),
    operatorRoute(gate, 'POST', 'cases/:id/replay', async ({ params }) => {
      const view = await viewCase(deps, params.id ?? '')
      if (!view) return refuse('case.unknown')
      if (!(await handOffs.replay(view.id, clock.now()))) return refuse('case.notParked')
      log.info('console.replayed', { caseId: view.id })
      return { status: 200, json: (await viewCase(deps, view.id)) ?? view }
    }),
  ]
}
