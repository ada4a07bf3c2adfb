import { z } from 'zod'
import { parseYaml, printProblems } from '../../src/base/content-file'

const schema = z.strictObject({
  name: z.string(),
  tags: z.array(z.string()).min(1).default(['x']),
  rows: z
    .array(z.union([z.strictObject({ fen: z.int() }), z.strictObject({ unpublished: z.literal(true) })]))
    .default([]),
})

const read = (text: string, firstLine?: number) => parseYaml(text, schema, 'a.yaml', firstLine)

function problemsOf(text: string, firstLine?: number) {
  const found = read(text, firstLine)
  if (found.ok) throw new Error('expected problems')
  return found.problems
}

describe('a content file', () => {
  it('is read by the 1.2 core schema: dates and no stay words', () => {
    expect(read('name: 2026-07-01')).toMatchObject({ ok: true, value: { name: '2026-07-01' } })
    expect(read('name: no')).toMatchObject({ ok: true, value: { name: 'no' } })
  })

  it('knows the line of each value, and of the nearest parent of an absent one', () => {
    const found = read('# comment\nname: a\nrows:\n  - { fen: 1 }\n  - fen: 2\n')
    if (!found.ok) throw new Error('expected a sound file')
    expect(found.lineOf(['name'])).toBe(2)
    expect(found.lineOf(['rows', 0, 'fen'])).toBe(4)
    expect(found.lineOf(['rows', 1])).toBe(5)
    expect(found.lineOf(['rows', 1, 'region'])).toBe(5)
    expect(found.lineOf(['rows', 7])).toBe(3)
  })

  it('reports every problem at once, each with its line', () => {
    const problems = problemsOf('nam: a\nrows:\n  - { fen: x }\ntags: []\n')
    expect(problems.map((each) => each.line).sort()).toEqual([1, 1, 3, 4])
    expect(printProblems(problems)).toContain('a.yaml:1 缺少“name” → 补上这一项。')
    expect(printProblems(problems)).toContain('a.yaml:1 文件里有不认识的键：nam')
    expect(printProblems(problems)).toContain('a.yaml:4 “tags”不在限度以内 → 项数至少 1。')
  })

  it('explains a choice between shapes by the one that was nearly met', () => {
    expect(problemsOf('name: a\nrows:\n  - { fen: 1.5 }\n')).toMatchObject([
      { line: 3, problem: '“rows.0.fen”的类型不对，应为整数' },
    ])
  })

  it('shifts its lines when it is the front matter of a larger file', () => {
    expect(problemsOf('name: a\nother: b', 2)).toMatchObject([{ line: 3 }])
    expect(problemsOf('name: [a', 2)[0]?.line).toBe(2)
  })

  it('says in Chinese what is wrong with the YAML itself', () => {
    expect(problemsOf('name: a\nname: b')).toMatchObject([{ line: 2, problem: expect.stringContaining('同名的键') }])
  })

  it('prints problems sorted by file and line', () => {
    const at = (file: string, line: number) => ({ file, line, problem: '错', remedy: '改' })
    expect(printProblems([at('b', 1), at('a', 10), at('a', 9)])).toBe('a:9 错 → 改\na:10 错 → 改\nb:1 错 → 改')
  })
})
