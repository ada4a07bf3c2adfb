/** `content -- graph`: every question of every dialog is drawn, with its conditions in Chinese and its lists. */

import { boxOf, drawDialog } from '../../scripts/content/graph'
import { outline } from '../../src/dialogs/dialog-outline'
import { DIALOG_IDS, dialogNamed } from '../dialogs/support'
import { type Workshop, workshop } from './workshop'

describe.each(DIALOG_IDS)('%s', (id) => {
  const drawn = drawDialog(dialogNamed(id))
  const fields = outline(dialogNamed(id)).fields

  it('has a box for every question, joined to what comes before', () => {
    expect(fields.length).toBeGreaterThan(5)
    for (const { field, scope } of fields) {
      const box = boxOf(scope.map((each) => `${each}_`).join(''), field.name)
      expect(drawn.filter((line) => line.startsWith(`  ${box}["${field.label}"]`))).toHaveLength(1)
      expect(drawn.some((line) => line.includes('-->') && line.endsWith(` ${box}`))).toBe(true)
    }
  })

  it('tells each condition in the words of the form, never by a field name', () => {
    const conditions = drawn.filter((line) => /^ {2}if_/.test(line) && line.includes('{'))
    const wanted = fields.filter(({ field }) => field.when).length
    expect(conditions.length).toBeGreaterThanOrEqual(wanted)
    for (const line of conditions) expect(line.slice(line.indexOf('{'))).not.toMatch(/[a-z]{3,}/)
  })

  it('draws every list with a way round and a way on, and every stop', () => {
    const lists = outline(dialogNamed(id)).groups.filter(({ group }) => group.repeat)
    expect(drawn.filter((line) => /^ {2}more_.*\{/.test(line))).toHaveLength(lists.length)
    if (lists.length > 0) expect(drawn.join('\n')).toMatch(/-->\|"没有了"\|/)
    expect(drawn.filter((line) => line.includes('-.->'))).toHaveLength(dialogNamed(id).stops.length)
  })

  it('is one flowchart from the start to the number', () => {
    expect(drawn[0]).toBe('flowchart TD')
    expect(drawn.filter((line) => /^ {2}subgraph /.test(line))).toHaveLength(
      drawn.filter((line) => line === '  end').length,
    )
    expect(drawn.join('\n')).toMatch(/review --> submitted/)
  })
})

describe('the command', () => {
  let at: Workshop
  beforeEach(() => {
    at = workshop()
  })
  afterEach(() => at.remove())

  it.each([[['nope'], '没有叫“nope”的表单'] as const, [[], '要写表单 id'] as const])(
    'tells which forms there are on %j',
    async (words, why) => {
      const told = await at.run('graph', ...words)
      expect(told.status).toBe(2)
      expect(told.err).toContain(why)
      expect(told.err).toContain('可以画的有')
    },
  )
})
