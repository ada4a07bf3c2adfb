/**
 * What has become of a child's father and mother, said in passing: 爸坐牢三年了, 妈跑了, 儿子儿媳都没了. Being away counts only
 * from half a year: how long must have been said, or it is asked.
 */
import type { Mention } from './stated'

const OF_A_CHILD =
  /孩子|小孩|娃|孙|侄|外甥|孤儿|事实无人|未成年|我(?:今年)?(?:\d|1[0-7]|[一二三四五六七八九]|十[一二三四五六七]?)岁/
const DEAD = '去世|没了|死了|不在了|走了(?!.{0,3}没)|病逝|过世|亡故|意外死'
const SITUATIONS: readonly (readonly [string, string])[] = [
  [DEAD, 'dead'],
  ['坐牢|服刑|判刑|判了|关在监狱|蹲监狱|进监狱', 'imprisoned'],
  ['强制戒毒|强戒|戒毒', 'compulsoryDetox'],
  ['失联|联系不上|没音信|找不到人|下落不明|离家出走|跑了|走了没回', 'lostContact'],
  ['改嫁|不管|不养|再婚', 'notCaring'],
  ['一级残疾|二级残疾|重残|重度残疾', 'severeDisability'],
  ['重病|癌|尿毒症|白血病', 'seriousIllness'],
]
const AWAY = ['imprisoned', 'compulsoryDetox', 'lostContact']
const LONG =
  /半年|(?:\d+|[一二两三四五六七八九十好几多])年|\d{4}年|去年|前年|从小|一直|[6-9]个(?:多)?月|1[0-9]个月|[六七八九十]个(?:多)?月|出生/
const SHORT = /刚|上个?月|这个?月|前几天|几天|上周|半个月|[1-5]个(?:多)?月|[一二两三四五]个(?:多)?月|几个月/

const PARENTS = [
  ['fatherSituation', '(?:孩子|他|她|娃)?(?:爸爸?|爹|父亲)|儿子(?=.{0,10}儿媳)|我儿子'],
  ['motherSituation', '(?:孩子|他|她|娃)?(?:妈妈?|娘|母亲)|儿媳妇?'],
] as const
const BOTH = new RegExp(
  `(?:父母|爹妈|爸妈|双亲|儿子(?:和|跟|、)?儿媳妇?|儿子(?:和|跟|、)媳妇)(?:都|双双|全)?[^，。]{0,4}(?:${DEAD}|双亡)|父母双亡`,
)

export function parentFacts(text: string): Mention[] {
  const both = BOTH.exec(text)?.[0]
  if (both !== undefined) return [...PARENTS.map(([fact]) => ({ fact, value: 'dead', words: both })), known(both)]
  if (!OF_A_CHILD.test(text)) return []
  const said = PARENTS.flatMap(([fact, who]) => {
    const found = SITUATIONS.flatMap(([said, value]) => {
      const match = new RegExp(`(?:${who})(?:[^，。；爸妈爹娘父母媳]{0,8})(?:${said})`).exec(text)
      return match ? [{ value, words: match[0], after: text.slice(match.index + match[0].length) }] : []
    }).sort((a, b) => a.words.length - b.words.length)
    return found.slice(0, 1).map((each) => situation(fact, each))
  })
  const [first] = said
  return first ? [...said, known(first.words)] : []
}

/** Whose father or mother is spoken of has parents that are known. */
const known = (words: string): Mention => ({ fact: 'parentsNotFound', value: false, words })

function situation(fact: string, said: { value: string; words: string; after: string }): Mention {
  const { value, words } = said
  if (!AWAY.includes(value)) return { fact, value, words }
  const around = words + (/^[^。；]{0,10}/.exec(said.after)?.[0] ?? '')
  if (LONG.test(around)) return { fact, value, words }
  return SHORT.test(around) ? { fact, value: 'shortTerm', words } : { fact, words }
}
