/** An intake begins: on 我要办低保 and 开始办理, or taken up again where it was set aside. */
import { startDialog } from '../dialogs/converse'
import type { Dialog } from '../dialogs/dialog'
import type { DialogState } from '../dialogs/dialog-state'
import { archiveText, digest } from '../dialogs/form-version'
import { present } from '../dialogs/present'
import type { Programme } from '../domain/programme'
import { plainText } from '../knowledge/normalise'
import { overviewOf } from './answer'
import { whyNotOpen } from './open-on'
import { fillKnown, rememberedFacts } from './prefill'
import { CHOICES, SAY } from './replies'
import { contextOf, dialogOf, lead, show } from './show-intake'
import { frameOf } from './steps'
import type { Done, Turn } from './turn'
import { hearWish } from './visit-wish'

const START = /^(开始办理|开始|办理|我要办理?|那就(申请|办|办理)吧?|(我想|我要)(申请|办理|登记|预约))[吧了。！!]*$/
/** A wish said first and shortly, not a question or a story: 我要办低保, 我想给我妈申请高龄津贴, 帮我预约结婚登记. */
const WISH =
  /^(?:你好|您好|请|麻烦|那|现在|好的?|行|我们?|俺|[，, ])*(?:要|想要?|准备|开始|来|(?:帮|给|替)(?:我|我们|咱|俺|他|她|爸|妈|爷爷|奶奶|父亲|母亲|老伴|孩子|儿子|女儿|老人|家里?|公公|婆婆|岳父|岳母|的)*)+[^，。]{0,3}?(?:办理?|申请|登记|预约|报名|补领|补办|补)/
const ASKING = /[吗呢么？?怎啥哪谁]|多少|什么|能不能|可不可以|想问|请问|条件|给不给|行不行/
const LONGEST_WISH = 24
/** 约12月14号上午, 想约下周五: of what was just spoken of. */
const BOOKS = /^(那|好|行|我们?|俺们?|就|想|要|帮|给|[，, ])*(约|定|订)(个|在|到|一下)?(?!定|金)/

/** 我要离婚, 我们想领证, 想吃低保: who, a wish, and nothing but what is wished for. */
const WISH_ALONE =
  /^(?:你好|您好|请|麻烦|那|[，, ])*(?:我们?|咱们?|咱俩|俺们?|我俩|俺俩|我们俩|(?:我|俺)?(?:和|跟)(?:我|俺)?(?:对象|老公|老婆|媳妇|丈夫|妻子|男朋友|女朋友)|(?:我|俺|咱)?家?(?:爸爸?|妈妈?|爹|娘|奶奶?|爷爷?|老人|老伴|父亲|母亲))?(?:也|都|就|现在|今天)*(?:想要?|要|打算|准备)(?:去|来)?(.{2,14}?)[了吧啊呀。！! ]*$/
const DOING = /^(?:办理?|申请|领|吃|弄|搞|登记)(?:一下|一个|个|下)?/

/** The one programme whose name, or whose verb, is all that is wished for. */
function wishedAlone(text: string, { knowledge }: Turn['library']): Programme | undefined {
  const wished = WISH_ALONE.exec(text)?.[1]
  if (wished === undefined) return undefined
  const words = [wished, wished.replace(DOING, '')].map(plainText)
  const meant = [...knowledge.programmes.values()].filter((each) =>
    [each.title, each.short, ...each.aliases, ...each.colloquial, ...each.verbs].some((name) =>
      words.includes(plainText(name)),
    ),
  )
  return meant.length === 1 ? meant[0] : undefined
}

/** `services`: how many it names; a list of them is long without being a story. */
function wishesToStart(text: string, services: number): boolean {
  return (text.length <= LONGEST_WISH || services >= 3) && WISH.test(text) && !ASKING.test(text)
}

/** Who stopped half way and comes back, perhaps on another device. */
export async function takeUp(turn: Turn, state: DialogState, lead: string): Promise<Done> {
  const { conversation } = turn
  const paused = conversation.paused.filter((each) => each.intake !== state.intake)
  return resumePaused({ ...turn, conversation: { ...conversation, paused: [state, ...paused] } }, state, lead)
}

const RESUME = /^(继续办理|继续|接着办|接着来|接着填|继续填)[吧了。！!]*$/

/** 我要办低保 · 开始办理 · 继续办理. A message that asks something is no start. */
export async function startIntake(turn: Turn): Promise<Done | undefined> {
  const { conversation, library, masked } = turn
  const text = masked.text.trim()
  if (RESUME.test(text)) return resumePaused(turn)
  const alone = wishedAlone(text, library)
  const books = BOOKS.test(text) && hearWish(text, turn.today, library.knowledge.regions) !== undefined
  if (!alone && !books && !START.test(text) && !wishesToStart(text, turn.asked.programmes.length)) return undefined
  const id = alone?.id ?? turn.asked.programmes[0] ?? conversation.topic?.programme
  const programme = id ? library.knowledge.programmes.get(id) : undefined
  if (!programme) return START.test(text) || books ? say(turn, SAY.nothingToStart, [...CHOICES.topics]) : undefined
  const dialog = library.dialogs.get(programme.dialog ?? '')
  const overview = alone && !dialog ? overviewOf(alone.id, frameOf(turn), turn.today) : undefined
  if (alone && overview)
    return { reply: overview, conversation: { ...conversation, topic: { programme: alone.id, facets: [] } } }
  if (!dialog)
    return say(
      turn,
      `${programme.title}：${SAY.notOnline}`,
      [CHOICES.facets.材料, CHOICES.facets.在哪办, CHOICES.human],
      programme.id,
    )
  const others = turn.asked.programmes
    .map((each) => library.knowledge.programmes.get(each))
    .filter((each) => each?.dialog && each.dialog !== dialog.id && library.dialogs.has(each.dialog))
  const started = await start(turn, dialog)
  return others.length === 0
    ? started
    : lead(
        SAY.oneAtATime(
          programme.short,
          others.map((each) => each?.short ?? ''),
        ),
        started,
      )
}

export async function start(turn: Turn, dialog: Dialog): Promise<Done> {
  const { conversation, deps } = turn
  const closed = whyClosed(turn, dialog)
  if (closed) return closed
  const parked = conversation.paused.find((each) => each.dialog === dialog.id)
  if (parked) return resumePaused(turn, parked)
  await deps.forms.keep(digest(dialog), archiveText(dialog))
  const [facts, context] = [rememberedFacts(turn), contextOf(turn)]
  const first = fillKnown(startDialog(dialog, context), facts, { dialog, context })
  return show({ ...turn, conversation: { ...conversation, facts } }, first, { programme: dialog.programme })
}

/** The dated reason, and what may fit instead. */
function whyClosed(turn: Turn, dialog: Dialog): Done | undefined {
  const { library, today } = turn
  const programme = library.knowledge.programmes.get(dialog.programme)
  const why = programme && whyNotOpen(programme, library.knowledge, today)
  if (!programme || !why) return undefined
  const related = programme.related.flatMap((id) => library.knowledge.programmes.get(id)?.short ?? [])
  return say(turn, why, [...related.slice(0, 3), CHOICES.human], programme.id)
}

async function resumePaused(turn: Turn, wanted?: DialogState, lead: string = SAY.resumed): Promise<Done> {
  const { conversation } = turn
  const state = wanted ?? conversation.paused[0]
  if (!state) return say(turn, SAY.nothingToResume, [...CHOICES.topics])
  const dialog = await dialogOf(turn, state)
  const closed = whyClosed(turn, dialog)
  if (closed) return closed
  const paused = conversation.paused.filter((each) => each !== state)
  return show(
    { ...turn, conversation: { ...conversation, paused } },
    present({ dialog, context: contextOf(turn) }, state, [lead]),
  )
}

function say(turn: Turn, text: string, choices: readonly string[], programme?: string): Done {
  const { conversation } = turn
  return {
    reply: { kind: 'notice', text, citations: [], choices, programme },
    conversation: programme ? { ...conversation, topic: { programme, facets: [] } } : conversation,
  }
}
