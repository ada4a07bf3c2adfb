/**
 * `npm run chat -- --print <file>`: one recorded conversation of tests/conversations said anew, as text a person can read,
 * and below it the case that was handed over, its sensitive values covered. What the recording expects is not checked.
 */
import { stringify } from 'yaml'
import { z } from 'zod'
import { replyText } from '../src/assistant/reply-text'
import { printProblems, readYamlFile } from '../src/base/content-file'
import type { CaseFile } from '../src/cases/case-file'
import type { TerminalAssistant } from './terminal-assistant'

const recording = z.object({
  title: z.string(),
  now: z.string(),
  turns: z.array(z.object({ resident: z.string() })).min(1),
})

export async function printConversation(assistant: TerminalAssistant, file: string): Promise<string> {
  const read = readYamlFile(file, recording, file)
  if (!read.ok) throw new Error(printProblems(read.problems))
  const { title, now, turns } = read.value
  const talk = await assistant.talk({ on: now.slice(0, 10), clock: true })
  const lines = [`==== ${title}`, `（${now.slice(0, 10)}，居民说了${turns.length}次）`, '']
  for (const { resident } of turns) {
    const reply = await talk.say(resident)
    const choices = reply.choices.length > 0 ? [`  （可以说：${reply.choices.join(' / ')}）`] : []
    lines.push(`居民：${resident}`, `助手：${replyText(reply)}`, ...choices, '')
  }
  const opened = await talk.caseFile()
  return [...lines, opened ? `---- 移交的办件\n${stringify(covered(opened))}` : '（没有产生办件）\n'].join('\n')
}

/** Papers and answers keep their labels; a sensitive answer is only said to be there. */
function covered(caseFile: CaseFile) {
  const answers = caseFile.answers.map(({ path, label, state, shown, sensitive, provenance }) => {
    const said = sensitive && state.kind === 'given' ? '****' : shown
    return { path, label, shown: said, by: provenance.by, ...(provenance.corrected && { corrected: true }) }
  })
  const facts =
    caseFile.eligibility &&
    Object.fromEntries(
      Object.entries(caseFile.eligibility.facts).map(([name, value]) => [
        name,
        hides(value, caseFile) ? '****' : value,
      ]),
    )
  const documents = caseFile.documents.map((line) => withoutNames(line, caseFile))
  return { ...caseFile, answers, documents, ...(facts && { eligibility: { ...caseFile.eligibility, facts } }) }
}

function hides(value: string | number | boolean, { answers }: CaseFile): boolean {
  if (typeof value === 'boolean') return false
  return answers.some(
    ({ sensitive, state }) => sensitive && state.kind === 'given' && String(state.value) === String(value),
  )
}

function withoutNames(line: string, { answers }: CaseFile): string {
  return answers.reduce((text, { type, state }) => {
    const isName = type === 'personName' && state.kind === 'given'
    return isName ? text.replaceAll(String(state.value), '****') : text
  }, line)
}
