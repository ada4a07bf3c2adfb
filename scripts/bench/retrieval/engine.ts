/** What every searcher is measured by: built from the same texts, asked the same questions, answering with passage ids. */
export interface Engine {
  /** Best first, one id a passage. */
  search(question: Question, atMost: number): Promise<readonly string[]>
}

export interface Contender {
  readonly name: string
  /** Undefined when it is not ready by then: who is built in one step need not look at the clock. */
  build(base: TextBase, giveUpAt: number): Promise<Engine | undefined>
}

export interface TextEntry {
  readonly id: string
  readonly title: string
  readonly heading: string
  /** Stored wordings: each is asked in these words. */
  readonly questions: readonly string[]
  readonly body: string
}

export interface TextBase {
  readonly name: string
  readonly entries: readonly TextEntry[]
}

export interface Question {
  readonly set: string
  readonly q: string
  readonly region?: string | undefined
  /** Any of these answers it. */
  readonly right: ReadonlySet<string>
}

/** The best-scored passages of scored parts: the best part of each counts. */
export function bestOf(scored: Iterable<readonly [string, number]>, atMost: number): string[] {
  const best = new Map<string, number>()
  for (const [id, score] of scored) if (score > (best.get(id) ?? Number.NEGATIVE_INFINITY)) best.set(id, score)
  return [...best]
    .sort((a, b) => b[1] - a[1])
    .slice(0, atMost)
    .map(([id]) => id)
}
