/**
 * Messages that ask nothing of the rules: thanks, a nod, a sigh, abuse, 我要投诉, 电话. What is meant is told by the words
 * alone; where a programme was just spoken of, a complaint and an office are about that one.
 */
import { type Frame, sayPhone, sectionOf } from './compose'
import { sayOfficeOf } from './offices'
import { quotation } from './quotation'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import type { Turn } from './turn'

type SmallTalk = 'empty' | 'greeting' | 'thanks' | 'bye' | 'help' | 'nod' | 'lost' | 'noise' | 'calm'

const END = '[了啊呀哈哦呢吧的您你～~。！!？?，,\\s]*$'
const KINDS: readonly (readonly [SmallTalk, RegExp])[] = [
  ['empty', /^$/],
  ['greeting', /^(你好|您好|hi|hello|在吗|在不在|有人吗|喂|早上好|上午好|下午好|晚上好)[呀啊吗？?！!。~]*$/i],
  ['thanks', new RegExp(`^(好的?[，, ]?)?(谢谢|多谢|感谢|谢了|辛苦|麻烦你|thanks?|thank you)${END}`, 'i')],
  ['bye', new RegExp(`^(再见|拜拜|没有|没有了|没了|不用了|没事了|算了|不想办|不办|不问)${END}`)],
  ['help', new RegExp(`^(帮助|help|怎么用|你能干什么|你会什么|你是谁|能做什么|功能|菜单)${END}`, 'i')],
  ['nod', new RegExp(`^(嗯+|恩+|哦+|噢|好|好吧|好嘞|行|中|可以|知道|明白|晓得|了解|懂|收到|对|是|ok)${END}`, 'i')],
  [
    'lost',
    new RegExp(
      `^我?(也|都|真)?(不知道|不懂|不会弄|不会|不清楚|看不懂|听不懂|搞不懂|不晓得|不明白|不识字|不认字|帮帮我|帮我|着急|很急|急|快点)${END}`,
    ),
  ],
  ['noise', /^([\p{P}\p{S}\s]+|\d{1,6}|(.)\2+|[啊哈呵嘿哎唉额呃嗯哼]+|测试一?下?|[a-z]{1,4})$/iu],
  [
    'calm',
    new RegExp(
      `^(你们?|这|真|就是|都是|什么|一群|个|是|他)*(傻[逼比bB叉]|sb|煞笔|妈的|操你?妈?|草泥马|滚蛋?|废物|垃圾|混蛋|王八蛋|狗屁|骗子|放屁|有病|没用的东西|破玩意|骗人|太差|真差|没用)${END}`,
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
  `^(请问|你们的?|单位|有没有|的)*(上班时间|办公时间|工作时间|(什么时候|几点|周[末六日天]|星期[六日天])(上班|下班|开门|关门)吗?|地址|电话|电话号码|联系电话|联系方式|(地址|电话)(是|在)?(多少|哪里?|什么))${END}`,
)

/** Its reply, or none where the message is more than small talk. A nod goes on with a question that waits. */
export function smallTalk(turn: Turn): Reply | undefined {
  const text = turn.masked.text.trim()
  if (COMPLAINS.test(text)) return complaint(turn)
  if (FINDS_OFFICE.test(text)) return office(turn)
  const kind = KINDS.find(([, pattern]) => pattern.test(text))?.[0]
  if (kind === undefined || (turn.conversation.screening?.asking && ANSWERS.has(kind))) return undefined
  return say(SAY[kind], OFFERS_TOPICS.has(kind) ? CHOICES.topics : kind === 'calm' ? [CHOICES.human] : [])
}

const ANSWERS: ReadonlySet<SmallTalk> = new Set(['nod', 'lost', 'noise', 'bye'])
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
  if (!found) return say(sayHotline(SAY.whichOffice, frame), [...CHOICES.places, CHOICES.human])
  return { kind: 'notice', text: found, citations: [], choices: [CHOICES.human], programme }
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
