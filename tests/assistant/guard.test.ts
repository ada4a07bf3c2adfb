import { openEvaluationLibrary } from '../../scripts/evaluation/asker'
import { compose } from '../../src/assistant/compose'
import { figuresIn, figuresNotIn } from '../../src/assistant/figures'
import { whyNotQuoted, whyNotSaid } from '../../src/assistant/guard'
import type { Reply } from '../../src/assistant/reply'
import type { Library } from '../../src/assistant/turn'
import { paragraphsOn } from '../../src/knowledge/passage'

const DAYS = ['2026-11-24', '2026-06-30', '2025-05-09']
let library: Library

beforeAll(async () => {
  library = await openEvaluationLibrary()
})

const said = (text: string, citations: Reply['citations'] = []): Reply => ({
  kind: 'answer',
  text,
  citations,
  choices: [],
})

describe('figures in one spelling', () => {
  it.each([
    ['七百三十元', '730元'],
    ['0.073万元', '730元'],
    ['30日', '30天'],
    ['二十二周岁', '22岁'],
    ['1,200元', '1200元'],
  ])('%s is %s', (one, other) => {
    expect(figuresNotIn(one, other)).toEqual([])
    expect(figuresIn(one).size).toBe(1)
  })

  it.each([
    ['30天', '30个工作日'],
    ['22岁', '20岁'],
    ['三十天', '60天'],
    ['12345', '12348'],
  ])('%s is not %s', (one, other) => {
    expect(figuresNotIn(one, other).length).toBeGreaterThan(0)
  })

  it('takes a classifier for no figure', () => {
    expect(figuresIn('三项补贴里选一个，两个人都去').size).toBe(0)
  })
})

describe('quotations', () => {
  const composed = () =>
    DAYS.flatMap((on) =>
      library.knowledge.passages
        .filter((each) => paragraphsOn(each, on, '埇桥区', library.knowledge.regions).length > 0)
        .map((each) => {
          const frame = { knowledge: library.knowledge, on, region: '埇桥区', today: '2026-11-24' }
          return { frame, quoted: compose([each], frame), id: each.id }
        }),
    )

  it('lets every honest one pass, on every day', () => {
    const all = composed()
    expect(all.length).toBeGreaterThan(1000)
    expect(all.filter(({ quoted, frame }) => whyNotQuoted(quoted, frame) !== undefined).map(({ id }) => id)).toEqual([])
  })

  it('catches a figure raised by one in at least nineteen of twenty', () => {
    let caught = 0
    let changed = 0
    for (const { quoted, frame } of composed()) {
      for (const match of quoted.text.matchAll(/\d+/g)) {
        const text = `${quoted.text.slice(0, match.index)}${Number(match[0]) + 1}${quoted.text.slice(match.index + match[0].length)}`
        changed++
        if (whyNotQuoted({ ...quoted, text }, frame)) caught++
      }
    }
    expect(changed).toBeGreaterThan(1000)
    expect(caught / changed).toBeGreaterThanOrEqual(0.95)
  })

  it('refuses a source no longer in force', () => {
    const bases = [{ source: '婚姻登记条例2024', article: '第四条' }]
    const at = { knowledge: library.knowledge, on: '2026-11-24', region: '宿州市' }
    expect(whyNotQuoted({ text: '', evidence: '', bases }, at)).toMatch(/in force/)
    expect(whyNotQuoted({ text: '', evidence: '', bases }, { ...at, on: '2025-05-09' })).toBeUndefined()
  })
})

describe('replies', () => {
  const citations = [{ document: '民法典', number: null, article: null, effectiveFrom: '2021-01-01' }]

  it.each(['您符合条件，可以领。', '这个一定能批。', '我保证能办。', '放心，肯定能领到。'])(
    'promises nothing: %s',
    (text) => {
      expect(whyNotSaid(said(text, citations))).toMatch(/promises/)
    },
  )

  it('may warn of a promise', () => {
    expect(whyNotSaid(said('说包办成的不要信，谁也不能保证能批。', citations))).toBeUndefined()
  })

  it('leaves nothing unfilled and no answer without a source', () => {
    expect(whyNotSaid(said('标准是{{standard:x}}', citations))).toMatch(/unfilled/)
    expect(whyNotSaid(said('能。'))).toMatch(/without a source/)
  })
})
