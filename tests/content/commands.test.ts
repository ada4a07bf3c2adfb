/** `npm run content -- …` as policy staff use it: everything in Chinese, with file and line, and an exit code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localDataKeys } from '../../src/adapters/files/local-secret'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { databaseFile, openDatabase } from '../../src/adapters/sql/database'
import { fieldCipher } from '../../src/adapters/sql/field-cipher'
import { openLibrary } from '../../src/assistant/library'
import { currentNumber, snapshotNumbers } from '../../src/knowledge/publishing/snapshots'
import { SUBSISTENCE } from '../knowledge/small-base'
import { openResident } from './resident'
import { type Workshop, workshop } from './workshop'

jest.setTimeout(120_000)

let shop: Workshop
beforeEach(() => {
  shop = workshop()
})
afterEach(() => shop.remove())

const read = (file: string) => readFileSync(join(shop.working.knowledge, file), 'utf8')
/** Amounts are announced, and the income rule is repealed: what an editor changes together. */
function announceAmount() {
  shop.change(
    `${SUBSISTENCE}/standards.yaml`,
    'from: 2026-01-01, unpublished: true, source: 全期办法, ask: county-office',
    'from: 2026-01-01, fen: 80000, source: 全期办法',
  )
}
function repealIncomeRule() {
  const file = `${SUBSISTENCE}/eligibility.yaml`
  const rule = read(file).slice(
    read(file).indexOf('      - id: income-below'),
    read(file).indexOf('      - id: assets'),
  )
  shop.change(file, rule, '')
  const exceptions = read(file).slice(read(file).indexOf('    exceptions:'), read(file).indexOf('    alternatives:'))
  shop.change(file, exceptions, '    exceptions: []\n')
  shop.change(
    `${SUBSISTENCE}/cases.yaml`,
    'disabilityGrade: none }, expect: unlikely',
    'disabilityGrade: none }, expect: likely',
  )
}

describe('publishing', () => {
  it('makes sound content live, can be compared with and taken back', async () => {
    expect(await shop.run('diff')).toMatchObject({ status: 1, err: expect.stringContaining('还没有发布过') })
    expect(await shop.run('publish', '--author', '张三')).toMatchObject({
      status: 0,
      out: expect.stringContaining('第 1 号'),
    })
    expect((await shop.run('diff')).out).toContain('和线上一样')
    announceAmount()
    expect((await shop.run('diff')).out).toContain('低保标准（元/人·月）示例市，2026-01-01 起：没有公布 → 800元')
    expect((await shop.run('publish')).status).toBe(0)
    expect(currentNumber(shop.dataDir)).toBe(2)
    expect(await shop.run('rollback')).toMatchObject({ status: 0, out: expect.stringContaining('第 1 号（张三') })
    expect(currentNumber(shop.dataDir)).toBe(1)
    expect(await shop.run('rollback')).toMatchObject({ status: 1, err: expect.stringContaining('没有更早的一份') })
    expect((await shop.run('rollback', '2')).status).toBe(0)
    expect(await shop.run('rollback', '9')).toMatchObject({ status: 1, err: expect.stringContaining('现有：1、2') })
    expect(currentNumber(shop.dataDir)).toBe(2)
  })

  it('is refused while a golden question fails, naming it with its line', async () => {
    shop.change(`${SUBSISTENCE}/policy.md`, '人均收入低于当地标准', '每个人的钱少于当地标准')
    const told = await shop.run('publish')
    expect(told.status).toBe(1)
    expect(told.err).toMatch(/subsistence-allowance\/golden\.yaml:7 金题“去年低保要什么条件”.*没有说“收入”/)
    expect(snapshotNumbers(shop.dataDir)).toEqual([])
  })

  it('is refused while the check errs', async () => {
    shop.change(`${SUBSISTENCE}/faq.md`, '【全期办法 第九条】', '')
    expect(await shop.run('publish')).toMatchObject({
      status: 1,
      err: expect.stringMatching(/faq\.md:9 这一段没有出处/),
    })
    expect(snapshotNumbers(shop.dataDir)).toEqual([])
  })
})

describe('what a change does', () => {
  it('is told answer by answer and verdict by verdict: a new amount and a repealed rule', async () => {
    expect((await shop.run('publish')).status).toBe(0)
    announceAmount()
    repealIncomeRule()
    const { status, out } = await shop.run('impact')
    expect(status).toBe(0)
    expect(out).toMatch(
      /golden\.yaml:\d+ 回答 “低保要什么条件”（2026-07-01）\n {2}原来：.*没有公布.*\n {2}现在：.*每人每月800元/,
    )
    expect(out).toMatch(
      /cases\.yaml:\d+ 判断 例子“正好等于”\n {2}原来：可能不符合（收入低于标准：不满足）\n {2}现在：可能符合/,
    )
    expect(out).not.toContain('去年低保要什么条件')
    expect(out).toContain('回答变了 1 处，判断变了 1 处')
    const diff = (await shop.run('diff')).out
    expect(diff).toMatch(/standards\.yaml:\d+ 金额 低保标准/)
    expect(diff).toMatch(/cases\.yaml:4 改动文件/)
    expect(diff).toMatch(
      /eligibility\.yaml:3 改动资格规则“low-income-2026”：删去条件“收入低于标准”；删去例外“重残的人可以单独申请”/,
    )
  })
})

describe('a rule repealed before its examples were rewritten', () => {
  it('is compared all the same, and cannot be published', async () => {
    expect((await shop.run('publish')).status).toBe(0)
    repealIncomeRule()
    shop.change(
      `${SUBSISTENCE}/cases.yaml`,
      'disabilityGrade: none }, expect: likely',
      'disabilityGrade: none }, expect: unlikely',
    )
    const { out, err } = await shop.run('impact')
    expect(out).toContain('判断变了 1 处')
    expect(err).toContain('还有 1 个例子对不上')
    expect(await shop.run('publish')).toMatchObject({
      status: 1,
      err: expect.stringMatching(/cases\.yaml:4 例子“正好等于”/),
    })
  })
})

describe('a skeleton', () => {
  it('of a programme passes the check at once and says what is to fill', async () => {
    const { status, out } = await shop.run('new', 'programme', 'elderly-services/elder-meals', '--title', '老年助餐')
    expect(status).toBe(0)
    expect(out).toMatch(/写好 knowledge\/elderly-services\/elder-meals\/policy\.md/)
    expect(out).toMatch(/elder-meals\/programme\.yaml:3 要填：/)
    expect(await shop.run('check')).toMatchObject({ status: 0, out: expect.stringContaining('事项 3 个') })
    expect((await shop.run('new', 'programme', 'elderly-services/elder-meals', '--title', '老年助餐')).err).toContain(
      '已经有了',
    )
  })

  it('of a question says what is to fill, and cannot go live before it is filled', async () => {
    const { out } = await shop.run('new', 'faq', 'old-age-allowance', '百岁老人有钱领吗')
    const line =
      read('elderly-services/old-age-allowance/faq.md').split('\n').indexOf('待填答案。【待填依据 第×条】') + 1
    expect(out).toContain(`old-age-allowance/faq.md:${line} 要填：`)
    expect(await shop.run('check')).toMatchObject({
      status: 1,
      err: expect.stringContaining(`faq.md:${line} 出处“待填依据”没有登记`),
    })
  })

  it('of an amount is unpublished, never a figure, and passes the check', async () => {
    const words = ['--label', '高龄津贴', '--unit', '元/人·月', '--source', '高龄通知', '--from', '2026-01-01']
    const { status, out } = await shop.run('new', 'standard', 'old-age-allowance', 'monthly', ...words)
    expect(status).toBe(0)
    const row = read('elderly-services/old-age-allowance/standards.yaml')
      .split('\n')
      .findIndex((each) => each.includes('unpublished: true'))
    expect(out).toContain(`old-age-allowance/standards.yaml:${row + 1} 要填：`)
    expect((await shop.run('gaps')).out).toContain(
      `standards.yaml:${row + 1} 高龄津贴：高龄津贴（元/人·月）示例市，2026-01-01 起 → 问：示例热线`,
    )
  })
})

describe('looking', () => {
  it('previews which passages were found, which paragraphs hold, what is answered and why', async () => {
    const { out } = await shop.run('preview', '低保要什么条件', '--on', '2025-11-24', '--region', '甲区')
    expect(out).toMatch(/1\. [\d.]+ subsistence-allowance\/policy#谁可以申请 {2}knowledge\/.*policy\.md:10/)
    expect(out).toMatch(/✗ .*policy\.md:12（2026-07-01～现行，全国）/)
    expect(out).toMatch(/✓ .*policy\.md:14（2014-05-01～2026-07-01，全国）/)
    expect(out).toMatch(/为什么：把握/)
    expect(out).toMatch(/回答 \[answer\]：\n人均收入低于当地标准的家庭可以申请，这是旧办法。/)
  })

  it('lists the gaps with whom to ask, what is due, and what comes by itself', async () => {
    expect((await shop.run('gaps')).out).toContain('低保标准（元/人·月）示例市，2026-01-01 起 → 问：县（区）民政局')
    shop.change(`${SUBSISTENCE}/standards.yaml`, 'from: 2022-01-01, fen: 75000', 'from: 2099-01-01, fen: 75000')
    expect((await shop.run('schedule')).out).toMatch(/2099-01-01 .*standards\.yaml:\d+ 金额 低保标准（甲区）：750元/)
    const due = (await shop.run('due')).out
    expect(due).toMatch(/old-age-allowance\/policy\.md:\d+ 高龄津贴：没写核对日期/)
    expect(due).not.toMatch(/subsistence-allowance\/policy\.md:\d+ 最低生活保障：/)
  })

  it('names what nobody was ever told, once there are conversations to judge by', async () => {
    expect((await shop.run('due')).out).toContain('还没有对话记录')
    const database = await openDatabase({ file: databaseFile(shop.dataDir) })
    const conversations = sqlConversationStore(database, fieldCipher(localDataKeys(shop.dataDir)))
    const library = await openLibrary(shop.working)
    if (!library.ok) throw new Error('the small base is sound')
    const { ask, close } = await openResident(() => library.library, { database, conversations })
    await ask('c1', '多大年纪能领高龄津贴')
    await close()
    const never = (await shop.run('due')).out.split('# 从来没有用上的：')[1]
    expect(never).toMatch(/^5 处/)
    expect(never).toContain('“低保要带什么材料”还没有回答过任何人')
    expect(never).not.toContain('多大年纪')
  })

  it('lists what was asked and not answered well, masked, with the nearest passage', async () => {
    expect((await shop.run('gaps', '--questions')).out).toContain('没答好的问题：0 问，0 类')
    const database = await openDatabase({ file: databaseFile(shop.dataDir) })
    const conversations = sqlConversationStore(database, fieldCipher(localDataKeys(shop.dataDir)))
    const library = await openLibrary(shop.working)
    if (!library.ok) throw new Error('the small base is sound')
    const { ask, close } = await openResident(() => library.library, { database, conversations })
    await ask('c1', '低保要带什么材料')
    await ask('c1', '没用')
    await ask('c2', '手机13812345678，明天股票涨不涨')
    await close()
    const { out } = await shop.run('gaps', '--questions')
    expect(out).toContain('没答好的问题：2 问，2 类')
    expect(out).toMatch(/1 次（说没用 1）低保｜最近的一段 subsistence-allowance\/.*\n {2}问：低保要带什么材料/)
    expect(out).toContain('138****5678')
    expect(out).not.toContain('13812345678')
  })

  it('tells which commands there are when it does not know one', async () => {
    expect(await shop.run('frobnicate')).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(/不认识的命令[\s\S]*publish/),
    })
  })
})
