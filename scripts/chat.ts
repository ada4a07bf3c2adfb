/**
 * `npm run --silent chat`: the whole assistant in the terminal. `--jsonl`: one conversation a line on standard input.
 * `--print <file>`: a recorded conversation as text; may be given several times.
 */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { replyText } from '../src/assistant/reply-text'
import type { CaseFile } from '../src/cases/case-file'
import { printConversation } from './print-conversation'
import { jsonLines, openTerminalAssistant, runCommand, type TerminalAssistant } from './terminal-assistant'

const line = z.object({
  id: z.union([z.string(), z.number()]),
  turns: z.array(z.string()),
  on: z.string().optional(),
  region: z.string().optional(),
})

async function converseLine(assistant: TerminalAssistant, input: z.infer<typeof line>): Promise<string> {
  const talk = await assistant.talk({ on: input.on, region: input.region, clock: true })
  const replies = []
  for (const text of input.turns) {
    const reply = await talk.say(text)
    const { kind, citations, choices } = reply
    replies.push({ kind, text: replyText(reply), citations, choices })
  }
  const opened = await talk.caseFile()
  return JSON.stringify({ id: input.id, replies, case: opened ? caseOf(opened) : null })
}

/** The case as it is handed over, its answers by field name with their Chinese labels. */
function caseOf(caseFile: CaseFile) {
  const answers = caseFile.answers.map(({ field, path, label, type, state, shown }) => ({
    ...{ field, path, label, type, shown },
    value: state.kind === 'given' ? state.value : null,
    state: state.kind,
  }))
  return { ...caseFile, answers }
}

async function converse(assistant: TerminalAssistant): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '您：' })
  const talk = await assistant.talk()
  terminal.prompt()
  for await (const text of terminal) {
    const reply = await talk.say(text)
    const choices = reply.choices.length > 0 ? `\n（可以说：${reply.choices.join(' / ')}）` : ''
    process.stdout.write(`\n${replyText(reply)}${choices}\n\n`)
    terminal.prompt()
  }
}

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      jsonl: { type: 'boolean' },
      published: { type: 'boolean' },
      print: { type: 'string', multiple: true },
    },
  })
  const assistant = await openTerminalAssistant({ published: values.published })
  try {
    if (values.print)
      for (const file of values.print) process.stdout.write(`${await printConversation(assistant, file)}\n`)
    else if (values.jsonl)
      for await (const input of jsonLines())
        process.stdout.write(`${await converseLine(assistant, line.parse(input))}\n`)
    else await converse(assistant)
  } finally {
    await assistant.close()
  }
})
