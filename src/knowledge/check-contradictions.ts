/**
 * Two entries that answer the same thing — programme × facet × region × day — and do not say the same. Questions are the
 * same when they ask for one facet of one programme in other words; answers differ when the one says yes and the other
 * no, or when they give different figures of one unit. A section and a stored question may use other words; two stored
 * questions that are one may not.
 */
import type { LegalDay } from '../domain/legal-day'
import { intersect } from '../domain/period'
import { FACETS, type Programme } from '../domain/programme'
import type { Standard } from '../domain/standard'
import type { Knowledge } from './knowledge'
import { normaliser, plainText } from './normalise'
import { type Paragraph, type Passage, paragraphsOn } from './passage'
import { fileOf } from './read-programme'
import { placeOf, type Reading, report } from './reading'

export function checkContradictions(knowledge: Knowledge, reading: Reading): void {
  const questionsOf = questionReader(knowledge)
  for (const programme of knowledge.programmes.values()) {
    const own = knowledge.passages.filter((each) => each.programme === programme.id)
    for (const [question, asked] of groupBy(own, questionsOf(programme)))
      asked.forEach((passage, i) => {
        for (const before of asked.slice(0, i)) comparePassages(before, passage, question, { knowledge, reading })
      })
  }
  checkStandardNames(knowledge, reading)
}

function groupBy(
  passages: readonly Passage[],
  keysOf: (passage: Passage) => readonly string[],
): Map<string, Passage[]> {
  const groups = new Map<string, Passage[]>()
  for (const passage of passages)
    for (const key of new Set(keysOf(passage))) groups.set(key, [...(groups.get(key) ?? []), passage])
  groups.delete('')
  return groups
}

/** What a passage's questions come to without the programme's names and padding: 低保要啥材料 and 材料 are both 材料. */
function questionReader(knowledge: Knowledge): (programme: Programme) => (passage: Passage) => readonly string[] {
  const normalise = normaliser(knowledge.vocabulary)
  const padding = knowledge.vocabulary.stopPhrases.map(normalise)
  const facets = new Map(
    [...knowledge.vocabulary.facets].flatMap(([facet, words]) => words.map((word) => [bare(normalise(word)), facet])),
  )
  return ({ title, short, aliases, colloquial }) => {
    const dropped = longestFirst([...[title, short, ...aliases, ...colloquial].map(normalise), ...padding])
    return (passage) =>
      (passage.wordings.length > 0 ? passage.wordings : [passage.title]).map((wording) => {
        const said = bare(dropped.reduce((rest, word) => rest.replaceAll(word, ''), normalise(wording)))
        return facets.get(said) ?? facets.get(said.replace(/^(?:办理?|申请|领取?)/, '')) ?? said
      })
  }
}

const bare = (text: string) => text.replace(/[\p{P}\s的吗呢啊吧]/gu, '')

const longestFirst = (words: readonly string[]) =>
  [...new Set(words)].filter((word) => word.length > 1).sort((a, b) => b.length - a.length)

interface Checking {
  readonly knowledge: Knowledge
  readonly reading: Reading
}

/** On each day and in each region on which an answer begins to hold, the direct answers of both are set side by side. */
function comparePassages(one: Passage, other: Passage, question: string, { knowledge, reading }: Checking): void {
  const mayDiffer = FACETS.some((facet) => facet === question) || one.kind === 'policy' || other.kind === 'policy'
  const written = [...one.paragraphs, ...other.paragraphs]
  for (const on of new Set(written.map((each) => each.period.from)))
    for (const region of new Set(written.map((each) => each.region))) {
      const [a, b] = [directAnswer(one, on, region, knowledge), directAnswer(other, on, region, knowledge)]
      const why =
        a && b && (whyContradictory(a.text, b.text) ?? (mayDiffer ? undefined : whyOtherWords(a.text, b.text)))
      if (!a || !b || !why) continue
      report(
        reading,
        { file: other.file, line: b.line },
        `“${other.title}”和“${one.title}”（${one.file}:${a.line}）问的是一件事，${on}在${region}的回答不一样：${why}`,
        '核对依据，改成一样；各管一段时间或一个地区的，写上 from、to、region；说的不是一件事的，把问题写清楚。',
      )
      return
    }
}

function directAnswer(passage: Passage, on: LegalDay, region: string, knowledge: Knowledge): Paragraph | undefined {
  return paragraphsOn(passage, on, region, knowledge.regions)[0]
}

function whyContradictory(one: string, other: string): string | undefined {
  const [a, b] = [yesOrNo(one), yesOrNo(other)]
  if (a !== undefined && b !== undefined && a !== b) return `“${opening(one)}”和“${opening(other)}”`
  const [figures, others] = [figuresOf(one), figuresOf(other)]
  for (const [unit, values] of figures) {
    const theirs = others.get(unit)
    if (theirs && ![...values].some((value) => theirs.has(value)))
      return `${[...values].join('、')}${unit}和${[...theirs].join('、')}${unit}`
  }
  return undefined
}

/** Of two stored questions that are one, only the same answer may be given twice. */
const whyOtherWords = (one: string, other: string) =>
  one === other ? undefined : `“${opening(one)}”和“${opening(other)}”`

const opening = (text: string) => /^[^，。；：！]*/.exec(text)?.[0] ?? text

/** An answer that opens with yes or no: 能。 不能。 要。 不用。 */
function yesOrNo(text: string): boolean | undefined {
  const first = opening(text)
  if (/^(?:不|没有|没|别)(?:能|行|可以|用|要|需要|收|给|算)?$/.test(first)) return false
  return /^(?:能|行|可以|要|需要|收|给|算|有)$/.test(first) ? true : undefined
}

/** 30日, 15个工作日, 八十岁: the figures of each unit. */
function figuresOf(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [, value = '', unit = ''] of text.matchAll(FIGURE))
    found.set(unit, (found.get(unit) ?? new Set()).add(value))
  return found
}

const FIGURE = /([\d.]+|[一二两三四五六七八九十百]+)(个工作日|工作日|日|天|个月|周岁|岁|%|倍|份|张|寸)/g

/** Two standards of one name, both with a row for one region and day: which one is told would be chance. */
function checkStandardNames(knowledge: Knowledge, reading: Reading): void {
  const seen = new Map<string, { standard: Standard; at: { file: string; line: number } }[]>()
  for (const standard of knowledge.standards) {
    const programme = knowledge.programmes.get(standard.programme)
    if (!programme) continue
    const own = knowledge.standards.filter((each) => each.programme === standard.programme)
    const path = ['standards', own.indexOf(standard), 'label']
    const at = placeOf(reading, fileOf(programme, 'standards.yaml'), path)
    const key = `${standard.unit} ${plainText(standard.label)}`
    for (const before of seen.get(key) ?? [])
      if (share(before.standard, standard))
        report(
          reading,
          at,
          `标准“${standard.label}”已经有一条同名的（${before.at.file}:${before.at.line}），同一地区同一天有两个值`,
          '只留一条；是两种标准的，名称写清楚。',
        )
    seen.set(key, [...(seen.get(key) ?? []), { standard, at }])
  }
}

const share = (one: Standard, other: Standard) =>
  one.values.some((row) => other.values.some((each) => each.region === row.region && intersect(row, each)))
