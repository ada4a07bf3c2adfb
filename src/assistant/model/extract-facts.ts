/**
 * Has a model find facts in a story that our own finders missed. Each is accepted only with the words it was found in,
 * which stand in the message and speak of that fact: figures must be among them, a no must be said as a no. What was said
 * plainly and found without a model is never replaced, and everything found is shown back to be corrected.
 */
import { wholeNumber } from '../../dialogs/answers/chinese-number'
import { type FactDefinition, type FactValue, fits } from '../../domain/facts'
import type { ProgrammeId } from '../../domain/programme'
import { ruleSetOn } from '../../eligibility/rules-on'
import type { Prompt } from '../../knowledge/read-prompts'
import type { Frame } from '../compose'
import type { Mention, StatedFact } from '../stated'
import { factsOf } from '../wanted-programmes'
import type { LanguageModel } from './language-model'
import { shareKept } from './own-words'

const LONGEST = 800
const STORY = 20
const LINE = /^([A-Za-z][A-Za-z0-9]*)\s*[=＝]\s*([^|｜]+?)\s*[|｜]\s*(.+?)$/
const NO = /[不没无未非]/
const VAGUE = /大概|左右|差不多|来[块岁个]|多[块岁]|可能|好像|也许/

export async function extractFacts(
  story: string,
  heard: readonly Mention[],
  programmes: readonly ProgrammeId[],
  frame: Frame,
  { prompt, model }: { readonly prompt: Prompt | undefined; readonly model: LanguageModel | undefined },
): Promise<readonly StatedFact[]> {
  // What was said vaguely is asked for, not settled by a model.
  const known = new Set(heard.map((each) => each.fact))
  const wanted = factsWanted(programmes, frame).filter((each) => !known.has(each.name))
  if (!model || !prompt || story.length < STORY || wanted.length === 0) return []
  const said = await model.ask(prompt, { story, facts: wanted.map(sayFact).join('\n') }, { longest: LONGEST })
  if (said.kind !== 'said') return []
  const lines = said.text.split('\n').filter((line) => line.trim() !== '' && !/^无[。.]?$/.test(line.trim()))
  const found = lines.flatMap((line) => readFact(line.trim(), story, wanted) ?? [])
  if (found.length < lines.length) model.rejected(prompt, 'a fact that nobody stated')
  return found.filter((each, i) => found.findIndex((other) => other.fact === each.fact) === i)
}

/** What the programmes' rules turn on and a resident can be asked in plain words, days of birth aside. */
function factsWanted(programmes: readonly ProgrammeId[], { knowledge, on, region }: Frame): readonly FactDefinition[] {
  const names = programmes.flatMap((programme) =>
    factsOf(ruleSetOn(knowledge.ruleSets, programme, on, region, knowledge.regions), knowledge),
  )
  return [...new Set(names)]
    .flatMap((name) => knowledge.facts.get(name) ?? [])
    .filter(({ ask, derived, kind }) => ask && !derived && ['boolean', 'choice', 'count', 'fen'].includes(kind))
}

function sayFact({ name, label, kind, choices }: FactDefinition): string {
  const values = Object.entries(choices ?? {}).map(([value, said]) => `${value}：${said}`)
  const how = kind === 'boolean' ? '是或否' : kind === 'choice' ? values.join('；') : kind === 'fen' ? '元' : '数字'
  return `${name}（${label}；${how}）`
}

function readFact(line: string, story: string, wanted: readonly FactDefinition[]): StatedFact | undefined {
  const [, name, said, words] = LINE.exec(line) ?? []
  const definition = wanted.find((each) => each.name === name)
  if (!definition || said === undefined || words === undefined || !isQuoted(words, story)) return undefined
  const value = readValue(definition, said)
  if (value === undefined || !fits(definition, value) || !speakOf(words, definition, value)) return undefined
  return { fact: definition.name, value, words }
}

const isQuoted = (words: string, story: string) => words.length >= 2 && words.length <= 40 && story.includes(words)

function readValue({ kind }: FactDefinition, said: string): FactValue | undefined {
  switch (kind) {
    case 'boolean':
      return said === '是' ? true : said === '否' ? false : undefined
    case 'choice':
      return said
    case 'count':
    case 'fen': {
      const number = /^\d{1,7}(\.\d{1,2})?$/.test(said) ? Number(said) : undefined
      return number === undefined ? undefined : Math.round(number * (kind === 'fen' ? 100 : 1))
    }
    default:
      return undefined
  }
}

const OF_INCOME = /收入|工资|挣|领|拿|退休金|养老金/
const OF_PEOPLE = /[口人个位]/

/** The words carry this very figure, or speak of this very thing and deny it only when the value does. */
function speakOf(words: string, definition: FactDefinition, value: FactValue): boolean {
  if (typeof value === 'number') {
    const [figure, counted] = definition.kind === 'fen' ? [value / 100, OF_INCOME] : [value, OF_PEOPLE]
    return !VAGUE.test(words) && counted.test(words) && figuresIn(words).includes(figure)
  }
  const denied = value === false || value === 'none'
  const chosen = typeof value === 'string' ? (definition.choices?.[value] ?? '') : (definition.ask ?? '')
  return NO.test(words) === denied && shareKept(words, `${definition.label}，${chosen}`) > 0
}

const figuresIn = (words: string) =>
  (words.match(/\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万]+/g) ?? []).flatMap((each) => {
    const read = wholeNumber(each)
    return read && !read.range && !read.more ? [read.value] : []
  })
