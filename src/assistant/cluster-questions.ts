/** Open questions put together by the passage that answered them or comes nearest, failing that by their words. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LegalDay } from '../domain/legal-day'
import type { Hit } from '../knowledge/passage-index'
import type { AnswerBase } from './choose'
import type { Mark, OpenQuestion } from './open-questions'

export interface Cluster {
  /** The nearest passage and its programme's short name; absent where nothing comes near. */
  readonly passage?: string | undefined
  readonly programme?: string | undefined
  readonly marks: Readonly<Record<Mark, number>>
  /** Different wordings, as asked, at most a few. */
  readonly questions: readonly string[]
  /** Those still open, the newest first. */
  readonly asked: readonly OpenQuestion[]
}

interface Growing {
  readonly key: string
  readonly passage?: string | undefined
  readonly asked: OpenQuestion[]
}

/** The most asked first, of as many the newest; those only found useful are left out. */
export async function clusterQuestions(
  open: readonly OpenQuestion[],
  base: AnswerBase,
  on: LegalDay,
): Promise<readonly Cluster[]> {
  const clusters: Growing[] = []
  for (const each of open) {
    const passage = each.passages[0] ?? (await nearest(each.text, base, on))
    const text = base.normalise(each.text)
    const known = clusters.find((one) => (passage ? one.passage === passage : !one.passage && isAlike(one.key, text)))
    if (known) known.asked.push(each)
    else clusters.push({ key: text, passage, asked: [each] })
  }
  return clusters
    .filter(({ asked }) => asked.some((each) => each.mark !== 'useful'))
    .map((each) => clusterOf(each, base))
    .sort((a, b) => openIn(b) - openIn(a) || newestIn(b).localeCompare(newestIn(a)))
}

export const newestIn = ({ asked }: Cluster) => asked[0]?.at ?? ''

export const openIn = ({ marks: { useful: _, ...open } }: Cluster) => Object.values(open).reduce((sum, n) => sum + n, 0)

const MOST_QUESTIONS = 3

function clusterOf({ passage, asked }: Growing, { knowledge }: AnswerBase): Cluster {
  const count = (mark: Mark) => asked.filter((each) => each.mark === mark).length
  const [id = ''] = passage?.split('/') ?? []
  const open = asked.filter((each) => each.mark !== 'useful').sort((a, b) => b.at.localeCompare(a.at))
  return {
    passage,
    programme: knowledge.programmes.get(id)?.short,
    marks: {
      notFound: count('notFound'),
      unsure: count('unsure'),
      littleSure: count('littleSure'),
      useless: count('useless'),
      useful: count('useful'),
    },
    questions: [...new Set(open.map((each) => each.text))].slice(0, MOST_QUESTIONS),
    asked: open,
  }
}

/** A quarter of the words of a stored question, or half of the question's own words in one text. */
const NEAR = 0.25
const COVERED = 0.5

async function nearest(text: string, base: AnswerBase, on: LegalDay): Promise<string | undefined> {
  // A search takes the whole thread: residents who write meanwhile are let in between.
  await nextTurn()
  const asked = base.understand(text, on)
  const [first] = await base.index.search({ ...asked, on, region: base.knowledge.regions.home }, { atMost: 1 })
  return first && isNear(first) ? first.passage.id : undefined
}

const isNear = ({ features }: Hit) => features.wording >= NEAR || features.textCovers >= COVERED

/** Half of the pairs of characters of both are the same. */
function isAlike(a: string, b: string): boolean {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  const shared = [...left].filter((pair) => right.has(pair)).length
  return a === b || shared * 2 >= left.size + right.size - shared
}

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))
