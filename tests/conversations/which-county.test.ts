/** One question back, with the counties as choices, only where the counties' amounts really differ. */
import type { Library } from '../../src/assistant/turn'
import type { StandardRow } from '../../src/domain/standard'
import { startTalk } from './talk'

const now = '2026-11-24T09:00:00+08:00'
const row = (region: string, fen: number): StandardRow => ({
  region,
  from: '2026-01-01',
  fen,
  source: '市民政局年度报告',
})

/** 灵璧县 at 700 yuan a month, the rest of the city at `city`. */
const withAmounts =
  (city: number) =>
  (library: Library): Library => ({
    ...library,
    knowledge: {
      ...library.knowledge,
      standards: library.knowledge.standards.map((each) =>
        each.programme === 'subsistence-allowance' && each.unit === '元/人·月'
          ? { ...each, values: [row('灵璧县', 70_000), row('宿州市', city)] }
          : each,
      ),
    },
  })

it('asks which county when their amounts differ, and the choice answers', async () => {
  const talk = await startTalk(now, withAmounts(80_000))
  const asked = await talk.say('低保标准是多少')
  expect(asked.text).toContain('请告诉我是哪个县（区）')
  expect(asked.choices).toContain('灵璧县的呢')
  const told = await talk.say('灵璧县的呢')
  expect(told).toMatchObject({ kind: 'standard', text: expect.stringContaining('700元') })
  expect(told.text).not.toContain('800元')
  expect(told.text).not.toContain('请告诉我是哪个县（区）')
  await talk.close()
})

it('asks nothing when they are the same', async () => {
  const talk = await startTalk(now, withAmounts(70_000))
  const told = await talk.say('低保标准是多少')
  expect(told.text).toContain('700元')
  expect(told.text).not.toContain('请告诉我是哪个县（区）')
  await talk.close()
})

it('asks nothing when none is published', async () => {
  const talk = await startTalk(now)
  expect((await talk.say('低保标准是多少')).text).not.toContain('请告诉我是哪个县（区）')
  await talk.close()
})
