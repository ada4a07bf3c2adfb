/**
 * Choices by label, by other words, by number or place (2, 第二个), and by what is left: “不要上午” of two. Yes and no are
 * choices of two with the many words people have for them.
 */
import type { Choice, Field } from '../dialog'
import { bare, halfWidth } from '../hear'
import type { NotAnswered, Parsed, ReadAnswer } from './answer-type'
import { ANSWER_WORDS } from './answer-words'
import { wholeNumber } from './chinese-number'

interface Mention {
  readonly key: string
  readonly word: string
  readonly at: number
  readonly denied: boolean
}

/** Words that mean a choice only where they open a short answer. */
const COMMON = /^(?:没有|都有|其他|别的|在家|自己|本人|银行|随便|都行)$/
const DENIED = /(?:[不没别](?:是|要|选|有|在|去|住|吃|领|评上?|办|享受|认定|想要?|想去|想住)?|并非|除了)\s*$/
const PLACE = /^(?:选|要|我选)?\s*(?:第\s*)?([一二三四五六七八九十\d]{1,2})\s*(?:个|项|种|号|条|\.|、)?$/

export const readChoice: ReadAnswer = (text, field) => {
  const said = bare(text)
  const exact = exactChoice(said, field.choices) ?? byPlace(said, field.choices)
  if (exact) return { ok: true, value: exact, exact: true }
  // 孙子女 is part of 孙子女或外孙子女 before 子女 is part of it.
  const part = partOfLabel(said, field)
  if (part) return part
  const mentions = mentionsIn(halfWidth(text), field.choices)
  const meant = [...new Set(mentions.filter((each) => !each.denied).map((each) => each.key))]
  if (meant.length > 1) return refuse('several', ANSWER_WORDS.choice.several)
  const [key] = meant
  if (key !== undefined && isAside(mentions, text)) return refuse('unrecognised', ANSWER_WORDS.choice.unrecognised)
  if (key !== undefined) return { ok: true, value: key, exact: false, rest: without(halfWidth(text), mentions) }
  return whatIsLeft(mentions, field) ?? refuse('unrecognised', ANSWER_WORDS.choice.unrecognised)
}

/** A word of a choice somewhere in a long sentence about something else. */
function isAside(mentions: readonly Mention[], text: string): boolean {
  const longest = Math.max(...mentions.map((each) => each.word.length))
  return text.length > 14 && longest * 3 < text.length
}

export const readYesNo: ReadAnswer = (text, field) => {
  const said = bare(text)
  const words = exactChoice(said, field.choices)
  if (words) return yesNo(words === 'yes', true)
  if (NO.test(said)) return yesNo(false, true)
  if (YES.test(said)) return yesNo(true, true)
  const opening = YES_THEN.exec(halfWidth(text))
  if (opening && !/^(?:没有|吗|的话)/.test(opening[1] ?? '')) return { ...yesNo(true, false), rest: opening[1] }
  const { yes, no } = yesNoLabels(field)
  if (turnsNo(halfWidth(text), field)) return refuse('unrecognised', ANSWER_WORDS.yesNo.unrecognised(yes, no))
  const named = whichNamed(halfWidth(text), field)
  if (named) return yesNo(named === 'yes', false)
  if (NO_SHORT.test(said) && !DOUBLE.test(said)) return yesNo(false, false)
  if (YES_SHORT.test(said) && !DOUBLE.test(said)) return { ...yesNo(true, false), rest: said.replace(/^(?:有|是)/, '') }
  return refuse('unrecognised', ANSWER_WORDS.yesNo.unrecognised(yes, no))
}

/** 还能凑合着过 holds a word for no, 房子快塌了 one for yes; a 不 around the word would turn it, and consent is said outright. */
function whichNamed(text: string, { choices, consent }: Field): string | undefined {
  if (consent || text.length > 14 || DOUBLE.test(text)) return undefined
  const mentions = mentionsIn(text, choices)
  const plain = mentions.filter(
    ({ word, at }) => !/[不没别未]/.test(text.slice(0, at)) && !/^[不没吗]/.test(text.slice(at + word.length)),
  )
  const [key, other] = new Set(plain.map((each) => each.key))
  return other === undefined && plain.length === mentions.length ? key : undefined
}

/** 不能维持 holds 能维持, a word for no, and says the opposite: never a no. */
function turnsNo(text: string, { choices }: Field): boolean {
  return mentionsIn(text, choices).some(({ key, word, at }) => {
    const isDenied = /^[不没别未]/.test(word)
    return key === 'no' && !isDenied && /[不没别未]$/.test(text.slice(0, at))
  })
}

export function yesNoLabels(field: Field): { yes: string; no: string } {
  return { yes: field.choices.yes?.label ?? '是', no: field.choices.no?.label ?? '否' }
}

const TAIL = '(?:的|了|啊|呀|哦|噢|呢|嘞|哎|哩|吧|哈|谢谢|[,，。!！\\s])*'
const NO = new RegExp(
  `^(?:没|没有|没有了|没了|无|不|不是|不对|否|没得|冇|莫得|木有|不用|不需要|不要|不会|不能|不愿意|不同意|不可以|不行|不来|不在|不存在|都没有|都没|都不是|都不|暂时没有|没别的|没别人|没有别人|没其他|没有其他|没人|没别的人|就这些|就这么多|就这个|就我|就我一个|就我一个人|就我自己|只有我|只有我一个|只有我一个人|我一个人|一个人|一个也没有|一个都没有|no|n|x|×)${TAIL}$`,
  'i',
)
const YES = new RegExp(
  `^(?:有|是|对|嗯|恩|好|行|可以|能|会|要|在|同意|愿意|没错|没问题|确实|当然|确认|中|成|还有|是有|(?:还)?有(?:一|两|二|三|几|好几|俩)?(?:个|位|口|笔|人)?|是这样|对对对?|是是是?|嗯嗯+|好好|yes|y|ok|okay|√)${TAIL}$`,
  'i',
)
/** 有，我老伴 · 还有一个，儿子 · 是的，… */
const YES_THEN = /^(?:嗯|对|是|是的|有|有的|还有|还有一个|有一个|有个|好|好的|行|可以)[,，、。;；:：\s]+(.+)$/s
const NO_SHORT =
  /^(?:不[^,，。;；？?]{1,6}|(?:没|没有|无|都没|都不|从没|从来没|暂时没|暂时不|现在没|目前没|我没|我不|他没|她没)[^,，。;；？?]{0,10})$/
const YES_SHORT =
  /^(?:有|还有|我有|他有|她有|家里有|确实有|同意|愿意|可以|能)(?!的|些|人|时候|时|不|谁|没)[^,，。;；？?]{0,7}$/
const DOUBLE =
  /有没有|是不是|能不能|会不会|不是没有|不是不|没有不|不知道|不清楚|不确定|不好说|不想说|不记得|不方便|有点|有些不/

function yesNo(value: boolean, exact: boolean) {
  return { ok: true, value, exact } as const
}

function exactChoice(said: string, choices: Readonly<Record<string, Choice>>): string | undefined {
  const plain = said.toLowerCase()
  return Object.entries(choices).find(([, choice]) =>
    wordsOf(choice).some((word) => bare(word).toLowerCase() === plain),
  )?.[0]
}

function byPlace(said: string, choices: Readonly<Record<string, Choice>>): string | undefined {
  const number = wholeNumber(PLACE.exec(said)?.[1] ?? '')
  return number && !number.range ? Object.keys(choices)[number.value - 1] : undefined
}

/** Every label or other word in the text, longest first, none inside another. */
function mentionsIn(text: string, choices: Readonly<Record<string, Choice>>): readonly Mention[] {
  const words = Object.entries(choices).flatMap(([key, choice]) => wordsOf(choice).map((word) => ({ key, word })))
  words.sort((a, b) => b.word.length - a.word.length)
  let left = text
  const found: Mention[] = []
  for (const { key, word } of words) {
    const at = left.indexOf(word)
    if (at < 0 || word.length < 2 || (COMMON.test(word) && (at > 0 || text.length > 10))) continue
    found.push({ key, word, at, denied: DENIED.test(text.slice(0, at)) })
    left = left.slice(0, at) + '\u0000'.repeat(word.length) + left.slice(at + word.length)
  }
  return found
}

function whatIsLeft(mentions: readonly Mention[], field: Field): Parsed | undefined {
  const denied = new Set(mentions.map((each) => each.key))
  const left = Object.keys(field.choices).filter((key) => !denied.has(key))
  const [key] = left
  return denied.size > 0 && left.length === 1 && key ? { ok: true, value: key, exact: false } : undefined
}

/** “社保” for 社保卡: part of exactly one label. 有房子 inside 没有房子 says the opposite and is no part of it. */
function partOfLabel(said: string, field: Field): Parsed | undefined {
  if (said.length < 2) return undefined
  const keys = Object.entries(field.choices)
    .filter(([, { label }]) => label.includes(said) && !/[没不无未非]有?$/.test(label.slice(0, label.indexOf(said))))
    .map(([key]) => key)
  const [key] = keys
  return keys.length === 1 && key ? { ok: true, value: key, exact: true } : undefined
}

const wordsOf = (choice: Choice) => [choice.label, ...choice.also]

function without(text: string, mentions: readonly Mention[]): string {
  let rest = text
  for (const { word } of mentions) rest = rest.replace(word, ' ')
  return rest.trim()
}

function refuse(problem: NotAnswered['problem'], say: string): NotAnswered {
  return { ok: false, problem, say }
}
