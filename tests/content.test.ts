/** The content as it ships: it passes its own check, covers what residents ask, and answers by the law of the day. */
import { join } from 'node:path'
import { compose } from '../src/assistant/compose'
import { type Content, readContent } from '../src/assistant/content'
import { printProblems } from '../src/base/content-file'
import type { Knowledge } from '../src/knowledge/knowledge'
import { type OpenIndex, openIndex } from '../src/knowledge/open-index'
import { type Paragraph, paragraphsOn } from '../src/knowledge/passage'

const root = join(__dirname, '..')
const read = readContent({ knowledge: join(root, 'knowledge'), dialogs: join(root, 'dialogs') })

function shipped(): Content {
  if (!read.ok) throw new Error(printProblems(read.problems))
  return read.content
}

describe('the content', () => {
  it('passes its check', () => {
    const { knowledge, dialogs } = shipped()
    expect(knowledge.passages.length).toBeGreaterThan(1000)
    expect(dialogs.size).toBeGreaterThanOrEqual(3)
  })

  it('asks before publishing at least 300 golden questions, some in every programme', () => {
    const { golden, programmes } = shipped().knowledge
    expect(golden.length).toBeGreaterThanOrEqual(300)
    const asked = new Set(golden.map((each) => each.programme))
    expect([...programmes.keys()].filter((id) => !asked.has(id))).toEqual([])
  })

  it('has for every programme at least three questions, each with three other wordings', () => {
    const { passages, programmes } = shipped().knowledge
    const questions = passages.filter((each) => each.kind === 'faq')
    expect(questions.length).toBeGreaterThan(300)
    expect(questions.filter((each) => each.wordings.length < 4).map((each) => each.id)).toEqual([])
    const few = [...programmes.keys()].filter((id) => questions.filter((each) => each.programme === id).length < 3)
    expect(few).toEqual([])
  })

  it('begins every answer with its direct answer, in at most 120 characters, under every law since 2021', () => {
    const { knowledge } = shipped()
    const days = ['2021-01-01', '2025-01-19', '2025-05-09', '2026-06-30', '2026-11-24']
    const answers = days.flatMap((on) =>
      knowledge.passages.map(({ id }, i) => {
        const passage = knowledge.passages[i]
        const text = passage ? compose([passage], { knowledge, on, region: '宿州市', today: '2026-11-24' }).text : ''
        return { id: `${id} @${on}`, lead: text.split('\n')[0] ?? '' }
      }),
    )
    expect(answers.filter(({ lead }) => lead !== '').length).toBeGreaterThan(4000)
    expect(answers.filter(({ lead }) => lead.length > 120).map(({ id }) => id)).toEqual([])
  })

  it('proves each rule set by an example that is likely and one that is not', () => {
    const { ruleSets, cases } = shipped().knowledge
    expect(ruleSets.length).toBeGreaterThan(20)
    const unproved = ruleSets.filter(({ id }) => {
      const expected = cases.filter((each) => each.ruleSet === id).map((each) => each.expect)
      return !expected.includes('likely') || expected.every((each) => each === 'likely')
    })
    expect(unproved.map((set) => set.id)).toEqual([])
  })

  it('at a change of law leaves no question without its answer', () => {
    const { passages, regions } = shipped().knowledge
    const holds = (on: string) =>
      new Set(passages.filter((each) => paragraphsOn(each, on, '宿州市', regions).length > 0).map((each) => each.id))
    for (const [before, after] of [
      ['2025-05-09', '2025-05-10'],
      ['2026-06-30', '2026-07-01'],
    ] as const) {
      const [held, still] = [holds(before), holds(after)]
      expect(held.size).toBeGreaterThan(500)
      expect([...held].filter((id) => !still.has(id))).toEqual([])
    }
  })
})

describe('the law of the day', () => {
  let knowledge: Knowledge
  let opened: OpenIndex
  beforeAll(async () => {
    knowledge = shipped().knowledge
    opened = await openIndex(knowledge)
  })
  const heldOn = (id: string, on: string): readonly Paragraph[] => {
    const passage = knowledge.passages.find((each) => each.id === id)
    if (!passage) throw new Error(`no passage ${id}`)
    return paragraphsOn(passage, on, '宿州市', knowledge.regions)
  }
  const sourcesOf = (paragraphs: readonly Paragraph[]) =>
    new Set(paragraphs.flatMap((each) => each.basis.map((basis) => basis.source)))

  const MARRIAGE = {
    days: ['2025-05-09', '2025-05-10'],
    laws: ['婚姻登记条例2024', '婚姻登记条例2025'],
  } as const
  const ASSISTANCE = { days: ['2026-06-30', '2026-07-01'], laws: ['社会救助暂行办法', '社会救助法'] } as const

  it.each([
    ['marriage-registration/policy#材料', MARRIAGE, ['要带本人的户口簿', '不要户口簿']],
    ['marriage-registration/policy#在哪办', MARRIAGE, ['一方户口所在地', '全国任何一个婚姻登记处']],
    ['divorce-registration/policy#在哪办', MARRIAGE, ['一方户口所在地', '全国任何一个婚姻登记']],
    ['subsistence-allowance/policy#谁可以申请', ASSISTANCE, ['设区的市政府制定办法', '由省级政府制定办法']],
    ['destitute-support/policy#谁可以申请', ASSISTANCE, ['未满16周岁的孩子', '未成年人']],
    ['temporary-assistance/policy#谁可以申请', ASSISTANCE, ['家里人突发重病', '不分本地户口外地户口']],
  ])('%s answers by the old law one day and by the new the next', (id, { days, laws }, [old, fresh]) => {
    const [before, after] = [heldOn(id, days[0]), heldOn(id, days[1])]
    expect(sourcesOf(before)).toContain(laws[0])
    expect(sourcesOf(before)).not.toContain(laws[1])
    expect(sourcesOf(after)).toContain(laws[1])
    expect(sourcesOf(after)).not.toContain(laws[0])
    expect(before.map((each) => each.text).join('')).toContain(old)
    expect(after.map((each) => each.text).join('')).toContain(fresh)
    expect(after.map((each) => each.text).join('')).not.toContain(old)
  })

  it.each([
    ['夫妻俩在外地打工，能在那边领结婚证吗', '2025-05-09', '一般不能', '婚姻登记条例2024'],
    ['夫妻俩在外地打工，能在那边领结婚证吗', '2025-05-10', '能。', '婚姻登记条例2025'],
    ['哪些人可以办特困供养', '2026-06-30', '未满16周岁', '社会救助暂行办法'],
    ['哪些人可以办特困供养', '2026-07-01', '未成年人', '社会救助法'],
  ])('%s, asked for %s, is found in what held then', async (asked, on, said, law) => {
    const query = { text: opened.normalise(asked), on, region: '宿州市', programmes: [], facets: [] }
    const [best] = await opened.index.search(query)
    const held = heldOn(best?.passage.id ?? '', on)
    expect(held[0]?.text).toContain(said)
    expect(held[0]?.basis[0]?.source).toBe(law)
  })
})
