/**
 * A message that changes only where, when or for whom (换成泗县, 按去年的, 我妈呢): the last question is asked again so.
 * Anything more in it makes it a question of its own.
 */
import type { LegalDay } from '../domain/legal-day'
import { plainText } from '../knowledge/normalise'
import type { AnswerBase, Topic } from './choose'

export interface Again {
  readonly text: string
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

const DAY = /今天|今年|现在|目前|如今|去年|前年|明年|\d{4}年(\d{1,2}月(\d{1,2}[日号])?)?/
const BEGINS =
  /^(那么?|要是|如果|还是|请)*(我们?|他|她|您|你)?(换成|换到|改成|改为|改到|按照?|是|在|户口在|说的是|问的是)*/
const ENDS = /(那边|这边|那里|人|的|时候|规定|政策|标准|办法|来|答|算|看|呢|吧|呀|啊|一下)*$/
const PERSON =
  /^(那么?)?(我|俺|咱)?(爸爸?|妈妈?|父亲|母亲|爹|娘|老爹|老娘|爷爷?|奶奶?|姥姥|姥爷|外公|外婆|老伴|配偶|老公|老婆|丈夫|妻子|媳妇|儿子|女儿|闺女|弟弟?|哥哥?|姐姐?|妹妹?|叔叔?|公公|婆婆|岳父|岳母|邻居|自己)呢$/

export function askAgain({ text, today, topic, on, region }: Asked, base: AnswerBase): Again | undefined {
  const last = topic?.asked
  if (last === undefined) return undefined
  const said = plainText(text).replace(/[\s，,。！!？?~]/g, '')
  if (PERSON.test(said)) return { text: last, on, region, forOther: true }
  const understood = base.understand(said, today)
  const day = DAY.exec(said)?.[0]
  const words = [day, understood.town, ...namesOf(understood.region, base)].filter((each) => each !== undefined)
  const rest = words.reduce((left, word) => left.replace(word, ''), said)
  if (rest === said || rest.replace(ENDS, '').replace(BEGINS, '') !== '') return undefined
  if (day !== undefined && understood.on === undefined) return undefined
  return { text: last, on: understood.on ?? on, region: understood.region ?? region }
}

/** Longest first, so that 灵璧县 leaves no 县 behind. */
function namesOf(region: string | undefined, { knowledge }: AnswerBase): readonly string[] {
  const found = region === undefined ? undefined : knowledge.regions.find(region)
  return found ? [found.name, ...found.aliases].sort((a, b) => b.length - a.length) : []
}
