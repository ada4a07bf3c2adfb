/** `npm run --silent ask -- "问题" [--on 2025-05-09] [--region 灵璧县]`, or `--jsonl`: one question a line on standard input. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { replyText } from '../src/assistant/reply-text'
import { jsonLines, openTerminalAssistant, runCommand, type TerminalAssistant } from './terminal-assistant'

const line = z.object({
  id: z.union([z.string(), z.number()]),
  q: z.string(),
  on: z.string().optional(),
  region: z.string().optional(),
})

async function answerLine(assistant: TerminalAssistant, input: z.infer<typeof line>): Promise<string> {
  const began = performance.now()
  const talk = await assistant.talk({ on: input.on, region: input.region })
  const reply = await talk.say(input.q)
  return JSON.stringify({
    id: input.id,
    kind: reply.kind,
    text: replyText(reply),
    citations: reply.citations,
    programme: reply.programme ?? null,
    assessments: reply.kind === 'assessment' ? reply.assessments : [],
    choices: reply.choices,
    ms: Math.round((performance.now() - began) * 10) / 10,
  })
}

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      on: { type: 'string' },
      region: { type: 'string' },
      jsonl: { type: 'boolean' },
      published: { type: 'boolean' },
    },
  })
  const question = positionals.join(' ').trim()
  if (!values.jsonl && question === '')
    throw new Error('用法：npm run --silent ask -- "问题" [--on 日期] [--region 地区] [--published]，或 --jsonl')
  const assistant = await openTerminalAssistant({ published: values.published })
  try {
    if (values.jsonl)
      for await (const input of jsonLines()) process.stdout.write(`${await answerLine(assistant, line.parse(input))}\n`)
    else {
      const reply = await (await assistant.talk(values)).say(question)
      process.stdout.write(`${replyText(reply)}\n`)
    }
  } finally {
    await assistant.close()
  }
})
