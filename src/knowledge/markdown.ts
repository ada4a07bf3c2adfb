/**
 * Reads policy.md and faq.md into headings with paragraphs. Knows the marks 【依据 条款】 and {from: …, to: …, region: …};
 * whether the sources exist and their dates fit is checked by basis.ts.
 */
import type { ContentProblem } from '../base/content-file'
import { parseLegalDay } from '../domain/legal-day'

export interface Heading {
  readonly level: number
  readonly title: string
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
  readonly wordings: readonly string[]
  readonly blocks: readonly Block[]
}

export interface Block {
  readonly text: string
  readonly marks: readonly { readonly text: string; readonly line: number }[]
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
}

export interface MarkdownFile {
  readonly frontMatter: string
  readonly headings: readonly Heading[]
}

const MARK_END = /【([^】]*)】\s*(?:\{([^}]*)\}\s*)?$/

export function readMarkdown(text: string, file: string, problems: ContentProblem[]): MarkdownFile {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const { frontMatter, start } = splitFrontMatter(lines)
  if (frontMatter === undefined) {
    problems.push({
      file,
      line: 1,
      problem: '文件开头没有信息栏',
      remedy: '第一行写 ---，接着写 programme: 事项 id，再写一行 ---。',
    })
  }
  const headings: Heading[] = []
  for (const part of splitAtHeadings(lines, start)) {
    const first = part.lines[0]
    if (!first || !/^#{2,3}\s/.test(first)) {
      const stray = part.lines.findIndex((line) => line.trim() !== '')
      if (stray >= 0) {
        problems.push({
          file,
          line: part.at + stray,
          problem: '这段文字不在任何标题下面',
          remedy: '在前面加一行“## 环节”或“## 问题”。',
        })
      }
      continue
    }
    headings.push(readHeading(part.lines, part.at, file, problems))
  }
  return { frontMatter: frontMatter ?? '', headings }
}

function splitFrontMatter(lines: readonly string[]): { frontMatter: string | undefined; start: number } {
  if (lines[0]?.trim() !== '---') return { frontMatter: undefined, start: 0 }
  const end = lines.findIndex((line, i) => i > 0 && line.trim() === '---')
  if (end < 0) return { frontMatter: undefined, start: 0 }
  return { frontMatter: lines.slice(1, end).join('\n'), start: end + 1 }
}

function splitAtHeadings(lines: readonly string[], start: number): { lines: string[]; at: number }[] {
  const parts: { lines: string[]; at: number }[] = [{ lines: [], at: start + 1 }]
  for (let i = start; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (/^#{1,6}\s/.test(line)) parts.push({ lines: [], at: i + 1 })
    parts.at(-1)?.lines.push(line)
  }
  return parts
}

function readHeading(lines: readonly string[], at: number, file: string, problems: ContentProblem[]): Heading {
  const match = /^(#{2,3})\s+(.*?)\s*(?:\{([^}]*)\})?\s*$/.exec(lines[0] ?? '')
  const rest = lines.slice(1)
  let next = 0
  const wordings: string[] = []
  for (; next < rest.length && /^-\s+/.test(rest[next] ?? ''); next++) {
    const line = rest[next] ?? ''
    if (MARK_END.test(line)) break
    wordings.push(line.replace(/^-\s+/, '').trim())
  }
  // Items directly under a heading are other wordings only when an empty line ends them.
  if (wordings.length > 0 && (rest[next] ?? '').trim() !== '') {
    wordings.length = 0
    next = 0
  }
  return {
    level: match?.[1]?.length ?? 2,
    title: match?.[2] ?? '',
    attributes: readAttributes(match?.[3], file, at, problems),
    line: at,
    wordings,
    blocks: readBlocks(rest.slice(next), at + 1 + next, file, problems),
  }
}

function readBlocks(lines: readonly string[], at: number, file: string, problems: ContentProblem[]): Block[] {
  const blocks: Block[] = []
  let open: { text: string; line: number }[] = []
  const close = () => {
    if (open.length > 0) blocks.push(readBlock(open, file, problems))
    open = []
  }
  lines.forEach((text, i) => {
    if (text.trim() === '') close()
    else open.push({ text: text.trimEnd(), line: at + i })
  })
  close()
  return blocks
}

function readBlock(lines: readonly { text: string; line: number }[], file: string, problems: ContentProblem[]): Block {
  const marks: { text: string; line: number }[] = []
  let attributes: Record<string, string> = {}
  const texts: string[] = []
  let lastMarked = false
  for (const { text, line } of lines) {
    let rest = text
    lastMarked = false
    for (let match = MARK_END.exec(rest); match; match = MARK_END.exec(rest)) {
      marks.push({ text: match[1] ?? '', line })
      attributes = { ...attributes, ...readAttributes(match[2], file, line, problems) }
      rest = rest.slice(0, match.index).trimEnd()
      lastMarked = true
    }
    if (rest.trim() !== '') texts.push(rest)
  }
  if (!lastMarked) {
    const line = lines.at(-1)?.line ?? 1
    problems.push({
      file,
      line,
      problem: '这一段没有出处',
      remedy: '在段末加【依据 条款】，依据写 sources.yaml 里的 id。',
    })
  }
  return { text: joinLines(texts), marks, attributes, line: lines[0]?.line ?? 1 }
}

/** Lines of one sentence are joined; list items keep their own lines. */
function joinLines(lines: readonly string[]): string {
  let out = ''
  for (const line of lines) {
    if (out === '') out = line.trim()
    else if (/^(-|\d+[.、])\s*/.test(line.trim())) out += `\n${line.trim()}`
    else out += line.trim()
  }
  return out
}

function readAttributes(
  text: string | undefined,
  file: string,
  line: number,
  problems: ContentProblem[],
): Record<string, string> {
  if (!text) return {}
  const found: Record<string, string> = {}
  for (const part of text.split(/[,，]/)) {
    const match = /^\s*(from|to|region|facet)\s*[:：]\s*(\S+)\s*$/.exec(part)
    const [, key, value] = match ?? []
    if ((key === 'from' || key === 'to') && value && !parseLegalDay(value)) {
      problems.push({
        file,
        line,
        problem: `${key} 写的“${value}”不是真实存在的日期`,
        remedy: '写成 2026-07-01 这样的年-月-日。',
      })
    } else if (key && value) found[key] = value
    else {
      problems.push({
        file,
        line,
        problem: `花括号里的“${part.trim()}”看不懂`,
        remedy: '只能写 from、to、region、facet，例如 {to: 2026-07-01}。',
      })
    }
  }
  return found
}
