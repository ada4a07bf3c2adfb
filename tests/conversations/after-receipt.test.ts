/** What residents say of a case just filed, in their own words; and one answer of it put right. */
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { testCipher } from '../cases/sample'
import { residentId } from '../dialogs/support'
import { fileOldAge } from './file-old-age'
import { fileForm, type Said } from './fill-form'
import { startTalk, type Talk } from './talk'

const NOW = '2026-11-24T09:00:00+08:00'
const ELSEWHERE = { conversation: 'c2' }

let talk: Talk
beforeEach(async () => {
  talk = await startTalk(NOW)
})
afterEach(() => talk.close())

async function filed(): Promise<string> {
  const receipt = await fileOldAge(talk)
  return receipt.kind === 'receipt' ? receipt.caseNumber : ''
}

const answer = async (path: string) => (await talk.cases())[0]?.answers.find((each) => each.path === path)

/** What the backend is told after the case itself. */
async function toldLater(): Promise<readonly unknown[]> {
  const handOffs = sqlHandOffQueue(talk.database, testCipher)
  const claim = () => handOffs.claim({ now: new Date(NOW), until: new Date(NOW), atMost: 9 })
  const [first] = await claim()
  await handOffs.settle({ id: first?.id ?? '', attempts: 0 }, { kind: 'accepted', backendNumber: 'n' }, new Date(NOW))
  return (await claim()).map(({ event }) => event)
}

describe('of their own case', () => {
  it.each(['我交的那个咋样了', '批了吗', '办得怎么样了', '有结果了吗', '帮我催一下'])(
    '%s asks how it stands',
    async (said) => {
      const number = await filed()
      expect(await talk.say(said)).toMatchObject({ kind: 'status', text: expect.stringContaining(number) })
    },
  )

  it.each(['俺不想办了', '能撤回吗', '那个我不申请了', '算了不弄了'])('%s asks before it withdraws', async (said) => {
    const number = await filed()
    expect((await talk.say(said)).text).toContain('确认撤回')
    expect((await sqlCaseStore(talk.database, testCipher).find(number))?.state.withdrawnAt).toBeUndefined()
  })

  it('tells the number that was forgotten, and that papers may come later', async () => {
    const number = await filed()
    expect((await talk.say('编号忘了')).text).toContain(number)
    expect((await talk.say('材料过两天再送')).text).toMatch(/^可以/)
  })

  it.each(['好', '好了', '不用了', '不要了'])('%s asks nothing of it', async (said) => {
    await filed()
    expect((await talk.say(said)).kind).not.toBe('status')
  })
})

it('says where a lost number is, to who has no case here, and looks up nothing by name', async () => {
  const reply = await talk.say('编号忘了', ELSEWHERE)
  expect(reply.text).toContain('不能按姓名查')
})

it.each(['批了吗', '不想办了', '能撤回吗'])('%s means no case where none was filed', async (said) => {
  const reply = await talk.say(said, ELSEWHERE)
  expect(reply.text).not.toContain('办件编号')
})

describe('one answer put right', () => {
  it('the phone, asked for, told to the backend after the case', async () => {
    const number = await filed()
    expect((await talk.say('改一下电话')).text).toContain('13812345678')
    expect((await talk.say('13911112222')).text).toContain(`已把办件 ${number} 的`)
    expect(await answer('contactPhone')).toMatchObject({ state: { value: '13911112222' }, shown: '13911112222' })
    expect(await toldLater()).toMatchObject([{ type: 'case.corrected', path: 'contactPhone', value: '13911112222' }])
  })

  it('at once, when the new one is said', async () => {
    await filed()
    await talk.say('电话改成13911112222')
    expect(await answer('contactPhone')).toMatchObject({ state: { value: '13911112222' } })
  })

  it('is asked again where it is none, and left when thought better of', async () => {
    await filed()
    await talk.say('电话填错了')
    expect((await talk.say('139111')).text).toContain('11位')
    expect((await talk.say('不改了')).text).toContain('不改')
    expect(await answer('contactPhone')).toMatchObject({ state: { value: '13812345678' } })
  })

  it('never from another conversation, even with number and phone', async () => {
    const number = await filed()
    expect((await talk.say(`查进度 ${number} 5678`, ELSEWHERE)).text).toContain('已受理')
    await talk.say('改一下电话', ELSEWHERE)
    await talk.say('13911112222', ELSEWHERE)
    expect(await answer('contactPhone')).toMatchObject({ state: { value: '13812345678' } })
  })
})

describe('a wedding day', () => {
  const WEDDING: Said = {
    双方身份: '双方都是内地居民',
    双方的亲属关系: '没有亲戚关系',
    双方自愿: '是自愿的',
    双方亲自到场: '都能到场',
    男方婚姻状况: '未婚',
    女方婚姻状况: '未婚',
    男方姓名: '张强',
    男方身份证号: residentId('2004-12-15', 11, 'male'),
    女方姓名: '刘芳',
    女方身份证号: residentId('2004-06-01', 13, 'female'),
    '登记处所在县（区）': '埇桥区',
    时段: '上午',
    联系电话: '13812345678',
  }
  const wed = (day: string | readonly string[]) =>
    fileForm(talk, '我要预约结婚登记', { ...WEDDING, 希望办理的日期: day })

  it('on which he is not yet 22 cannot be sent in: told from which day, another one is asked', async () => {
    await wed(['12月14日', '12月15日'])
    expect(await answer('preferredDate')).toMatchObject({ state: { value: '2026-12-15' } })
    const told = (await talk.transcript()).map(({ text }) => text).join('\n')
    expect(told).toContain('男方还没满22周岁')
    expect(told).toContain('最早要到2026年12月15日')
  })

  it('wished where no times are published is moved, not only withdrawn', async () => {
    await wed('12月18日')
    expect((await talk.say('我想换个日子')).text).toContain('2026年12月18日')
    expect((await talk.say('12月21号')).text).toContain('由2026年12月18日改为2026年12月21日')
    expect((await talk.say('改到12月25日')).text).toContain('改为2026年12月25日')
    expect(await toldLater()).toMatchObject([{ type: 'case.corrected', path: 'preferredDate', value: '2026-12-21' }])
  })

  it('is not moved to one on which he is too young', async () => {
    await wed('12月18日')
    expect((await talk.say('改到12月10日')).text).toContain('最早要到2026年12月15日')
    expect(await answer('preferredDate')).toMatchObject({ state: { value: '2026-12-18' } })
  })

  it('is moved from elsewhere by number and phone', async () => {
    const receipt = await wed('12月18日')
    const number = receipt.kind === 'receipt' ? receipt.caseNumber : ''
    expect((await talk.say(`改到12月22日 ${number} 5678`, ELSEWHERE)).text).toContain('改为2026年12月22日')
  })

  it('on a public holiday is taken, and said to be one', async () => {
    await wed('元旦')
    expect((await talk.transcript()).map(({ text }) => text).join('\n')).toContain('法定节假日（元旦）')
  })
})
