/** Compares both sides' cases by id: what one side has and the other does not, in either direction. Changes nothing. */
import type { CaseStore, CaseTrace } from './case-store'

/** What the backend says it has. Its wire is in adapters/http/received-cases.ts. */
export interface ReceivedCases {
  /** Every case after the given place in its order of arrival; `unreached` when it cannot say. */
  page(after: number): Promise<ReceivedPage | 'unreached'>
}

export interface ReceivedPage {
  readonly received: readonly { readonly id: string; readonly number: string }[]
  /** Where the next page begins; absent on the last. */
  readonly next?: number | undefined
}

export interface Reconciliation {
  readonly agreed: number
  /** Delivered here, unknown there: lost by the backend. */
  readonly missingThere: readonly CaseTrace[]
  /** There, not recorded as delivered here: a receipt on its way, or a parked one to replay. */
  readonly unconfirmed: readonly CaseTrace[]
  /** Both have it, under different numbers of the backend. */
  readonly numberDiffers: readonly CaseTrace[]
  /** There, never known here. */
  readonly unknownHere: readonly { readonly id: string; readonly number: string }[]
}

const PAGE = 500

export async function reconcile(store: CaseStore, backend: ReceivedCases): Promise<Reconciliation | 'unreached'> {
  // Ours before and after theirs: a case delivered while we look is then missing on neither side.
  const before = await oursDelivered(store)
  const theirs = await allReceived(backend)
  if (theirs === 'unreached') return theirs
  const ours = await allOurs(store)
  const both = [...ours.values()].filter((trace) => theirs.has(trace.id) && trace.stage !== 'erased')
  const differs = (trace: CaseTrace) =>
    trace.backendNumber !== undefined && trace.backendNumber !== theirs.get(trace.id)
  return {
    agreed: both.filter((trace) => trace.stage === 'delivered' && !differs(trace)).length,
    missingThere: [...before.values()].filter((trace) => !theirs.has(trace.id)),
    unconfirmed: both.filter((trace) => trace.stage !== 'delivered'),
    numberDiffers: both.filter(differs),
    unknownHere: [...theirs].flatMap(([id, number]) => (ours.has(id) ? [] : [{ id, number }])),
  }
}

async function oursDelivered(store: CaseStore): Promise<ReadonlyMap<string, CaseTrace>> {
  return new Map([...(await allOurs(store))].filter(([, trace]) => trace.stage === 'delivered'))
}

async function allOurs(store: CaseStore): Promise<ReadonlyMap<string, CaseTrace>> {
  const ours = new Map<string, CaseTrace>()
  for (let after = ''; ; ) {
    const page = await store.traces(after, PAGE)
    for (const trace of page) ours.set(trace.id, trace)
    const last = page.at(-1)
    if (!last) return ours
    after = last.id
  }
}

async function allReceived(backend: ReceivedCases): Promise<ReadonlyMap<string, string> | 'unreached'> {
  const theirs = new Map<string, string>()
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: ReceivedPage | 'unreached' = await backend.page(after)
    if (page === 'unreached') return page
    for (const { id, number } of page.received) theirs.set(id, number)
    // A backend that does not move on would be asked for ever.
    if (page.next !== undefined && page.next <= after) return 'unreached'
    after = page.next
  }
  return theirs
}
