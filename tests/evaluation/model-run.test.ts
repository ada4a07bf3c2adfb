/** What `npm run eval -- --model` tells of a language model, measured against stand-ins on this machine. */
import { type Asker, openAsker } from '../../scripts/evaluation/asker'
import { modelTally, sayModelRun } from '../../scripts/evaluation/model-run'
import { goldenProbes } from '../../scripts/evaluation/sets'
import { openChatModel } from '../../src/adapters/model/open-chat-model'
import { languageModel } from '../../src/assistant/model/language-model'
import { systemClock } from '../../src/base/clock'
import { type Behaviour, fails, faithful, hostile, type Standing, says, standIn } from '../adapters/model-server'

let server: Standing
let plain: Asker
beforeAll(async () => {
  server = await standIn(says('无'))
  plain = await openAsker()
}, 60_000)
afterAll(async () => {
  await plain.close()
  await server.close()
})

const probes = () => goldenProbes(plain.library.knowledge).filter((_, i) => i % 6 === 0)

async function runWith(behaviour: Behaviour) {
  server.behave(behaviour)
  const tally = modelTally()
  const limits = { timeoutMs: 20_000, tokensPerDay: 1_000_000 }
  const chat = openChatModel({ url: server.url, name: 'stand-in', timeoutMs: limits.timeoutMs })
  const model = languageModel(chat, limits, { clock: systemClock, log: tally.log })
  const asker = await openAsker(model, tally.hear)
  const texts: string[] = []
  for (const probe of probes()) texts.push((await asker.ask(probe)).reply.text)
  await asker.close()
  const retelling = tally.uses().get('rephrase')
  if (!retelling) throw new Error('the model was never asked')
  return { texts, retelling, said: sayModelRun('stand-in', tally.uses()) }
}

const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, count) => all + count, 0)

it('counts the words of a faithful model as sent, with their cost', async () => {
  const { retelling, said } = await runWith(faithful)
  expect(retelling.asked).toBeGreaterThan(20)
  expect(retelling.sent).toBe(retelling.asked)
  expect(retelling.tokens).toBe(100 * retelling.asked)
  expect(retelling.ms).toHaveLength(retelling.asked)
  expect(said[0]).toContain(`问了 ${retelling.asked} 次，共 ${retelling.tokens} 个词元`)
  expect(said[1]).toContain(`发出 ${retelling.sent}，守门拦下 ${sum(retelling.stopped)}，没有话 0`)
}, 120_000)

it('counts each lie of a hostile one as stopped, by its reason, and residents read what they read without it', async () => {
  const { texts, retelling, said } = await runWith(hostile())
  expect(retelling.sent).toBe(0)
  expect(sum(retelling.stopped)).toBe(retelling.asked)
  expect(retelling.stopped.size).toBeGreaterThanOrEqual(3)
  for (const [why, count] of retelling.stopped) expect(said).toContain(`    - 拦下 ${count}：${why}`)
  for (const [i, probe] of probes().entries()) expect(texts[i]).toBe((await plain.ask(probe)).reply.text)
}, 120_000)

it('counts what was not said, by its reason', async () => {
  const { retelling, said } = await runWith(fails(429))
  expect([retelling.sent, retelling.tokens, sum(retelling.stopped)]).toEqual([0, 0, 0])
  expect(retelling.silent.get('rateLimited')).toBe(3)
  expect(sum(retelling.silent)).toBe(retelling.asked)
  expect(said).toContain('    - 没有话 3：rateLimited')
}, 120_000)
