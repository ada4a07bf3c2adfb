/**
 * What a language model is told, when the bureau has one: prompts/*.md, each with its version. Rules stand under 要求,
 * what is worked on under 内容: a place for somebody's words among the rules would make orders of them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseYaml } from '../base/content-file'
import { entriesOf, type Reading, report, shownAs } from './reading'

/** The places each prompt is filled at. */
export const PROMPT_PLACES = {
  rewrite: ['topic', 'question'],
  rephrase: ['passages', 'question'],
  'extract-facts': ['facts', 'story'],
} as const

export type PromptId = keyof typeof PROMPT_PLACES

export interface Prompt {
  readonly id: PromptId
  readonly version: number
  /** What holds whatever is asked. */
  readonly rules: string
  /** With {{places}}. */
  readonly matter: string
}

export type Prompts = ReadonlyMap<PromptId, Prompt>

const FOLDER = 'prompts'
const isPromptId = (name: string): name is PromptId => Object.hasOwn(PROMPT_PLACES, name)
const header = (id: string) => z.strictObject({ id: z.literal(id), version: z.int().min(1) })
const FILE = /^---\n([\s\S]*?)\n---\n([\s\S]*?)^## 要求\n([\s\S]*?)^## 内容\n([\s\S]*)$/m
const PLACE = /\{\{([^}]*)\}\}/g

/** Empty without the folder: a base that wants no model. */
export function readPrompts(reading: Reading): Prompts {
  const { files } = entriesOf(reading, FOLDER)
  const prompts = files.flatMap((file) => readPrompt(file, reading) ?? [])
  const missing = Object.keys(PROMPT_PLACES).filter((id) => !files.includes(`${id}.md`))
  if (files.length > 0 && missing.length > 0)
    tell(
      reading,
      '',
      1,
      `缺少提示词 ${missing.map((id) => `${id}.md`).join('、')}`,
      '补上，或删掉整个 prompts 文件夹。',
    )
  return new Map(prompts.map((each) => [each.id, each]))
}

function readPrompt(file: string, reading: Reading): Prompt | undefined {
  const id = file.replace(/\.md$/, '')
  if (!isPromptId(id)) {
    tell(
      reading,
      file,
      1,
      '不认识这个提示词，不会用到',
      `名字只能是 ${Object.keys(PROMPT_PLACES).join('、')}，后面加 .md。`,
    )
    return undefined
  }
  const text = readFileSync(join(reading.folder, FOLDER, file), 'utf8').replaceAll('\r\n', '\n')
  const [, front = '', before = '', rules = '', matter = ''] = FILE.exec(text) ?? []
  if (rules.trim() === '' || matter.trim() === '' || before.trim() !== '') {
    tell(
      reading,
      file,
      1,
      '读不懂：要有信息栏、“## 要求”和“## 内容”，中间不写别的',
      '照 knowledge/README.md 的格式改。',
    )
    return undefined
  }
  const read = parseYaml(front, header(id), shownAs(reading, `${FOLDER}/${file}`), 2)
  if (!read.ok) {
    reading.problems.push(...read.problems)
    return undefined
  }
  checkPlaces(id, { text, rules, matter }, reading)
  return { id, version: read.value.version, rules: rules.trim(), matter: matter.trim() }
}

function checkPlaces(id: PromptId, written: { text: string; rules: string; matter: string }, reading: Reading): void {
  const wanted: readonly string[] = PROMPT_PLACES[id]
  const used = placesIn(written.matter)
  const at = (words: string) => written.text.slice(0, Math.max(0, written.text.indexOf(words))).split('\n').length
  const say = (line: number, problem: string, remedy: string) => tell(reading, `${id}.md`, line, problem, remedy)
  for (const place of placesIn(written.rules))
    say(at(`{{${place}}}`), `“要求”里不能有空位 {{${place}}}`, '移到“## 内容”下面：居民的话不能混进规矩里。')
  for (const place of used.filter((each) => !wanted.includes(each)))
    say(at(`{{${place}}}`), `不认识空位 {{${place}}}`, `只能用：${wanted.map((each) => `{{${each}}}`).join('、')}。`)
  for (const place of wanted.filter((each) => used.filter((other) => other === each).length !== 1))
    say(at('## 内容'), `空位 {{${place}}} 要正好出现一次`, '在“## 内容”里写上一次。')
}

const placesIn = (text: string) => [...text.matchAll(PLACE)].map(([, name]) => name ?? '')

function tell(reading: Reading, file: string, line: number, problem: string, remedy: string): void {
  report(reading, { file: shownAs(reading, file === '' ? FOLDER : `${FOLDER}/${file}`), line }, problem, remedy)
}
