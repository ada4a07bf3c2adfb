/**
 * Messages that ask nothing of the rules: thanks, a nod, a sigh, abuse, 我要投诉, 电话. What is meant is told by the words
 * alone; where a programme was just spoken of, a complaint and an office are about that one.
 */
import { type Frame, sayPhone, sectionOf } from './compose'
import { sayOfficeOf } from './offices'
import { quotation } from './quotation'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import { TALK } from './talk-words'
import type { Turn } from './turn'

type Plain = 'empty' | 'greeting' | 'thanks' | 'bye' | 'help' | 'nod' | 'lost' | 'noise' | 'calm'
type SmallTalk = Plain | 'noneOfThese' | 'mistaken' | 'callBack'

const END = '[了啊呀哈哦呢吧的您你～~。！!？?，,\\s]*$'
const KINDS: readonly (readonly [SmallTalk, RegExp])[] = [
  ['empty', /^$/],
  [
    'greeting',
    /^(?:(?:你们?好|您好|hi|hello|嗨|哈喽|哈啰|在吗|在么|在不在|有人吗|有人在吗|喂+|早|早安|早上好|上午好|中午好|下午好|晚上好|打扰(一下|了)?|麻烦(一下|了|您)?|请问(一下|下)?|请教(一下)?|(我|俺)?(就|想|就想|就是想|来)?(问|咨询|打听|了解)(一下|下|个事儿?|点事儿?|一个事儿?|个问题)?|有(个|点)?(事|问题)(儿)?(想?问(一下)?)?|同志|师傅|老师|大姐|大哥|小姐姐|客服|领导|小妹|姑娘)[呀啊哇哈吗呢哦，,、。！!？?~～ ]*)+$/i,
  ],
  ['thanks', new RegExp(`^(好的?[，, ]?)?(谢谢|多谢|感谢|谢了|辛苦|麻烦你|thanks?|thank you)${END}`, 'i')],
  ['bye', new RegExp(`^(再见|拜拜|没有|没有了|没了|不用了|没事了|算了|不想办|不办|不问)${END}`)],
  [
    'help',
    new RegExp(
      `^(那)?(帮助|help|(这个)?(怎么用|咋用)|(你们?|您|这里|这)?(都)?(能|会|可以|是|管)(帮我)?(干|做|问|办|管)?(点|些)?(嘛|什么|啥|哪些(事)?|谁|哪位)(的|事)?|你?是?(机器人|真人|人工|ai|电脑)|功能|菜单)${END}`,
      'i',
    ),
  ],
  [
    'noneOfThese',
    new RegExp(
      `^(这)?(些)?(都|全)(不是|没有)(这些|这个|我(要|想)(问|找)的)?${END}|^(不是|没有)(这些|我(要|想)(问|找)的)${END}`,
    ),
  ],
  [
    'mistaken',
    new RegExp(
      `^(你|您)?(不对|错了|不是(这个|这样|这件事|这意思)|(说|听|看|理解|搞|弄)(错|岔)了?|我(问|说)的不是(这个|这|那个)|不是问这个)${END}`,
    ),
  ],
  [
    'callBack',
    /^[\d*，,。\s]*(你们?|请|麻烦)?(能不能|能|可以)?(给|跟|和)?我?(回|打)(个|一个)?电话(给我|过来|吗|吧)?[。！!？?]*$|^[\d*，,。\s]*(请)?(打给我|联系我|(加|加个|加我)微信)[吧。！!]*$/,
  ],
  ['nod', new RegExp(`^(嗯+|恩+|哦+|噢|好|好吧|好嘞|行|中|可以|知道|明白|晓得|了解|懂|收到|对|是|ok)${END}`, 'i')],
  [
    'lost',
    new RegExp(
      `^(我|俺)?(也|都|真|就是|就|是)*(随便(问问|看看|聊聊)|(不知道|不晓得|不清楚)(该|要)?(问|找|说)(谁|哪个|哪里|啥|什么)|不知道(咋|怎么)(问|说|弄)|不知道|不懂|不会弄|不会|不清楚|看不懂|听不懂|搞不懂|不晓得|不明白|不识字|不认字|帮帮我|帮我|着急|很急|急|快点)${END}`,
    ),
  ],
  ['noise', /^([\p{P}\p{S}\p{M}\s]+|\d{1,6}|(.)\2+|[啊哈呵嘿哎唉额呃嗯哼]+|测试一?下?|[a-z]{1,4})$/iu],
  [
    'calm',
    new RegExp(
      `^(你们?|这|真|就是|都是|什么|一群|个|是|他|他妈的?|啥|气死我?了?|烦死我?了?|[，,！!])*(都|啥都|什么都|啥也)?(气死(我|人)|烦死(我|人)?|急死(我|人)|不管(事|我们|我)?|吃干饭的?|没良心|破(玩意儿?|东西|机器)|智障|脑残|弱智|傻[逼比bB叉]|sb|煞笔|妈的|操你?妈?|草泥马|滚蛋?|废物|垃圾|混蛋|王八蛋|狗屁|骗子|放屁|有病|没用的东西|破玩意|骗人|太差|真差|没用)${END}`,
      'i',
    ),
  ],
]
const COMPLAINS = new RegExp(
  `^(我|俺|要|想|怎么|咋|上哪|去哪|找谁|哪里|能|可以|打|有没有|有)*(投诉|告状)(电话|热线|渠道|谁|你们)?${END}` +
    `|^(没人|没有人|谁都不|都不|他们不)(理我?|接电话|受理|给办)${END}` +
    `|^(一直|老是|就是|他们|村里|村长|书记|队长|镇上|乡里|街道|窗口|还|又)*(不给我?(办|盖章|开证明|批)|不受理|推来推去|踢皮球)${END}` +
    `|^(窗口|你们?|工作人员|他们|的)*(态度|服务)(太|真|很|也太)*(不好|差|恶劣)${END}`,
)
const FINDS_OFFICE = new RegExp(
  `^(请问|你们的?|单位|有没有|的)*(上班时间|办公时间|工作时间|(什么时候|几点|周[末六日天]|星期[六日天])(上班|下班|开门|关门|办公|有人)吗?|几点钟?|地址|电话|电话号码|联系电话|联系方式|(地址|电话)(是|在)?(多少|哪里?|什么))${END}`,
)

/** After an answer it is asked of that matter, and looked up. */
const NAMES_A_DAY = new RegExp(
  `^(那|请问)?(周[六日末天]|星期[六天日]|礼拜[六天日]|中午|晚上|节假日|放假|元旦|过年|今天|明天)(能)?(有人|开门|上班|能办|办公|去|去行|行|可以|开)?${END}`,
)

/** Its reply, or none where the message is more than small talk. A nod goes on with a question that waits. */
export function smallTalk(turn: Turn): Reply | undefined {
  const text = turn.masked.text.trim()
  if (COMPLAINS.test(text)) return complaint(turn)
  if (FINDS_OFFICE.test(text) || (NAMES_A_DAY.test(text) && !turn.conversation.topic)) return office(turn)
  const kind = KINDS.find(([, pattern]) => pattern.test(text))?.[0]
  if (kind === undefined || (turn.conversation.screening?.asking && ANSWERS.has(kind))) return undefined
  if (kind === 'noise' && isUnderstood(turn)) return undefined
  if (kind === 'noneOfThese' || kind === 'mistaken' || kind === 'callBack')
    return say(sayHotline(TALK[kind], frameHere(turn)), [...CHOICES.topics.slice(0, 5), CHOICES.human])
  return say(SAY[kind], OFFERS_TOPICS.has(kind) ? CHOICES.topics : kind === 'calm' ? [CHOICES.human] : [])
}

/** db, gljt: initials that stand for a programme. */
const isUnderstood = ({ asked }: Turn) => asked.programmes.length > 0 || asked.facets.length > 0

const ANSWERS: ReadonlySet<SmallTalk> = new Set(['nod', 'lost', 'noise', 'bye', 'noneOfThese', 'mistaken'])
const OFFERS_TOPICS: ReadonlySet<SmallTalk> = new Set(['greeting', 'help', 'nod', 'lost', 'noise'])

function complaint(turn: Turn): Reply {
  const frame = frameHere(turn)
  const how = sayHotline(SAY.complaint, frame)
  const programme = turn.conversation.topic?.programme
  const section = programme && sectionOf(frame.knowledge, programme, '救济', frame)
  if (!section) return say(`${how}\n${SAY.complaintAbout}`, [CHOICES.human, ...CHOICES.topics.slice(0, 5)])
  const { text, citations } = quotation([section], frame)
  return { kind: 'answer', text: `${text}\n\n${how}`, citations, choices: [CHOICES.human], programme }
}

function office(turn: Turn): Reply {
  const frame = frameHere(turn)
  const programme = turn.conversation.topic?.programme
  const found = programme && sayOfficeOf(programme, frame)
  if (found) return { kind: 'notice', text: found, citations: [], choices: [CHOICES.human], programme }
  const section = programme && sectionOf(frame.knowledge, programme, '在哪办', frame)
  if (!section) return say(sayHotline(SAY.whichOffice, frame), [...CHOICES.places, CHOICES.human])
  const { text, citations } = quotation([section], frame)
  return { kind: 'answer', text, citations, choices: [CHOICES.human], programme }
}

function frameHere({ conversation, library, today }: Turn): Frame {
  const { knowledge } = library
  return { knowledge, on: conversation.on ?? today, region: conversation.region ?? knowledge.regions.home, today }
}

const sayHotline = (words: string, { knowledge }: Frame) =>
  words.replace('{hotline}', sayPhone(knowledge.phones.get('government-hotline')) ?? '')

const say = (text: string, choices: readonly string[]): Reply => ({
  kind: 'notice',
  text,
  citations: [],
  choices: [...choices],
})
