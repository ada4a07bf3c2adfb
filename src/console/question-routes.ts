/** What the content did not answer well, for policy staff: put together, with what was told, and ticked off when seen to. */
import { z } from 'zod'
import type { AnswerBase } from '../assistant/choose'
import { type Cluster, clusterQuestions, newestIn, openIn } from '../assistant/cluster-questions'
import type { OpenQuestion, QuestionDesk } from '../assistant/open-questions'
import type { Clock } from '../base/clock'
import type { Log } from '../base/log'
import { today } from '../domain/legal-day'
import { type Gate, operatorRoute } from './gate'
import { tagOf } from './inbox'
import type { HttpRequest, HttpResponse, Route } from './route'
import type { QuestionsView, SettledView } from './views'
import { MARK_WORDS, refuse } from './words'

export interface QuestionRoutes {
  readonly gate: Gate
  readonly questions: QuestionDesk
  readonly answerBase: () => AnswerBase
  readonly clock: Clock
  readonly log: Log
}

/** Recent enough to judge by, few enough to be looked up while somebody waits for the page. */
const CONVERSATIONS = 500
const MOST_QUESTIONS = 400

const placeSchema = z.object({ conversation: z.string().min(1).max(300), entry: z.string().min(1).max(300) })
const settleSchema = z.object({ questions: z.array(placeSchema).min(1).max(MOST_QUESTIONS) })

export function questionRoutes(deps: QuestionRoutes): Route[] {
  const { gate } = deps
  return [
    operatorRoute(gate, 'GET', 'questions', async () => ({ status: 200, json: await listQuestions(deps) })),
    operatorRoute(gate, 'POST', 'questions/settle', (request, operator) => settle(deps, request, operator)),
  ]
}

async function listQuestions({ questions, answerBase, clock }: QuestionRoutes): Promise<QuestionsView> {
  const base = answerBase()
  const open = (await questions.list(CONVERSATIONS)).slice(0, MOST_QUESTIONS)
  const clusters = await clusterQuestions(open, base, today(clock))
  return {
    now: clock.now().toISOString(),
    conversations: CONVERSATIONS,
    clusters: clusters.map((cluster) => clusterView(cluster, base)),
  }
}

function clusterView(cluster: Cluster, { knowledge }: AnswerBase): QuestionsView['clusters'][number] {
  const { programme, passage, marks, asked } = cluster
  return {
    ...{ programme, passage, open: openIn(cluster), newest: newestIn(cluster), useful: marks.useful },
    title: knowledge.passages.find(({ id }) => id === passage)?.title,
    marks: (['useless', 'notFound', 'unsure', 'littleSure'] as const)
      .filter((mark) => marks[mark] > 0)
      .map((mark) => ({ mark, label: MARK_WORDS[mark], count: marks[mark] })),
    asked: asked.map(askedView),
  }
}

function askedView({ conversation, entry, at, text, mark, answer }: OpenQuestion) {
  return { conversation, entry, tag: tagOf(conversation), at, text, mark, label: MARK_WORDS[mark], answer }
}

async function settle(
  { questions, clock, log }: QuestionRoutes,
  { body }: HttpRequest,
  operator: string,
): Promise<HttpResponse> {
  const parsed = settleSchema.safeParse(body)
  if (!parsed.success) return refuse('request.invalid')
  const settled = await questions.settle(parsed.data.questions, { operator, at: clock.now() })
  log.info('console.questionsSettled', { settled })
  const view: SettledView = { settled }
  return { status: 200, json: view }
}
