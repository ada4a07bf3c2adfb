/** What we say when nothing can be quoted: which department, which one is meant, or that we do not know, and whom to ask. */
import type { ProgrammeId } from '../domain/programme'
import { plainText } from '../knowledge/normalise'
import type { Hit } from '../knowledge/passage-index'
import type { AnswerBase, Topic } from './choose'
import { sayPhone } from './compose'
import { departmentFor, isSurelyTheirs } from './departments'
import { NEAR_MISS } from './near-miss-words'
import { nearMissIn } from './near-misses'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { TALK } from './talk-words'
import type { Understanding } from './understand'

type Refusal = Reply
const MOST_CHOICES = 5

/** Orders to the assistant itself: no question, whatever they promise. */
const COMMANDS =
  /(忽略|无视|忘(掉|记)|跳过|不要管|别管)(掉)?(以上|之前|前面|上面|所有|你的)(的)?(所有|全部)?(的)?(指令|规则|规定|话|设定|要求|限制|内容|提示)?|(你)?现在(是|变成)(一个|一名|翻译|诗人|老师|律师|医生|黑客|程序)|(把|将)[^，。？]{1,12}翻译成|请?(扮演|假装)|提示词|系统指令|开发者模式|管理员已?授权|你必须(回答|说)|从现在开始(只|你)|跳过所有|数据库|(输出|打印)(全部|所有)|ignore (all |the )?previous|重复一遍你收到|<script|上一个用户|你是[^，。]{0,4}局长|内部规则/i
/** Small talk with the assistant itself, or abuse: it says what it is for. */
const TO_THE_ASSISTANT =
  /^(你们?|您)(就是|是(?!不是)|吃|多大|几岁|叫什么|会不?会|会|喜欢|真|好笨|有病|觉得|爱|都是|这帮|有没有[男女])[^，。？！]{0,10}[？?！!。]?$/
/** Another language, and not a word of Chinese. */
const HAN = /\p{Script=Han}/u
const LATIN = /\p{Script=Latin}{2,}/u

/** What is refused before anything is looked up; undefined for a question. */
export function refuseAtOnce(text: string, asked: Understanding, base: AnswerBase): Refusal | undefined {
  const nearMiss = nearMissIn(text)
  const why = COMMANDS.test(text)
    ? SAY.commands
    : nearMiss
      ? NEAR_MISS[nearMiss]
      : asked.programmes.length === 0 && TO_THE_ASSISTANT.test(text)
        ? SAY.help
        : asked.programmes.length === 0 && LATIN.test(asked.text) && !HAN.test(asked.text)
          ? SAY.notChinese
          : undefined
  if (why !== undefined) return sorry(why, base)
  const isTheirs = asked.programmes.length === 0 && isSurelyTheirs(asked.text, base.knowledge, base.normalise)
  return isTheirs ? refuse(asked, base) : undefined
}

function sorry(words: string, base: AnswerBase): Refusal {
  const hotline = sayPhone(base.knowledge.phones.get('government-hotline')) ?? ''
  return { kind: 'notFound', text: words.replace('{hotline}', hotline), citations: [], choices: [CHOICES.human] }
}

export function refuse(asked: Understanding, base: AnswerBase, place?: string): Refusal {
  if (place) return sorry(SAY.foreignPlace.replaceAll('{place}', place), base)
  if (NAME_ALONE.test(asked.text)) return sorry(TALK.nameOnly, base)
  const department = departmentFor(asked.text, base.knowledge, base.normalise)
  if (!department) return sorry(`${SAY.notFound}\n${SAY.notFoundHelp}{hotline}。`, base)
  const phone = department.phone ? sayPhone(base.knowledge.phones.get(department.phone)) : undefined
  return {
    kind: 'otherDepartment',
    text: `这件事归${department.name}管，不归民政局。${department.note}${phone ? `\n可以打${phone}。` : ''}`,
    citations: [],
    choices: [CHOICES.human],
  }
}

/** 王秀英, 我叫张建国: nobody asked for a name. */
const NAME_ALONE =
  /^(我叫|我是|我姓|姓名|名字)?(是|[:：])?(欧阳|上官|司马|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤])[\u4e00-\u9fa5]{1,2}[。.]?$/

/** The programme is clear, what is asked about it is not: offer what we can say. */
export function sayWhichFacet(programme: ProgrammeId, asked: Understanding, base: AnswerBase): Refusal {
  const named = base.knowledge.programmes.get(programme)
  if (!named) return refuse(asked, base)
  const offers =
    named.offers.length > 0 ? named.offers : Object.values(CHOICES.facets).map((each) => named.short + each)
  return {
    kind: 'clarify',
    text: SAY.whichFacet.replace('{programme}', named.short),
    citations: [],
    choices: [...offers.slice(0, MOST_CHOICES - 1), CHOICES.human],
    programme,
  }
}

/** 补贴, 证明: a word declared to mean several programmes, said alone, is asked back with its own question. */
export function sayWhichMeant(
  text: string,
  asked: Understanding,
  { knowledge, normalise }: AnswerBase,
  topic?: Topic,
): Refusal | undefined {
  const said = plainText(text).replace(/[\s，。？！?.!啊吧]/g, '')
  const wordings = [said, said.replace(WISHED, ''), ...(asked.programmes.length === 0 ? [asked.text] : [])]
  const isSaid = (word: string) => wordings.includes(plainText(word)) || wordings.includes(normalise(word))
  const declared = knowledge.vocabulary.ambiguous.find(({ words }) => words.some(isSaid))
  if (!declared || (ASKING.test(said) && declared.choices.some((each) => each.programme === topic?.programme)))
    return undefined
  const choices = [...declared.choices.map((each) => each.say), CHOICES.human]
  return { kind: 'clarify', text: declared.question, citations: [], choices }
}

/** 要预约吗, asked after a word on marriage, is asked of that. */
const ASKING = /[吗呢怎没不哪]/
/** 我要离婚证 is asked back as 离婚证 is. */
const WISHED = /^(我|俺)(们|家)?(想要?|要)(办|申请|领|开)?/

/** 补贴, 结婚: the programmes in whose names a word or two is found. */
export function programmesSharing(asked: Understanding, base: AnswerBase): readonly ProgrammeId[] {
  const text = shortText(asked, base)
  if (text === undefined) return []
  const programmes = [...base.knowledge.programmes.values()]
  const meant = programmes.filter((each) => each.verbs.some((verb) => base.normalise(verb) === text))
  if (meant.length === 1) return meant.map((each) => each.id)
  return programmes
    .filter((each) => [each.title, each.short, ...each.aliases].some((name) => base.normalise(name).includes(text)))
    .map((each) => each.id)
}

/** Which of several programmes is meant by 补贴. Undefined for words that no programme shares. */
export function sayWhichProgramme(asked: Understanding, base: AnswerBase): Refusal | undefined {
  const named = programmesSharing(asked, base).flatMap((id) => base.knowledge.programmes.get(id)?.short ?? [])
  if (named.length === 0) return undefined
  const choices = [...named.slice(0, MOST_CHOICES), CHOICES.human]
  return { kind: 'clarify', text: SAY.whichProgramme, citations: [], choices }
}

/** 要带什么, said before any programme was: which one is meant comes first. */
export function sayWhichTopic(asked: Understanding, base: AnswerBase): Refusal | undefined {
  if (asked.programmes.length > 0 || !asksAFacetOnly(asked, base)) return undefined
  const choices = [...topicsFor(asked, base), CHOICES.human]
  return { kind: 'clarify', text: SAY.whichProgramme, citations: [], choices }
}

/** 要带什么, 灵璧一个人一个月多少: what is asked is clear, of which programme is not. */
function asksAFacetOnly(asked: Understanding, { knowledge, normalise }: AnswerBase): boolean {
  if (asked.facets.length === 0 || departmentFor(asked.text, knowledge, normalise)) return false
  const places = knowledge.regions.all().flatMap((each) => [each.name, ...each.aliases])
  const words = [...places, ...[...knowledge.vocabulary.facets].flatMap(([facet, words]) => [facet, ...words])]
  return withoutWords(asked.text, words.map(normalise)).replace(AROUND_FACET, '') === ''
}

const AROUND_FACET =
  /[\s，。？！?.!的呢啊吧吗呀]|我们?|俺们?|这边|那边|这里|这个|那个|一个人|每个?人|一?个月|区|县|是|要|都|给|发|能|领|去|现在|今年|大概|一般/g

const withoutWords = (text: string, words: readonly string[]) =>
  [...words].sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)

/** 低保一个月多少钱 and so on, where the wording is a question that we know; else the usual topics. */
function topicsFor({ facets }: Understanding, { knowledge }: AnswerBase): readonly string[] {
  const label = Object.entries(CHOICES.facets).find(([facet]) => facet === facets[0])?.[1]
  const named = ASKED_OFTEN.flatMap((id) => knowledge.programmes.get(id)?.short ?? [])
  return label ? named.map((each) => each + label) : CHOICES.topics
}

const ASKED_OFTEN: readonly ProgrammeId[] = [
  'subsistence-allowance',
  'old-age-allowance',
  'temporary-assistance',
  'marriage-registration',
  'divorce-registration',
]

function shortText(asked: Understanding, base: AnswerBase): string | undefined {
  const text = asked.text.replace(/[\s，。？！?.!呢啊吧]/g, '')
  const isShort = text.length >= 2 && text.length <= SHORT
  return isShort && !departmentFor(asked.text, base.knowledge, base.normalise) ? text : undefined
}

const SHORT = 6

/** Several passages may be meant: their questions are the choices. */
export function sayWhichOne(hits: readonly Hit[], asked: Understanding, base: AnswerBase): Refusal {
  if (departmentFor(asked.text, base.knowledge, base.normalise)) return refuse(asked, base)
  const choices = hits.map(({ passage }) =>
    passage.kind === 'faq'
      ? passage.title
      : `${base.knowledge.programmes.get(passage.programme)?.short ?? ''}${passage.title}`,
  )
  return {
    kind: 'clarify',
    text: SAY.whichOne,
    citations: [],
    choices: [...new Set(choices)].slice(0, 3).concat(CHOICES.human),
  }
}
