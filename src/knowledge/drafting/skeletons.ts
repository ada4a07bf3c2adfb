/**
 * Skeletons for editors: a new programme, amount or question. What must be filled in is written 待填, which the content
 * check refuses, so a half-filled skeleton cannot go live by accident.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIVISIONS, FACETS } from '../../domain/programme'
import type { Unit } from '../../domain/standard'
import type { Place } from '../basis'

export interface Skeleton {
  readonly written: readonly string[]
  /** What the editor has to fill in, and where. */
  readonly toFill: readonly (Place & { readonly what: string })[]
}

export type SkeletonMade = { ok: true; skeleton: Skeleton } | { ok: false; why: string }

export interface ProgrammePlace {
  readonly division: string
  readonly id: string
}

export function newProgramme(folder: string, { division, id }: ProgrammePlace, title: string): SkeletonMade {
  const owner = Object.entries(DIVISIONS).find(([name]) => name === division)?.[1]
  if (!owner) return refused(`没有叫“${division}”的条线；只能是：${Object.keys(DIVISIONS).join('、')}`)
  if (!/^[a-z][a-z0-9-]*$/.test(id)) return refused(`事项 id“${id}”只能用小写英文字母、数字和连字符，字母开头`)
  const home = `${division}/${id}`
  if (existsSync(join(folder, home))) return refused(`knowledge/${home} 已经有了`)
  const files: Record<string, string> = {
    'programme.yaml': `id: ${id}\ntitle: ${title}\nshort: ${title}\naliases: []\ncolloquial: []\nowner: ${owner}\nrelated: []\n`,
    'policy.md': `---\nprogramme: ${id}\n---\n\n${FACETS.map((facet) => `## ${facet}\n`).join('\n')}`,
    'faq.md': `---\nprogramme: ${id}\n---\n`,
    'golden.yaml': `programme: ${id}\ngolden: []\n`,
  }
  mkdirSync(join(folder, home), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, home, name), text)
  const at = (name: string, line: number, what: string) => ({ file: `knowledge/${home}/${name}`, line, what })
  return made(
    Object.keys(files).map((name) => `knowledge/${home}/${name}`),
    [
      at('programme.yaml', 3, '短名 short、正式叫法 aliases、口语和错别字 colloquial、相关事项 related'),
      at('policy.md', 5, '各环节的内容，每段末尾写【依据 条款】；没有的环节把标题删掉'),
      at('faq.md', 4, '居民真实的问法：npm run content -- new faq'),
      at('golden.yaml', 2, '发布前必须答对的题'),
    ],
  )
}

export interface NewStandard extends ProgrammePlace {
  readonly standard: string
  readonly label: string
  readonly unit: Unit
  readonly region: string
  readonly from: string
  readonly source: string
  /** Whom to ask while it is unpublished: an office or phone of bureau.yaml. */
  readonly ask: string
}

/** Unpublished until somebody writes the amount: a figure is never invented. */
export function newStandard(folder: string, it: NewStandard): SkeletonMade {
  if (!/^[a-z][A-Za-z0-9]*$/.test(it.standard))
    return refused(`标准 id“${it.standard}”要写成 monthlyPerHead 这样的英文`)
  const name = `${it.division}/${it.id}/standards.yaml`
  const path = join(folder, name)
  const old = existsSync(path) ? readFileSync(path, 'utf8') : `programme: ${it.id}\nstandards:\n`
  if (new RegExp(`^ *- id: ${it.standard}$`, 'm').test(old))
    return refused(`knowledge/${name} 里已经有标准 ${it.standard}`)
  const lines = [
    `  - id: ${it.standard}`,
    `    label: ${it.label}`,
    `    unit: ${it.unit}`,
    '    values:',
    `      - { region: ${it.region}, from: ${it.from}, unpublished: true, source: ${it.source}, ask: ${it.ask} }`,
  ]
  const kept = old.replace(/^standards: *\[\] *$/m, 'standards:').replace(/\n*$/, '\n')
  writeFileSync(path, `${kept}${lines.join('\n')}\n`)
  const line = kept.split('\n').length + lines.length - 1
  return made(
    [`knowledge/${name}`],
    [
      {
        file: `knowledge/${name}`,
        line,
        what: '公布了的写 fen（分，整数）并把 unpublished、ask 删掉；没公布的核对 ask 问谁',
      },
    ],
  )
}

export function newFaq(folder: string, { division, id }: ProgrammePlace, question: string): SkeletonMade {
  const name = `${division}/${id}/faq.md`
  const path = join(folder, name)
  const old = existsSync(path) ? readFileSync(path, 'utf8') : `---\nprogramme: ${id}\n---\n`
  if (old.split('\n').some((line) => line.replace(/\s*\{.*$/, '') === `## ${question}`))
    return refused(`knowledge/${name} 里已经有“${question}”`)
  const kept = old.replace(/\n*$/, '\n')
  const first = kept.split('\n').length + 1
  writeFileSync(path, `${kept}\n## ${question}\n- 待填别的问法\n\n待填答案。【待填依据 第×条】\n`)
  const at = (line: number, what: string) => ({ file: `knowledge/${name}`, line: first + line, what })
  return made(
    [`knowledge/${name}`],
    [at(1, '至少三种别的问法，一行一个'), at(3, '第一段写直接答案，段末写【依据 条款】')],
  )
}

const refused = (why: string): SkeletonMade => ({ ok: false, why })
const made = (written: readonly string[], toFill: Skeleton['toFill']): SkeletonMade => ({
  ok: true,
  skeleton: { written, toFill },
})
