/** Two versions of the knowledge → what differs, entry by entry and amount by amount (old → new, by region). */
import type { StandardRow } from '../../domain/standard'
import type { Place } from '../basis'
import type { Knowledge } from '../knowledge'
import type { Passage } from '../passage'
import { sayPassageChange } from './passage-change'
import { placesIn } from './places'
import { sayRulesChange } from './rules-change'
import { sayRow } from './schedule'

export interface Difference {
  readonly kind: 'amount' | 'passage' | 'rules' | 'source' | 'programme' | 'office'
  readonly at: Place
  readonly what: string
}

export interface Version {
  readonly knowledge: Knowledge
  /** Its knowledge folder. */
  readonly folder: string
}

export function diffKnowledge(live: Version, working: Version): readonly Difference[] {
  const [was, is] = [live.knowledge, working.knowledge]
  const [wasAt, isAt] = [placesIn(live.folder, was), placesIn(working.folder, is)]
  const whole = <T>(
    kind: Difference['kind'],
    word: string,
    pair: Pair<T>,
    at: (each: T, now: boolean) => Place,
    more: (old: T, now: T) => string = () => '',
  ) =>
    changesOf(pair).map(({ key, old, now, how }) => ({
      ...{ kind, what: `${HOW[how]}${word}“${key}”${old && now ? more(old, now) : ''}` },
      at: now ? at(now, true) : old ? at(old, false) : NOWHERE,
    }))
  return [
    ...amountChanges(live, working),
    ...whole(
      'passage',
      '段落',
      [byId(was.passages), byId(is.passages), (each) => each.digest],
      placeOfPassage,
      sayPassageChange,
    ),
    ...whole(
      'rules',
      '资格规则',
      [byId(was.ruleSets), byId(is.ruleSets), text],
      ({ id }, now) => (now ? isAt : wasAt).ruleSet(id),
      sayRulesChange,
    ),
    ...whole('source', '依据', [was.sources, is.sources, text], ({ id }, now) => (now ? isAt : wasAt).source(id)),
    ...whole('programme', '事项', [was.programmes, is.programmes, text], ({ id, division }) => ({
      file: `knowledge/${division}/${id}/programme.yaml`,
      line: 1,
    })),
    ...whole('office', '机构', [was.offices, is.offices, text], ({ id }, now) =>
      (now ? isAt : wasAt).office(id, 'phone'),
    ),
    ...whole('office', '电话', [was.phones, is.phones, text], ({ id }, now) => (now ? isAt : wasAt).phone(id)),
  ]
}

const NOWHERE: Place = { file: 'knowledge', line: 1 }
const HOW = { added: '新增', removed: '删去', changed: '改动' } as const

type Pair<T> = readonly [ReadonlyMap<string, T>, ReadonlyMap<string, T>, (each: T) => string]

interface Change<T> {
  readonly key: string
  readonly old: T | undefined
  readonly now: T | undefined
  readonly how: keyof typeof HOW
}

function changesOf<T>([old, now, textOf]: Pair<T>): Change<T>[] {
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Change<T>[] => {
    const [before, after] = [old.get(key), now.get(key)]
    if (before === undefined || after === undefined)
      return [{ key, old: before, now: after, how: before === undefined ? 'added' : 'removed' }]
    return textOf(before) === textOf(after) ? [] : [{ key, old: before, now: after, how: 'changed' }]
  })
}

const byId = <T extends { readonly id: string }>(list: readonly T[]) => new Map(list.map((each) => [each.id, each]))
const text = (each: unknown) => JSON.stringify(each)

const placeOfPassage = ({ file, line }: Passage): Place => ({ file, line })

interface Amount {
  readonly row: StandardRow
  readonly name: string
}

/** Rows are matched by standard, region and first day; what is left is an old row gone or a new one come. */
function amountChanges(live: Version, working: Version): Difference[] {
  const [wasAt, isAt] = [placesIn(live.folder, live.knowledge), placesIn(working.folder, working.knowledge)]
  const pair: Pair<Amount> = [amountsOf(live.knowledge), amountsOf(working.knowledge), ({ row }) => text(row)]
  return changesOf(pair).map(({ old, now }) => {
    const shown = now ?? old
    return {
      kind: 'amount' as const,
      at: now ? isAt.amount(now.row) : old ? wasAt.amount(old.row) : NOWHERE,
      what: `金额 ${shown?.name ?? ''}：${sayAmount(old)} → ${sayAmount(now)}`,
    }
  })
}

function amountsOf(knowledge: Knowledge): ReadonlyMap<string, Amount> {
  return new Map(
    knowledge.standards.flatMap((standard) =>
      standard.values.map((row) => [
        `${standard.programme} ${standard.id} ${row.region} ${row.from}`,
        { row, name: `${standard.label}（${standard.unit}）${row.region}，${row.from} 起` },
      ]),
    ),
  )
}

function sayAmount(amount: Amount | undefined): string {
  const to = amount?.row.to
  return `${sayRow(amount?.row)}${to ? `（到 ${to}）` : ''}`
}
