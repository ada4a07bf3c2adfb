/**
 * Reads content files written by policy staff (YAML 1.2 core schema; Markdown is read by the knowledge room) and
 * reports every problem at once, in Chinese, with file, line, problem and remedy. Knows nothing of what the files mean.
 */
import { readFileSync } from 'node:fs'
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'

export interface ContentProblem {
  file: string
  line: number
  problem: string
  remedy: string
}

export type Read<T> = { ok: true; value: T; lineOf: LineOf } | { ok: false; problems: ContentProblem[] }

/** The 1-based line on which the value at `path` is written; the nearest written parent when it is absent. */
export type LineOf = (path: readonly PropertyKey[]) => number

export function readYamlFile<T>(file: string, schema: z.ZodType<T>, shownAs = file): Read<T> {
  return parseYaml(readFileSync(file, 'utf8'), schema, shownAs)
}

/**
 * `firstLine` shifts line numbers when the YAML is a part (front matter) of a larger file. A text read before is not
 * parsed again: of a new content version nearly every file is an old one. What is read may not be changed.
 */
export function parseYaml<T>(text: string, schema: z.ZodType<T>, file: string, firstLine = 1): Read<T> {
  const known = READ.get(schema) ?? new Map<string, Read<unknown>>()
  READ.set(schema, known)
  const key = `${file}:${firstLine}\n${text}`
  const read = (known.get(key) as Read<T> | undefined) ?? parseAnew(text, schema, file, firstLine)
  known.delete(key) // re-inserted last: the map stays in order of use
  known.set(key, read)
  const oldest = known.size > MOST_READ ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  return read
}

const READ = new WeakMap<z.ZodType, Map<string, Read<unknown>>>()
/** Per kind of file; a bureau has fewer. */
const MOST_READ = 300

function parseAnew<T>(text: string, schema: z.ZodType<T>, file: string, firstLine: number): Read<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'core', version: '1.2', lineCounter: lines, uniqueKeys: true })
  const shift = firstLine - 1
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => ({
        file,
        line: (error.linePos?.[0].line ?? 1) + shift,
        problem: `YAML 写法有误：${explainYaml(error.code)}`,
        remedy: '检查这一行的缩进、冒号后的空格和引号；同一层不能有两个同名的键。',
      })),
    }
  }
  const lineOf: LineOf = (path) => lines.linePos(offsetAt(document.contents, path)).line + shift
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { ok: true, value: parsed.data, lineOf }
  return { ok: false, problems: flatten(parsed.error.issues).map((issue) => explainIssue(issue, file, lineOf)) }
}

function offsetAt(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      )
      if (!pair || !isScalar(pair.key)) break
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    } else break
  }
  return offset
}

type Issue = z.core.$ZodIssue

/** A union's failure is reported by its closest branch: the one that got furthest with the fewest complaints. */
function flatten(issues: readonly Issue[], under: readonly PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...under, ...issue.path]
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path } as Issue]
    const branches = issue.errors.map((branch) => flatten(branch, path))
    branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)
    return branches[0] ?? []
  })
}

const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length))

function explainIssue(issue: Issue, file: string, lineOf: LineOf): ContentProblem {
  const place = issue.path.length > 0 ? `“${issue.path.map(String).join('.')}”` : '文件'
  const line = lineOf(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        file,
        line: lineOf([...issue.path, issue.keys[0] ?? '']),
        problem: `${place}里有不认识的键：${issue.keys.join('、')}`,
        remedy: '键名可能写错了；照 knowledge/README.md 的格式改，多余的删掉。',
      }
    case 'invalid_type':
      return {
        file,
        line,
        problem: issue.message.includes('undefined')
          ? `缺少${place}`
          : `${place}的类型不对，应为${TYPE_WORDS[issue.expected] ?? issue.expected}`,
        remedy: issue.message.includes('undefined')
          ? '补上这一项。'
          : '照 knowledge/README.md 的格式改；日期和电话要写成文字。',
      }
    case 'invalid_value':
      return {
        file,
        line,
        problem: `${place}的值不在允许的范围内`,
        remedy: `只能写：${issue.values.map(String).join('、')}。`,
      }
    case 'too_small':
    case 'too_big': {
      const bound = issue.code === 'too_small' ? `至少 ${issue.minimum}` : `最多 ${issue.maximum}`
      return { file, line, problem: `${place}不在限度以内`, remedy: `${COUNTED[issue.origin] ?? ''}${bound}。` }
    }
    case 'custom':
      return { file, line, problem: `${place}：${issue.message}`, remedy: remedyOf(issue) }
    default:
      return {
        file,
        line,
        problem: `${place}的写法不对`,
        remedy: '照 knowledge/README.md 的格式改。',
      }
  }
}

function remedyOf(issue: Issue): string {
  const params = (issue as { params?: { remedy?: unknown } }).params
  return typeof params?.remedy === 'string' ? params.remedy : '照 knowledge/README.md 的格式改。'
}

const TYPE_WORDS: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '键值对',
  record: '键值对',
}

const COUNTED: Record<string, string> = { array: '项数', string: '字数' }

function explainYaml(code: string): string {
  if (code === 'DUPLICATE_KEY') return '同一层有两个同名的键'
  if (code.includes('INDENT')) return '缩进不对'
  if (code === 'MISSING_CHAR') return '缺少引号、括号或逗号'
  return `读不懂（${code}）`
}

/** One line per problem: `文件:行 问题 → 怎么改`, sorted by file and line. */
export function printProblems(problems: readonly ContentProblem[]): string {
  return [...problems]
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    .map((each) => `${each.file}:${each.line} ${each.problem} → ${each.remedy}`)
    .join('\n')
}
