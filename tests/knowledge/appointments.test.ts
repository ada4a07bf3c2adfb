/** appointments.yaml: what it gives, and what a wrong one is told, with file, line and remedy. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import { readKnowledge } from '../../src/knowledge/read-knowledge'
import { OLD_AGE, type SmallBase, smallBase } from './small-base'

let base: SmallBase
beforeEach(() => {
  base = smallBase()
  base.change(`${OLD_AGE}/programme.yaml`, 'owner: 养老服务', 'owner: 养老服务\ndialog: old-age-allowance')
})
afterEach(() => base.remove())

const office = (lines: string) => `offices:
  - id: jia-office
    name: 甲区办事处
    region: 甲区
    serves: [old-age-allowance]
${lines}
`
const WINDOW = '{ days: [周一, 周三], from: "09:00", to: "11:00", minutes: 30, places: 2 }'

function problemsOf(text: string): string {
  writeFileSync(join(base.folder, 'appointments.yaml'), text)
  const read = readKnowledge(base.folder)
  return read.ok ? '' : printProblems(read.problems)
}

it('gives the office with its windows, and the usual days ahead', () => {
  expect(problemsOf(office(`    windows: [${WINDOW}]`))).toBe('')
  expect(base.read().bookingOffices).toEqual([
    {
      ...{ id: 'jia-office', name: '甲区办事处', region: '甲区', serves: ['old-age-allowance'], closed: [] },
      ...{ earliestDays: 1, latestDays: 14 },
      windows: [{ days: [1, 3], from: '09:00', to: '11:00', minutes: 30, places: 2, period: undefined }],
    },
  ])
})

it('may say that the windows are not published, or not be there at all', () => {
  expect(base.read().bookingOffices).toEqual([])
  expect(problemsOf(office('    windows: { unpublished: true }'))).toBe('')
  expect(base.read().bookingOffices[0]?.windows).toBeUndefined()
})

const window = (given: string) => office(`    windows:\n      - { days: [周一], ${given} }`)

it.each([
  ['a time of day that is none', window('from: "9点", to: "11:00", minutes: 30, places: 2'), 7, ['时刻', '09:00']],
  [
    'a window that ends before it begins',
    window('from: "11:00", to: "09:00", minutes: 30, places: 2'),
    7,
    ['早于上班'],
  ],
  [
    'visits that do not fill the window',
    window('from: "09:00", to: "11:15", minutes: 30, places: 2'),
    7,
    ['分完', '30分钟'],
  ],
  ['no places', window('from: "09:00", to: "11:00", minutes: 30, places: 0'), 7, ['places', '至少 1']],
  [
    'a day of the week that is none',
    office('    windows:\n      - { days: [星期一], from: "09:00", to: "11:00", minutes: 30, places: 2 }'),
    7,
    ['周一'],
  ],
  [
    'a key nobody knows',
    window('from: "09:00", to: "11:00", minutes: 30, places: 2, palces: 1'),
    7,
    ['不认识的键', 'palces'],
  ],
  [
    'a period that ends before it begins',
    window('from: "09:00", to: "11:00", minutes: 30, places: 2, since: 2026-12-01, until: 2026-12-01'),
    7,
    ['结束日不晚于'],
  ],
  [
    'windows that overlap',
    office(
      `    windows:\n      - ${WINDOW}\n      - { days: [周三], from: "10:30", to: "12:00", minutes: 30, places: 1 }`,
    ),
    8,
    ['重叠', '09:00到11:00'],
  ],
  [
    'a day that does not exist',
    office(`    windows: [${WINDOW}]\n    closed: [2026-02-30]`),
    7,
    ['不是真实存在的日期'],
  ],
  ['too many days ahead', office(`    windows: [${WINDOW}]\n    latestDays: 31`), 7, ['最多 30']],
  [
    'a last day before the first',
    office(`    windows: [${WINDOW}]\n    earliestDays: 5\n    latestDays: 3`),
    8,
    ['最晚可约'],
  ],
  [
    'a region nobody registered',
    office(`    windows: [${WINDOW}]`).replace('region: 甲区', 'region: 丙区'),
    4,
    ['丙区'],
  ],
  [
    'a programme without a form',
    office(`    windows: [${WINDOW}]`).replace('[old-age-allowance]', '[subsistence-allowance]'),
    5,
    ['在线表单'],
  ],
  ['neither windows nor the word that there are none', office('    windows: []'), 6, ['windows']],
])('refuses %s', (_, text, line, words) => {
  const problems = problemsOf(text)
  expect(problems.split('\n')).toHaveLength(1)
  expect(problems).toContain(`knowledge/appointments.yaml:${line} `)
  for (const word of words) expect(problems).toContain(word)
})

it('refuses one office written twice, and two for one service of one region', () => {
  const one = office(`    windows: [${WINDOW}]`)
  const twice = one + one.replace('offices:\n', '')
  expect(problemsOf(twice)).toMatch(/“jia-office”重复[\s\S]*已经由 jia-office 接/)
})

it('lets windows share a day when their hours or their periods are apart', () => {
  const apart = [
    WINDOW,
    '{ days: [周三], from: "11:00", to: "12:00", minutes: 30, places: 1, until: 2026-12-01 }',
    '{ days: [周三], from: "11:30", to: "12:30", minutes: 30, places: 1, since: 2026-12-01 }',
  ]
  expect(problemsOf(office(`    windows: [${apart.join(', ')}]`))).toBe('')
})
