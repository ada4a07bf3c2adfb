import { openEvaluationLibrary } from '../../scripts/evaluation/asker'
import type { HonestAnswer } from '../../scripts/evaluation/corruptions'
import {
  honestAnswers,
  measureCorrupted,
  measureHonest,
  sum,
  withForeignSource,
} from '../../scripts/evaluation/guard-set'
import { openEvidence, unborne } from '../../src/assistant/claims'
import { compose } from '../../src/assistant/compose'
import { missingExclusions, whyNotQuoted, whyNotSaid } from '../../src/assistant/guard'
import type { Reply } from '../../src/assistant/reply'
import type { Library } from '../../src/assistant/turn'
import { paragraphsOn } from '../../src/knowledge/passage'

const DAYS = ['2026-11-24', '2026-06-30', '2025-05-09']
let library: Library
/** What is quoted for every golden and fresh question. */
let honest: readonly HonestAnswer[]

beforeAll(async () => {
  library = await openEvaluationLibrary()
  honest = await honestAnswers(withForeignSource(library))
}, 120_000)

const said = (text: string, citations: Reply['citations'] = []): Reply => ({
  kind: 'answer',
  text,
  citations,
  choices: [],
})

const bears = (evidence: string, text: string) => unborne(text, openEvidence(evidence)) === undefined

describe('figures in one spelling', () => {
  it.each([
    ['每人每月七百三十元', '每人每月730元'],
    ['每人每月0.073万元', '每人每月730元'],
    ['每人每月1,200元', '每人每月1200元'],
    ['自受理之日起30日内办完', '自受理之日起三十天以内办完'],
    ['男方满二十二周岁', '男方满22岁'],
    ['三项补贴里选一个，两个人都去', '3项补贴里选1个，2个人都去'],
    ['补领结婚证不收费', '补领结婚证免费'],
    ['残疾人或者老人', '残疾人或老人'],
  ])('%s is %s', (one, other) => {
    expect(bears(one, other)).toBe(true)
    expect(bears(other, one)).toBe(true)
  })

  it.each([
    ['自受理之日起30天内办完', '自受理之日起30个工作日内办完'],
    ['补贴每人每月500元', '补贴每人每月500万元'],
    ['年龄满22岁的可以申请', '年龄满20岁的可以申请'],
    ['80周岁以上的老人发放', '80周岁以下的老人发放'],
    ['财产不超过3万元的家庭', '财产超过3万元的家庭'],
    ['年龄不满18周岁的孩子', '年龄满18周岁的孩子'],
    ['按民法典第七条办理', '按民法典第八条办理'],
    ['可以打12345问一问', '可以打12348问一问'],
    ['这种情况可以代为申请', '这种情况不可以代为申请'],
    ['不用。直接去窗口办', '用。直接去窗口办'],
    ['给予不超过5%的补助', '给予不超过10%的补助'],
    ['2026年7月1日起施行', '2026年8月1日起施行'],
    ['没有罚款，没有保证金，也不用等，随时可以登记', '没有罚款，没有保证金，也要等，随时可以登记'],
    ['捐款要自愿，不得摊派或变相摊派', '捐款要自愿，可以摊派或变相摊派'],
    ['公证的，不是三代以内旁系血亲', '公证的，不是三代以外旁系血亲'],
    ['补领结婚证、离婚证免费', '补领结婚证、离婚证收费'],
    ['由记录服务的组织开，免费', '由记录服务的组织开，收费'],
    ['救助站不得向本人、亲属收费', '救助站不得向本人、亲属免费'],
    ['重大疾病登记前必须如实告诉对方', '重大疾病登记后必须如实告诉对方'],
    ['父亲或母亲去世的孩子', '父亲和母亲去世的孩子'],
    ['残疾人或者老人可以申请', '残疾人并且老人可以申请'],
    ['十分之一以上村民或者三分之一以上村民代表提议', '十分之一以下村民或者三分之一以上村民代表提议'],
    ['不用，申请低保不收费', '要，申请低保不收费'],
    ['要同时满足：户籍在安徽；有残疾人证', '要或者满足：户籍在安徽；有残疾人证'],
    ['• 《慈善法》 第三条，2024-09-05起施行', '• 《慈善法》 第三条，2024-09-05起施行，全国适用，2024-09-05起施行'],
    ['八十岁每月30元，九十岁每月60元', '八十岁每月60元，九十岁每月30元'],
    ['散居每月1000元，集中每月1500元，分散补200元', '您要是散居的话一个月能有1500元'],
  ])('%s does not bear %s', (evidence, text) => {
    expect(bears(evidence, evidence)).toBe(true)
    expect(bears(evidence, text)).toBe(false)
  })

  it('lets words of one’s own carry a figure that stands beside the same words', () => {
    const evidence = '乡镇、街道受理后，30个工作日内作出审核确认意见；公示有异议的，45个工作日。'
    expect(bears(evidence, '街道收了材料，一般30个工作日内有审核确认意见')).toBe(true)
    expect(bears(evidence, '街道收了材料，一般20个工作日内有审核确认意见')).toBe(false)
  })
})

describe('what may not be left out', () => {
  const required = ['已经纳入特困供养的，不能申请。']

  it('is found in other words and missed when it is gone', () => {
    expect(missingExclusions('可以申请。特困供养已经纳入的不能申请', required)).toEqual([])
    expect(missingExclusions('可以申请。', required)).toEqual(required)
    expect(missingExclusions('可以申请。已经纳入特困供养的，能申请。', required)).toEqual(required)
  })

  it('is missed though another line much like it is there', () => {
    const alike = [
      '已经纳入特困供养的老人，不能申请。',
      '已经纳入特困供养的儿童，不能申请。',
      '正在服刑的人员，不能申请。',
    ]
    const [old, child, jailed] = alike.map((line) => line.replace('已经纳入', '纳入了').replace('人员', '人'))
    expect(missingExclusions(`${old}\n${child}\n${jailed}`, alike)).toEqual([])
    expect(missingExclusions(`${child}\n${jailed}`, alike)).toEqual([alike[0]])
    expect(missingExclusions(`${old}\n${jailed}`, alike)).toEqual([alike[1]])
    expect(missingExclusions(`${alike[0]}\n${jailed}`, alike)).toEqual([alike[1]])
  })

  it('may be said in plain words throughout, but for no part of it', () => {
    const line = '救助站可以劝您回家，但不得限制您离开；拘禁、打骂的可以举报。'
    expect(missingExclusions('救助站可以劝你回家，但不能限制你离开；拘禁、打骂的可以举报。', [line])).toEqual([])
    expect(missingExclusions('救助站可以劝你回家；拘禁、打骂的可以举报。', [line])).toEqual([line])
    const dated = '2026年7月1日起，还要注意：'
    expect(missingExclusions('还要注意：特困另有标准。2025年7月1日起施行', [dated])).toEqual([dated])
    expect(missingExclusions('二〇二六年七月一日起，还要注意的是：', [dated])).toEqual([])
    expect(missingExclusions('救助站可以劝你回家，但不能限制你离开。', [line])).toEqual([line])
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

  it.each([
    ['as tuned', undefined],
    ['never tuned on', 8_020_301],
  ])(
    'catches 999 of a thousand small lies, two thousand in all: %s',
    (_, seed) => {
      const rows = measureCorrupted(honest, withForeignSource(library), seed)
      expect(rows.length).toBe(23)
      expect(rows.filter((each) => each.of < 5)).toEqual([])
      expect(sum(rows.map((each) => each.of))).toBe(2000)
      expect(sum(rows.map((each) => each.caught))).toBeGreaterThanOrEqual(1998)
    },
    120_000,
  )

  it('lets nearly every honest retelling pass', () => {
    const answers = honest.filter((_, i) => i % 2 === 0)
    const rows = measureHonest(answers, library)
    const of = sum(rows.map((each) => each.of))
    expect(of).toBeGreaterThanOrEqual(2000)
    expect(sum(rows.map((each) => each.caught)) / of).toBeLessThanOrEqual(0.002)
    expect(rows.find((each) => each.kind === '原样')?.caught).toBe(0)
  }, 120_000)

  it('refuses a link, a document and a citation from elsewhere', () => {
    const at = { knowledge: library.knowledge, on: '2026-11-24', region: '宿州市' }
    const quoted = { evidence: '带身份证。', bases: [] }
    expect(whyNotQuoted({ ...quoted, text: '带身份证。' }, at)).toBeUndefined()
    expect(whyNotQuoted({ ...quoted, text: '带身份证。见 https://example.com' }, at)).toMatch(/link/)
    expect(whyNotQuoted({ ...quoted, text: '按《刑法》带身份证。' }, at)).toMatch(/document/)
    const citation = { document: '刑法', number: null, article: null, effectiveFrom: '2021-03-01' }
    expect(whyNotQuoted({ ...quoted, text: '带身份证。', citations: [citation] }, at)).toMatch(/citation/)
  })

  it('refuses a hotline under another’s number', () => {
    const at = { knowledge: library.knowledge, on: '2026-11-24', region: '宿州市' }
    const evidence = '医保服务热线 12393\n公共法律服务热线 12348（全天）'
    expect(whyNotQuoted({ text: '可以打医保服务热线12393问。', evidence, bases: [] }, at)).toBeUndefined()
    expect(whyNotQuoted({ text: '可以打医保服务热线12348问。', evidence, bases: [] }, at)).toMatch(/phone/)
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
