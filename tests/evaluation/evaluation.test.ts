/** The evaluation sets through the whole assistant, with floors just below what is reached: a change for the worse fails. */
import { type Asker, openAsker } from '../../scripts/evaluation/asker'
import { judgeAnswer, judgeRefusal } from '../../scripts/evaluation/judge'
import { freshProbes, goldenProbes, outOfScopeProbes, type Probe } from '../../scripts/evaluation/sets'

let asker: Asker

beforeAll(async () => {
  asker = await openAsker()
}, 60_000)
afterAll(() => asker.close())

async function failures(probes: readonly Probe[], judge: typeof judgeAnswer): Promise<string[]> {
  const failed: string[] = []
  for (const probe of probes) {
    const { reply } = await asker.ask(probe)
    const { mark, faults } = judge(reply, probe, asker.library.knowledge)
    if (mark !== 'complete') failed.push(`${probe.id} ${probe.q}: ${faults.join('；')}`)
  }
  return failed
}

const share = (failed: readonly string[], all: readonly Probe[]) => 1 - failed.length / all.length

it('answers the golden questions', async () => {
  const probes = goldenProbes(asker.library.knowledge)
  expect(probes.length).toBeGreaterThanOrEqual(400)
  expect(share(await failures(probes, judgeAnswer), probes)).toBeGreaterThanOrEqual(0.98)
}, 120_000)

it('answers what residents ask in their own words', async () => {
  const probes = freshProbes()
  expect(probes.length).toBeGreaterThanOrEqual(150)
  expect(share(await failures(probes, judgeAnswer), probes)).toBeGreaterThanOrEqual(0.92)
}, 120_000)

it('answers most of what it was never tuned for', async () => {
  const probes = freshProbes('held-out-questions.yaml')
  expect(share(await failures(probes, judgeAnswer), probes)).toBeGreaterThanOrEqual(0.7)
}, 120_000)

it('refuses what is none of ours', async () => {
  const probes = outOfScopeProbes()
  expect(probes.length).toBeGreaterThanOrEqual(150)
  expect(share(await failures(probes, judgeRefusal), probes)).toBeGreaterThanOrEqual(0.96)
}, 120_000)

it('refuses most of what is none of ours and was never seen', async () => {
  const probes = outOfScopeProbes('held-out-refusals.yaml')
  expect(share(await failures(probes, judgeRefusal), probes)).toBeGreaterThanOrEqual(0.9)
}, 120_000)
