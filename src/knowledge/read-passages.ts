/** policy.md and faq.md of one programme → passages with dated, cited paragraphs. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type ContentProblem, parseYaml } from '../base/content-file'
import { FACETS, type Facet, type ProgrammeId } from '../domain/programme'
import type { RegionTree } from '../domain/region'
import type { Source } from '../domain/source'
import { type Place, periodOf, readBasis, regionOf } from './basis'
import { type Block, type Heading, readMarkdown } from './markdown'
import type { Paragraph, Passage } from './passage'
import { checkProse } from './prose-checks'
import { frontMatter } from './schemas'

export interface PassageContext {
  readonly programme: ProgrammeId
  readonly sources: ReadonlyMap<string, Source>
  readonly regions: RegionTree
  readonly problems: ContentProblem[]
}

export function readPolicy(path: string, shownAs: string, context: PassageContext): Passage[] {
  const headings = readFile(path, shownAs, context)
  const passages: Passage[] = []
  let facet: Facet | undefined
  for (const heading of headings) {
    if (heading.level === 2) facet = facetOf(heading, shownAs, context.problems)
    if (!facet) continue
    const name = heading.level === 2 ? facet : `${facet}/${heading.title}`
    const passage = passageOf(heading, `policy#${name}`, { kind: 'policy', facet }, shownAs, context)
    if (passage.paragraphs.length > 0) passages.push(passage)
  }
  return passages
}

export function readFaq(path: string, shownAs: string, context: PassageContext): Passage[] {
  return readFile(path, shownAs, context).map((heading) => {
    const facet = FACETS.find((each) => each === heading.attributes.facet)
    if (heading.attributes.facet && !facet) {
      context.problems.push({
        file: shownAs,
        line: heading.line,
        problem: `没有叫“${heading.attributes.facet}”的环节`,
        remedy: `只能写：${FACETS.join('、')}。`,
      })
    }
    if (heading.blocks.length === 0) {
      context.problems.push({
        file: shownAs,
        line: heading.line,
        problem: '这个问题没有答案',
        remedy: '在别的问法后面空一行写答案。',
      })
    }
    return passageOf(heading, `faq#${heading.title}`, { kind: 'faq', facet }, shownAs, context)
  })
}

function readFile(path: string, shownAs: string, context: PassageContext): readonly Heading[] {
  const file = readMarkdown(readFileSync(path, 'utf8'), shownAs, context.problems)
  if (file.frontMatter === '') return file.headings
  const head = parseYaml(file.frontMatter, frontMatter, shownAs, 2)
  if (!head.ok) context.problems.push(...head.problems)
  else if (head.value.programme !== context.programme) {
    context.problems.push({
      file: shownAs,
      line: head.lineOf(['programme']),
      problem: `事项 id 写成了“${head.value.programme}”`,
      remedy: `改成所在文件夹的事项 id：${context.programme}。`,
    })
  }
  return file.headings
}

function facetOf(heading: Heading, file: string, problems: ContentProblem[]): Facet | undefined {
  const facet = FACETS.find((each) => each === heading.title)
  if (!facet) {
    problems.push({
      file,
      line: heading.line,
      problem: `“${heading.title}”不是环节名`,
      remedy: `## 后面只能写：${FACETS.join('、')}；小题目用 ###。`,
    })
  }
  return facet
}

function passageOf(
  heading: Heading,
  name: string,
  kind: { kind: 'policy' | 'faq'; facet?: Facet | undefined },
  file: string,
  context: PassageContext,
): Passage {
  const paragraphs = heading.blocks.flatMap((block) => paragraphOf(block, heading, file, context))
  const wordings = kind.kind === 'faq' || heading.level === 3 ? [heading.title, ...heading.wordings] : heading.wordings
  const content = JSON.stringify([heading.title, kind.facet, wordings, paragraphs.map(({ line, ...rest }) => rest)])
  return {
    id: `${context.programme}/${name}`,
    digest: createHash('sha256').update(content).digest('hex').slice(0, 16),
    programme: context.programme,
    ...kind,
    title: heading.title,
    wordings,
    paragraphs,
    file,
    line: heading.line,
  }
}

function paragraphOf(block: Block, heading: Heading, file: string, context: PassageContext): Paragraph[] {
  const at: Place = { file, line: block.line }
  const { sources, regions, problems } = context
  checkProse(block.text, at, problems)
  const basis = block.marks.flatMap((mark) => readBasis(mark.text, sources, { file, line: mark.line }, problems))
  const written = { ...heading.attributes, ...block.attributes }
  const period = periodOf(basis, written, sources, at, problems)
  if (!period) return []
  const region = regionOf(basis, written.region, sources, regions, at, problems)
  return [{ text: block.text, basis, period, region, line: block.line }]
}
