/**
 * 再说一遍, 没听懂, 谁说的, 你确定吗, 还有别的吗, 那我不符合咋办: a word about the answer just given, not a question of
 * its own. It is answered from that answer; nothing is looked up, and what is quoted stays quoted.
 */
import { sayDay } from '../domain/legal-day'
import { type Frame, sayPhone, sectionOf } from './compose'
import type { Entry } from './conversation'
import { quotation } from './quotation'
import { sayWhichFacet } from './refuse'
import { CHOICES } from './replies'
import type { Reply } from './reply'
import { frameOf } from './steps'
import { TALK } from './talk-words'
import type { Done, Turn } from './turn'

export type About = 'again' | 'simpler' | 'source' | 'why' | 'still' | 'sure' | 'more' | 'notMine'

const END = '[了啊呀哈哦呢吧的吗么～~。！!？?，,\\s]*$'
const KINDS: readonly (readonly [About, RegExp])[] = [
  [
    'again',
    /^(请|麻烦|那)?(你|您)?(把?(刚才|刚刚|上面)(说)?的?话?)?(再|重新)(说|讲|发|念)一?(遍|下|次|回)|^没(听|看)清/,
  ],
  [
    'simpler',
    /^(我|俺)?(还是|都|也|真|有点)*(没(听|看)?(大|太)?(懂|明白)|(听|看|搞|弄)不(太|大)?(懂|明白|清楚)|不(太|大)?(懂|明白))|^(你|您|能不能|能|请|麻烦|再)*说?(得|的)?(简单|明白|清楚|通俗|短|直接)一?(点|些)|^(太(长|多|复杂|绕)了?|说人话|(这|那)?(是)?(啥|什么|几个)意思)/,
  ],
  [
    'source',
    /^(这|那|都)*(是)?(谁|哪个|哪里|哪儿)(说|规定|定|讲)的|^(你|您)?(是)?(听谁说|从哪里?知道|咋知道|怎么知道)|^(这|有没有|有|是|根据|按|依据)*(什么|啥|哪个|哪条|哪份|哪一条)?的?(依据|文件|出处|来源|法律|条款|法条)(是|在)?(什么|啥|哪|哪里|哪儿|没有|没)?/,
  ],
  ['why', /^(这|那|又)*(是)?(为啥|为什么|为何|凭啥|凭什么|怎么会这样|咋会这样)(这样|会这样|这么规定|这样规定|要这样)?/],
  [
    'still',
    /^(这|那|它)?(个|些|条)?(规定|政策|标准|说法|文件|办法)?(是)?(哪年|哪一年|几几年|什么时候|啥时候|多会儿?|哪天)(的|定的|出的|开始的|规定的|施行的)|^(那)?(今年|现在|如今|目前)(还|也)(是|有|算|管用|有效)?(这样|这个|这么|不变|一样|吗)|^(这|是|是不是)*(最新|新)(的|政策|规定)|^(这)?(过期|作废|变|改)了?(没有?|吗|不)/,
  ],
  [
    'sure',
    /^(你|您)?(能)?(确定|肯定|保证|敢保证)|^(这|说的?|你说的?|是)*(真的?(假的?|[吗么？?])|(准|对|靠谱|可靠|算数|可信)(不准|不对|不靠谱)?[吗么？?不])|^(别|不要|没|可别)(骗我|哄我|糊弄)|^不会(错|搞错)/,
  ],
  [
    'more',
    /^(那)?(还有|还)(没有)?(别的|其他的?|啥|什么|哪些)?(办法|要注意的|条件)?[吗呢没么？?]|^(别的|其他的?)呢|^就这些/,
  ],
  [
    'notMine',
    /^(那|要是|如果|万一|可是|但|但是)*(我|俺|我家|俺家|我们|他|她|我妈|我爸|家里)?(要是|如果|都|也|又)?(不符合|不够条件|不够格|够不上|没资格|不够|批不下来|办不了|办不成|没批|不给批|不给办|不合格)(条件)?(了|的话|呢|，)*(咋|怎|该|要|能|可以|有|找|还)/,
  ],
]

export function aboutIn(text: string): About | undefined {
  const said = text.trim()
  if (said.length > LONGEST) return undefined
  return KINDS.find(([, pattern]) =>
    new RegExp(`(?:${pattern.source})(咋办|办|整|弄|么办|么弄|么整)*${END}`).test(said),
  )?.[0]
}

const LONGEST = 18
/** How many lines back an answer is still what is being talked about. */
const RECENT = 6
/** While we wait for an answer of our own, 不懂 and 为什么 answer that. */
const ANY_TIME: ReadonlySet<About> = new Set(['again', 'source', 'still', 'sure'])

export async function aboutAnswer(turn: Turn): Promise<Done | undefined> {
  const { conversation, deps, masked } = turn
  const about = aboutIn(masked.text)
  if (!about || conversation.dialog || (conversation.screening?.asking && !ANY_TIME.has(about))) return undefined
  const told = (await deps.conversations.history(conversation.id, 0)).flatMap(replyOf)
  const last = told.at(-1)
  if (about === 'again') return { reply: last ?? nothingYet(), conversation }
  const quoted = told.slice(-RECENT).findLast(({ kind }) => QUOTED.has(kind))
  const reply = quoted && say(about, quoted, turn)
  return reply && { reply, conversation: { ...conversation, unclear: 0 } }
}

const nothingYet = (): Reply => ({ kind: 'notice', text: TALK.nothingYet, citations: [], choices: CHOICES.topics })

const QUOTED: ReadonlySet<Reply['kind']> = new Set(['answer', 'standard', 'assessment'])

const replyOf = ({ from, reply }: Entry): Reply[] => (from === 'assistant' && reply ? [reply] : [])

function say(about: About, last: Reply, turn: Turn): Reply | undefined {
  const frame = frameOf(turn)
  const from = (text: string, kind: 'answer' | 'notice' = 'notice'): Reply => {
    const { citations, choices, programme } = last
    return { kind, text: withHotline(text, frame), citations, choices, programme }
  }
  switch (about) {
    case 'again':
      return last
    case 'simpler':
      return from(`${TALK.inShort}${directAnswers(last.text)}\n\n${TALK.stillUnclear}`, 'answer')
    case 'source':
    case 'why':
    case 'sure':
      return from(TALK[about])
    case 'still':
      return from(TALK.still.replace('{day}', sayDay(frame.on)))
    case 'more':
      return sayMore(last, turn)
    case 'notMine':
      return sayWhatElse(last, frame)
    default: {
      const never: never = about
      return never
    }
  }
}

/** The first line under each heading: what answers, before conditions and exclusions. */
function directAnswers(text: string): string {
  const lines = text.split('\n').filter((line) => line !== '')
  const direct = lines.filter((_, i) => /^【.*】$/.test(lines[i - 1] ?? ''))
  return direct.length > 0 ? direct.join('\n') : (lines[0] ?? '').replace(TALK.inShort, '')
}

function sayMore(last: Reply, turn: Turn): Reply | undefined {
  const programme = turn.library.knowledge.programmes.get(last.programme ?? '')
  if (!programme) return undefined
  const { choices } = sayWhichFacet(programme.id, turn.asked, turn.library)
  return {
    kind: 'notice',
    text: TALK.more.replace('{programme}', programme.short),
    citations: [],
    choices,
    programme: programme.id,
  }
}

/** What may fit instead, and the way to object. */
function sayWhatElse(last: Reply, frame: Frame): Reply | undefined {
  const { knowledge } = frame
  const programme = knowledge.programmes.get(last.programme ?? '')
  const others = programme?.related.flatMap((id) => knowledge.programmes.get(id)?.short ?? []).slice(0, MOST) ?? []
  const section = programme && sectionOf(knowledge, programme.id, '救济', frame)
  if (!programme || !section || others.length === 0) return undefined
  const { text, citations } = quotation([section], frame)
  const fit = TALK.mayFit.replace('{programme}', programme.short).replace('{others}', others.join('、'))
  return {
    kind: 'answer',
    text: `${fit}\n\n${TALK.refused}\n${text}`,
    citations,
    choices: [...others, CHOICES.human],
    programme: programme.id,
  }
}

const MOST = 4

const withHotline = (text: string, { knowledge }: Frame) =>
  text.replace('{hotline}', sayPhone(knowledge.phones.get('government-hotline')) ?? '')
