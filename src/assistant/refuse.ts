/** What we say when nothing can be quoted: which department, which one is meant, or that we do not know, and whom to ask. */
import type { ProgrammeId } from '../domain/programme'
import { plainText } from '../knowledge/normalise'
import type { Hit } from '../knowledge/passage-index'
import type { AnswerBase } from './choose'
import { sayPhone } from './compose'
import { departmentFor } from './departments'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import type { Understanding } from './understand'

type Refusal = Reply
const MOST_CHOICES = 5

/** A person's name, number or case: nothing we know or may tell. */
const ASKS_A_PERSON =
  /(局长|科长|书记|处长|所长|站长|经办人?|工作人员|领导|审批的?人|小[王李张刘陈赵]|[王李张刘陈赵](科长|主任))[^，。？]{0,8}(电话|手机|号码|微信|叫什么|名字|姓名|是谁|叫啥|哪一位)|(电话|手机|微信)[^，。？]{0,4}(局长|科长)|谁(审批|批)的?[^？]{0,10}(叫|是谁|名字)|(市长|县长|镇长|乡长|总统|主席|总理|总书记)(是谁|叫什么|叫啥)/
const ASKS_OF_OTHERS =
  /(张三|李四|老[王李张刘陈]|邻居|隔壁|别人家?|他家|她家|人家|亲戚家?|同事)[^，。？]{0,6}(有没有吃|吃没吃|是不是|领了?多少|一个月领|能领多少|批了没|批没批|办了没)|查(一下|下)?(我|他|她|我儿子|我女儿|别人)[^，。？]{0,8}(账户|余额|到账|卡里)/
/** Orders to the assistant itself: no question, whatever they promise. */
const COMMANDS =
  /忽略(以上|之前|前面)|忘(掉|记)(之前|以上)|(你)?现在是一个|请?(扮演|假装)|系统提示词|(你的)提示词|开发者模式|管理员已?授权|你必须(回答|说)|从现在开始(只|你)|跳过所有|数据库|(输出|打印)(全部|所有)|ignore (all |the )?previous|重复一遍你收到|<script|上一个用户|你是[^，。]{0,4}局长|内部规则/i
/** Small talk with the assistant itself, or abuse: it says what it is for. */
const TO_THE_ASSISTANT =
  /^(你们?|您)(就是|是(?!不是)|吃|多大|几岁|叫什么|会不?会|会|喜欢|真|好笨|有病|觉得|爱|都是|这帮|有没有[男女])[^，。？！]{0,10}[？?！!。]?$/
/** Another language, and not a word of Chinese. */
const HAN = /\p{Script=Han}/u
const LATIN = /\p{Script=Latin}{2,}/u

/** What is refused before anything is looked up; undefined for a question. */
export function refuseAtOnce(text: string, asked: Understanding, base: AnswerBase): Refusal | undefined {
  const why = COMMANDS.test(text)
    ? SAY.commands
    : ASKS_A_PERSON.test(text)
      ? SAY.aPerson
      : ASKS_OF_OTHERS.test(text)
        ? SAY.ofOthers
        : asked.programmes.length === 0 && TO_THE_ASSISTANT.test(text)
          ? SAY.help
          : asked.programmes.length === 0 && LATIN.test(asked.text) && !HAN.test(asked.text)
            ? SAY.notChinese
            : undefined
  return why === undefined ? undefined : sorry(why, base)
}

function sorry(words: string, base: AnswerBase): Refusal {
  const hotline = sayPhone(base.knowledge.phones.get('government-hotline')) ?? ''
  return { kind: 'notFound', text: words.replace('{hotline}', hotline), citations: [], choices: [CHOICES.human] }
}

export function refuse(asked: Understanding, base: AnswerBase, place?: string): Refusal {
  if (place) return sorry(SAY.foreignPlace.replaceAll('{place}', place), base)
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
export function sayWhichMeant(text: string, { knowledge }: AnswerBase): Refusal | undefined {
  const said = plainText(text).replace(/[\s，。？！?.!啊吧]/g, '')
  const wished = said.replace(WISHED, '')
  const declared = knowledge.vocabulary.ambiguous.find(({ words }) => words.includes(said) || words.includes(wished))
  if (!declared) return undefined
  const choices = [...declared.choices.map((each) => each.say), CHOICES.human]
  return { kind: 'clarify', text: declared.question, citations: [], choices }
}

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

/** Which of several programmes is meant by 补贴, or by 材料 alone. Undefined for words that no programme shares. */
export function sayWhichProgramme(asked: Understanding, base: AnswerBase): Refusal | undefined {
  const clarify = (choices: readonly string[]): Refusal => ({
    kind: 'clarify',
    text: SAY.whichProgramme,
    citations: [],
    choices: [...choices.slice(0, MOST_CHOICES), CHOICES.human],
  })
  const named = programmesSharing(asked, base).flatMap((id) => base.knowledge.programmes.get(id)?.short ?? [])
  if (named.length > 0) return clarify(named)
  const text = shortText(asked, base)
  const isFacet = [...base.knowledge.vocabulary.facets].some(
    ([facet, words]) => text !== undefined && (facet === text || words.includes(text)),
  )
  return isFacet ? clarify(CHOICES.topics) : undefined
}

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
