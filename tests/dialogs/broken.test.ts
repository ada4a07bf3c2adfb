/** Broken dialog files, each named by its fault: the message must contain the words written in the file's first line. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import { readDialogs } from '../../src/dialogs/read-dialogs'
import { registers } from './support'

const folder = join(__dirname, 'broken')
const files = readdirSync(folder)

function problemsOf(...names: readonly string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'dialogs-'))
  for (const name of names) copyFileSync(join(folder, name), join(dir, name))
  const read = readDialogs(dir, registers)
  return read.ok ? '' : printProblems(read.problems)
}

it('has a file for each fault', () => {
  expect(files.length).toBeGreaterThanOrEqual(45)
})

it.each(files)('%s is reported with file, line, problem and remedy', (name) => {
  const [first = ''] = readFileSync(join(folder, name), 'utf8').split('\n')
  const words = first.replace('# 要看到：', '').split('；')
  const printed = problemsOf(name)
  expect(words.length).toBeGreaterThan(0)
  for (const word of words) expect(printed).toContain(word)
  for (const line of printed.split('\n')) expect(line).toMatch(/^dialogs\/[a-z-]+\.yaml:\d+ .+ → .+。$/)
})

it('reports the problems of all files at once', () => {
  const printed = problemsOf('empty-text.yaml', 'never-ends.yaml')
  expect(printed).toContain('dialogs/empty-text.yaml')
  expect(printed).toContain('dialogs/never-ends.yaml')
})

it('points at the line of the fault', () => {
  const lines = readFileSync(join(folder, 'when-later-field.yaml'), 'utf8').split('\n')
  const at = 1 + lines.findIndex((line) => line.includes('fact: later'))
  expect(problemsOf('when-later-field.yaml')).toContain(`when-later-field.yaml:${at} `)
})
