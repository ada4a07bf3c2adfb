/**
 * Numbers for Prometheus, counted from the log's own events: one fixed name each, ids and counts, nothing of a person.
 * What is owed to the backend is asked of the store when somebody looks.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../../base/clock'
import type { LogFields } from '../../base/log'
import type { Backlog } from '../../cases/hand-off-queue'

export interface Metered {
  readonly backlog: () => Promise<Backlog>
  /** The digest of the content now served. */
  readonly content: () => string
  readonly clock: Clock
}

export interface Metrics {
  hear(event: string, fields: LogFields): void
  /** In the exposition format of `contentType`. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const SEARCH_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]

export function prometheusMetrics(metered: Metered): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const hear = listeners(registry)
  watchBacklog(registry, metered)
  watchContent(registry, metered)
  return {
    hear: (event, fields) => hear[event]?.(fields),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

type Listeners = Readonly<Record<string, (fields: LogFields) => void>>

function listeners(registry: Registry): Listeners {
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers: [registry] })
  const turns = counter('assistant_turns_total', 'Turns answered, by the kind of reply', ['kind'])
  const seconds = new Histogram({
    ...{ name: 'assistant_turn_seconds', help: 'Time to a reply', labelNames: ['kind'], buckets: SECONDS },
    registers: [registry],
  })
  const retrieval = new Histogram({
    ...{ name: 'assistant_retrieval_seconds', help: 'Time to search the passages', buckets: SEARCH_SECONDS },
    registers: [registry],
  })
  const pages = counter('assistant_pages_total', 'Operators asked to look, by reason', ['why'])
  const crises = counter('assistant_crisis_signals_total', 'Danger signals heard')
  const takeovers = counter('assistant_takeovers_total', 'Conversations taken over by an operator')
  const cases = counter('assistant_cases_opened_total', 'Cases opened')
  const attempts = counter('assistant_hand_off_attempts_total', 'Attempts at handing a case off, by end', ['end'])
  const faults = counter('assistant_faults_total', 'Turns that ended in an apology')
  const asked = counter('assistant_model_calls_total', 'Calls of the language model, by use and end', ['use', 'end'])
  const tokens = counter('assistant_model_tokens_total', 'Tokens the language model’s server counted', ['use'])
  const rejected = counter('assistant_model_rejected_total', 'What the model said and nobody was told', ['use', 'why'])
  const unembedded = counter('assistant_questions_unembedded_total', 'Questions the embedding server did not answer')
  const attempt = (end: string) => () => attempts.inc({ end })
  return {
    'turn.done': ({ kind, ms }) => {
      turns.inc({ kind: String(kind) })
      seconds.observe({ kind: String(kind) }, Number(ms) / 1000)
    },
    'turn.failed': () => {
      turns.inc({ kind: 'apology' })
      faults.inc()
    },
    'retrieval.done': ({ ms }) => retrieval.observe(Number(ms) / 1000),
    'console.paged': ({ why }) => {
      pages.inc({ why: String(why) })
      if (why === 'crisis') crises.inc()
    },
    'console.taken': () => takeovers.inc(),
    'case.opened': () => cases.inc(),
    'model.asked': (fields) => {
      asked.inc({ use: String(fields.use), end: String(fields.end) })
      tokens.inc({ use: String(fields.use) }, Number(fields.tokens ?? 0))
    },
    'model.rejected': ({ use, why }) => rejected.inc({ use: String(use), why: String(why) }),
    'embeddings.questionFailed': () => unembedded.inc(),
    'handOff.accepted': attempt('accepted'),
    'handOff.refused': attempt('refused'),
    'handOff.unreached': attempt('unreached'),
    'handOff.expired': attempt('expired'),
  }
}

function watchBacklog(registry: Registry, { backlog, clock }: Metered): void {
  const oldest = new Gauge({
    ...{ name: 'assistant_hand_off_oldest_seconds', help: 'Age of the oldest case not yet delivered' },
    registers: [registry],
  })
  new Gauge({
    ...{ name: 'assistant_hand_offs', help: 'Cases not delivered, by state', labelNames: ['state'] },
    registers: [registry],
    async collect() {
      const { due, parked, oldestDueAt } = await backlog()
      this.set({ state: 'due' }, due)
      this.set({ state: 'parked' }, parked)
      oldest.set(oldestDueAt ? (clock.now().getTime() - oldestDueAt.getTime()) / 1000 : 0)
    },
  })
}

function watchContent(registry: Registry, { content }: Metered): void {
  new Gauge({
    ...{ name: 'assistant_content_info', help: 'The content version served', labelNames: ['digest'] },
    registers: [registry],
    collect() {
      this.reset()
      this.set({ digest: content() }, 1)
    },
  })
}
