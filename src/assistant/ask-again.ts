/**
 * A message that changes only where, when or for whom (换成泗县, 不是灵璧是泗县, 按去年的, 我妈呢): the last question is
 * asked again so. Anything more in it makes it a question of its own.
 */
import type { LegalDay } from '../domain/legal-day'
import { plainText } from '../knowledge/normalise'
import type { AnswerBase, Topic } from './choose'
import { foreignPlaceIn, isOverseas } from './foreign-place'

export interface Again {
  readonly text: string
  /** Its day and place count, whatever the repeated words say. */
  readonly again: true
  readonly on?: LegalDay | undefined
  readonly region?: string | undefined
  /** It was only asked for another person: the rules are the same. */
  readonly forOther?: boolean
}

interface Asked {
  readonly text: string
  readonly today: LegalDay
  readonly on?: LegalDay | undefined
  readonly region?: string | undefined
  readonly topic?: Topic | undefined
}

const DAY = /今天|今年|现在|目前|如今|去年|前年|明年|后年|\d{4}年(\d{1,2}月(\d{1,2}[日号])?)?/
const BEGINS =
  /^(那么?|要是|如果|还是|请)*(我们?|他|她|您|你)?(换成|换到|改成|改为|改到|按照?|是|在|户口在|说的是|问的是)*/
const ENDS = /(那边|这边|那里|人|的|时候|规定|政策|标准|办法|来|答|算|看|呢|吧|呀|啊|一下)*$/
/** 不是灵璧是泗县: what is taken back is no wish. */
const TAKEN_BACK = /^(我?(说|问)的)?(不是|不在|不按).{1,8}?(?=是|在|按)/
/** 那我们区呢, 我们这边呢: a place that only they know. */
const OURS =
  /^(那么?|要是|换成)?(我们?|咱们?|俺们?|我家)(这|那)?(个)?(区|县|县里|镇|乡|村|街道|边|里|儿|当地|老家)?的?(呢|多少|怎么样|咋样|一样吗)$/
const PERSON =
  /^(?:那么?)?(?:换成|要是|如果是?|给)?(我|俺|咱)?(爸爸?|妈妈?|父亲|母亲|爹|娘|老爹|老娘|爷爷?|奶奶?|姥姥|姥爷|外公|外婆|老伴|配偶|老公|老婆|丈夫|妻子|媳妇|对象|男朋友|女朋友|儿子|女儿|闺女|孙子|孙女|孩子|弟弟?|哥哥?|姐姐?|妹妹?|叔叔?|公公|婆婆|岳父|岳母|邻居|自己)(的话)?(呢)?$/
/** 我爸 said alone tells who, 换成我爸 and 我爸呢 ask again. */
const ASKS_FOR = /呢$|^(那么?)?(换成|要是|如果)/

export function askAgain({ text, today, topic, on, region }: Asked, base: AnswerBase): Again | undefined {
  const last = topic?.asked
  if (last === undefined) return undefined
  const said = bare(text)
  const kept = { text: last, again: true, on, region } as const
  if (PERSON.test(said) && ASKS_FOR.test(said)) return { ...kept, forOther: true }
  if (region !== undefined && OURS.test(said)) return kept
  const understood = base.understand(said, today)
  const day = DAY.exec(said)?.[0]
  const words = [day, understood.town, ...namesOf(understood.region, base)].filter((each) => each !== undefined)
  const rest = words.reduce((left, word) => left.replace(word, ''), said)
  if (rest === said || rest.replace(ENDS, '').replace(BEGINS, '') !== '') return undefined
  if (day !== undefined && understood.on === undefined) return undefined
  return { ...kept, on: understood.on ?? on, region: understood.region ?? region }
}

const bare = (text: string) =>
  plainText(text)
    .replace(/[\s，,。！!？?~]/g, '')
    .replace(TAKEN_BACK, '')

/** 那我们区呢, before any county was told: nothing but asking can tell which. */
export function asksOfUnknownPlace({ text, topic, region }: Asked): boolean {
  return topic?.asked !== undefined && region === undefined && OURS.test(bare(text))
}

/** 那上海呢: the last question, for a place we do not answer for. */
export function otherPlaceAlone({ text, topic }: Asked, { knowledge }: AnswerBase): string | undefined {
  if (topic?.asked === undefined) return undefined
  const said = bare(text)
  const place = foreignPlaceIn(said, knowledge)
  const rest =
    place &&
    said
      .replace(place, '')
      .replace(/^[市省]/, '')
      .replace(ENDS, '')
      .replace(BEGINS, '')
  return place && rest === '' && !isOverseas(place) ? place : undefined
}

/** Longest first, so that 灵璧县 leaves no 县 behind. */
function namesOf(region: string | undefined, { knowledge }: AnswerBase): readonly string[] {
  const found = region === undefined ? undefined : knowledge.regions.find(region)
  return found ? [found.name, ...found.aliases].sort((a, b) => b.length - a.length) : []
}
