/** Prompts are content: versioned, part of its digest, and checked with everything else. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import { readKnowledge } from '../../src/knowledge/read-knowledge'
import { PROMPT_PLACES } from '../../src/knowledge/read-prompts'
import { type SmallBase, smallBase } from '../knowledge/small-base'

const prompt = (id: string, rules: string, matter: string, version = '1') =>
  `---\nid: ${id}\nversion: ${version}\n---\n\n## 要求\n\n${rules}\n\n## 内容\n\n${matter}\n`
const GOOD: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PROMPT_PLACES).map(([id, places]) => [
    `${id}.md`,
    prompt(id, '照做。', places.map((place) => `{{${place}}}`).join('\n')),
  ]),
)

let base: SmallBase
beforeEach(() => {
  base = smallBase()
  mkdirSync(join(base.folder, 'prompts'))
})
afterEach(() => base.remove())

function problemsWith(changed: Readonly<Record<string, string | undefined>>): string {
  for (const [file, text] of Object.entries({ ...GOOD, ...changed }))
    if (text !== undefined) writeFileSync(join(base.folder, 'prompts', file), text)
  const read = readKnowledge(base.folder)
  return read.ok ? '' : printProblems(read.problems)
}

it('are all there in the bureau’s own content', () => {
  cpSync(join(__dirname, '..', '..', 'knowledge', 'prompts'), join(base.folder, 'prompts'), { recursive: true })
  expect([...base.read().prompts.keys()].sort()).toEqual(Object.keys(PROMPT_PLACES).sort())
})

it('are sound when each has its places, and change the digest', () => {
  expect(problemsWith({})).toBe('')
  const before = base.read().digest
  expect(problemsWith({ 'rewrite.md': GOOD['rewrite.md']?.replace('version: 1', 'version: 2') })).toBe('')
  expect(base.read().prompts.get('rewrite')?.version).toBe(2)
  expect(base.read().digest).not.toBe(before)
})

it.each<[string, Record<string, string | undefined>, string]>([
  [
    'a place among the rules',
    { 'rewrite.md': prompt('rewrite', '{{question}}', '{{topic}}{{question}}') },
    'rewrite.md:8 “要求”里不能有空位 {{question}}',
  ],
  [
    'an unknown place',
    { 'rewrite.md': prompt('rewrite', '照做。', '{{topic}}{{question}}{{name}}') },
    '不认识空位 {{name}}',
  ],
  [
    'a missing place',
    { 'rewrite.md': prompt('rewrite', '照做。', '{{topic}}') },
    'rewrite.md:10 空位 {{question}} 要正好出现一次',
  ],
  [
    'a place twice',
    { 'rewrite.md': prompt('rewrite', '照做。', '{{topic}}{{topic}}{{question}}') },
    '空位 {{topic}} 要正好出现一次',
  ],
  ['no version', { 'rewrite.md': GOOD['rewrite.md']?.replace('version: 1\n', '') }, '缺少“version”'],
  ['another id', { 'rewrite.md': GOOD['rewrite.md']?.replace('id: rewrite', 'id: rephrase') }, 'rewrite.md:2'],
  ['no rules', { 'rewrite.md': GOOD['rewrite.md']?.replace('## 要求', '## 规矩') }, 'rewrite.md:1 读不懂'],
  ['a strange file', { 'poem.md': '写诗' }, 'poem.md:1 不认识这个提示词'],
  ['a file missing', { 'rewrite.md': undefined }, '缺少提示词 rewrite.md'],
])('are refused for %s', (_, changed, words) => {
  expect(problemsWith(changed)).toContain(words)
})
