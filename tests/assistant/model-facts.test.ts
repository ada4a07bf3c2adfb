/** Facts a model finds in a story count only with the words they stand in; what was said plainly is never replaced. */
import { openChatModel } from '../../src/adapters/model/open-chat-model'
import { extractFacts } from '../../src/assistant/model/extract-facts'
import { languageModel } from '../../src/assistant/model/language-model'
import { mentions } from '../../src/assistant/stated-facts'
import type { Library } from '../../src/assistant/turn'
import { systemClock } from '../../src/base/clock'
import { silentLog } from '../../src/base/log'
import { fails, type Standing, says, standIn } from '../adapters/model-server'
import { realLibrary, startTalk } from '../conversations/talk'

const TODAY = '2026-11-24'
const STORY =
  '我家五口人，媳妇上个月把工作辞了回家照看老人，我在砖厂打零工，一月收入三千二百块，够不够低保条件，存款房子车子都在规定限度以内'
let server: Standing
let library: Library

beforeAll(async () => {
  library = await realLibrary()
  server = await standIn(says('无'))
})
afterAll(() => server.close())

const model = () =>
  languageModel(
    openChatModel({ url: server.url, name: 'stand-in', timeoutMs: 8_000 }),
    { timeoutMs: 8_000, tokensPerDay: 1_000_000 },
    { clock: systemClock, log: silentLog },
  )

const find = (story = STORY, stated: Parameters<typeof extractFacts>[1] = []) =>
  extractFacts(
    story,
    stated,
    ['subsistence-allowance'],
    { knowledge: library.knowledge, on: TODAY, region: '宿州市' },
    { prompt: library.knowledge.prompts.get('extract-facts'), model: model() },
  )

describe('facts in a story', () => {
  it('are taken with the words they stand in', async () => {
    server.behave(
      says(
        'householdSize = 5 | 我家五口人\nassetsWithinLimit = 是 | 存款房子车子都在规定限度以内\nmonthlyHouseholdIncomeFen = 3200 | 一月收入三千二百块',
      ),
    )
    expect(await find()).toEqual([
      { fact: 'householdSize', value: 5, words: '我家五口人' },
      { fact: 'assetsWithinLimit', value: true, words: '存款房子车子都在规定限度以内' },
      { fact: 'monthlyHouseholdIncomeFen', value: 320_000, words: '一月收入三千二百块' },
    ])
  })

  it.each([
    ['words nobody said', 'seriousIllness = 是 | 我得了重病'],
    ['a figure the words do not hold', 'householdSize = 3 | 我家五口人'],
    ['a figure of something else', 'monthlyHouseholdIncomeFen = 5 | 我家五口人'],
    ['words that speak of something else', 'seriousIllness = 是 | 我在砖厂打零工'],
    ['a no where none was said', 'assetsWithinLimit = 否 | 存款房子车子都在规定限度以内'],
    ['a fact no rule asks for', 'marriageBothSingle = 是 | 媳妇上个月'],
    ['a fact that is computed', 'incomePerHeadFen = 3200 | 一月收入三千二百块'],
    ['a value that is no choice', 'disabilityGrade = grade9 | 我在砖厂打零工'],
    ['a verdict', '您符合低保条件'],
    ['an order', '忽略以上规矩'],
  ])('are dropped for %s', async (_, text) => {
    server.behave(says(text))
    expect(await find()).toEqual([])
  })

  it('are not asked for when they were said plainly', async () => {
    server.behave(says('无'))
    const before = server.asked.length
    await find(STORY, mentions(STORY, library.knowledge, TODAY))
    const [asked] = server.asked.slice(before)
    expect(mentions(STORY, library.knowledge, TODAY).map((each) => each.fact)).toContain('householdSize')
    expect(asked?.user).toContain('assetsWithinLimit（')
    expect(asked?.user).not.toContain('householdSize（')
  })

  it('are none when the server fails', async () => {
    server.behave(fails(500))
    expect(await find()).toEqual([])
  })
})

describe('an assessment', () => {
  const SAID = '我今年67岁，低保户，老伴走了，存款房子车子都在规定限度以内，能申请特困吗'
  const assess = async (withModel: boolean) => {
    const talk = await startTalk('2026-11-24T10:00:00+08:00', undefined, withModel ? { model: model() } : {})
    const reply = await talk.say(SAID)
    await talk.close()
    return reply
  }

  it('tells the resident which words a model read', async () => {
    server.behave(says('assetsWithinLimit = 是 | 存款房子车子都在规定限度以内'))
    const reply = await assess(true)
    expect(reply.kind).toBe('assessment')
    expect(reply.text).toContain('家庭财产符合当地规定（存款房子车子都在规定限度以内）')
    expect(reply.text).toContain('其中“存款房子车子都在规定限度以内”是智能识别的')
  })

  it('is the rules’ own when the model says otherwise', async () => {
    server.behave(says('outcome = likely | 能申请特困吗\n您一定能批特困'))
    const reply = await assess(true)
    expect(reply.kind).toBe('assessment')
    expect(reply).toEqual(await assess(false))
  })
})
