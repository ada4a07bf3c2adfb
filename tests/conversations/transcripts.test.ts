/** Recorded conversations through the front door: tests/conversations/*.yaml, one conversation a file. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Reply } from '../../src/assistant/reply'
import { replyText } from '../../src/assistant/reply-text'
import { readYamlFile } from '../../src/base/content-file'
import { sayCitation } from '../../src/domain/source'
import { startTalk } from './talk'

const words = z.union([z.string(), z.array(z.string())]).transform((each) => (typeof each === 'string' ? [each] : each))

const expected = z.strictObject({
  kind: z.string(),
  /** The form field asked for. */
  asks: z.string().optional(),
  has: words.optional(),
  lacks: words.optional(),
  cites: words.optional(),
  offers: words.optional(),
  programme: z.string().optional(),
})

const transcript = z.strictObject({
  title: z.string(),
  now: z.string(),
  turns: z.array(z.strictObject({ resident: z.string(), reply: expected })).min(2),
  case: z
    .strictObject({
      programme: z.string(),
      region: z.string(),
      answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      /** The preliminary view that travels with the case. */
      eligibility: z
        .strictObject({
          ruleSet: z.string(),
          outcome: z.string(),
          facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        })
        .optional(),
    })
    .optional(),
})

const files = readdirSync(__dirname).filter((name) => name.endsWith('.yaml'))

describe('recorded conversations', () => {
  it('are all here: six programmes and three intakes', () => expect(files.length).toBeGreaterThanOrEqual(9))

  for (const file of files) {
    const read = readYamlFile(join(__dirname, file), transcript, file)
    if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.problems)}`)
    const { title, now, turns, case: wanted } = read.value

    it(`${file}: ${title}`, async () => {
      const talk = await startTalk(now)
      for (const { resident, reply } of turns) check(await talk.say(resident), reply, resident)
      const cases = await talk.cases()
      if (wanted) {
        expect(cases).toHaveLength(1)
        expect(cases[0]?.service.programme).toBe(wanted.programme)
        expect(cases[0]?.region).toBe(wanted.region)
        const answers = Object.fromEntries(
          (cases[0]?.answers ?? []).map(({ path, state }) => [path, state.kind === 'given' ? state.value : state.kind]),
        )
        expect(answers).toMatchObject(wanted.answers)
        if (wanted.eligibility) expect(cases[0]?.eligibility).toMatchObject(wanted.eligibility)
      } else expect(cases).toHaveLength(0)
      await talk.close()
    })
  }
})

function check(reply: Reply, wanted: z.infer<typeof expected>, said: string): void {
  const text = replyText(reply)
  const seen = { said, kind: reply.kind, text }
  expect(seen).toMatchObject({ kind: wanted.kind })
  for (const each of wanted.has ?? []) expect(seen).toMatchObject({ text: expect.stringContaining(each) })
  for (const each of wanted.lacks ?? []) expect(seen).toMatchObject({ text: expect.not.stringContaining(each) })
  for (const each of wanted.cites ?? []) expect(reply.citations.map(sayCitation).join('\n')).toContain(each)
  for (const each of wanted.offers ?? []) expect(reply.choices).toContain(each)
  if (wanted.asks !== undefined) expect(reply.kind === 'question' ? reply.field : reply.kind).toBe(wanted.asks)
  if (wanted.programme !== undefined) expect(reply.programme).toBe(wanted.programme)
}
