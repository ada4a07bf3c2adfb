/** What a message says about a case: what is wanted of it, its number, a phone's last digits, a code. No look-ups. */
import { findCaseNumber } from '../cases/case-number'
import { findResumeCode } from '../cases/resume-code'
import type { ErrandKind } from './conversation'
import { ownWishIn } from './own-wishes'

export interface HeardErrand {
  readonly wish?: ErrandKind | undefined
  /** Said so loosely that it is heard only where a case has just been filed: 俺不想办了, 咋样了. */
  readonly ownWish?: ErrandKind | undefined
  readonly number?: string | undefined
  /** Last four digits, of every number of four or eleven digits said. */
  readonly tails: readonly string[]
  /** Whole mobile numbers. */
  readonly phones: readonly string[]
  /** The message says a code and little else. */
  readonly saysCode: boolean
  /** Nothing but digits and the words around them: an answer to 手机号后四位. */
  readonly isTail: boolean
}

const BEFORE = '^(?:不想办了|不办了|办错人?了|请|麻烦|您|你|俺|咱|我|要|想|帮我|给我|再|还|那|先|,|，|\\s)*'
const AFTER = '(?:吧|了|一下|呢|的|[\\s，,。.！!：:、0-9A-Za-z-]|手机号?|尾号|后四位|编号|代码|办件|是)*$'
const STATUS =
  /(查|看|问)(一下|下)?(我的)?(办件|办事|办理|进度|办到哪|申请)?(的)?(进度|状态|结果|到哪)|(办件|办事|办理|申请)的?进度|办件编号|^进度[。？?]?$/
const WITHDRAW = new RegExp(
  `${BEFORE}(?:撤回|撤销|撤掉|取消)(?:我的|我|这个|那个|刚才的?|之前的?)*(?:申请|办件|受理)${AFTER}|${BEFORE}(?:撤回|撤销)${AFTER}`,
)
const CANCEL_VISIT = new RegExp(
  `${BEFORE}(?:取消|撤销|退掉|退|不要)(?:我的|我|这个|那个|刚才的?|之前的?|结婚|离婚|登记|的)*(?:预约|约|号)${AFTER}`,
)
const THE_VISIT = '(?:把)?(?:我的|这个|那个|之前的?|结婚|离婚|登记|的)*(?:预约|号|时间|日子)?(?:的时间)?'
const DAY_SAID = '(?=今|明|后天|下|周|星期|礼拜|上午|[0-9一二三四五六七八九十])'
const MOVE_VISIT = new RegExp(
  `${BEFORE}${THE_VISIT}(?:(?:改期|改约|(?:改|换)个?时间|改一?下?预约)${AFTER}|(?:改到|改成|换到|推迟到|提前到)${DAY_SAID})`,
)
const SUPPLEMENT = new RegExp(
  `${BEFORE}(?:补|补交|补充|补传|补上)(?:一下|几张|几份|份)?(?:材料|资料|证件|照片)${AFTER}`,
)
const AROUND_CODE =
  /^(?:我|要|想|请|帮我|补|交|充|材料|资料|继续|接着|填|办|理|代码|恢复|是|我的|用|[\s，,。.！!：:])*$/

export function hearErrand(said: string): HeardErrand {
  const text = said.normalize('NFKC').trim()
  const number = findCaseNumber(text)
  const rest = number === undefined ? text : withoutNumber(text)
  const words = rest.replace(/[2-9A-Za-z]{4}[\s-]?[2-9A-Za-z]{4}/, '')
  return {
    wish: wishIn(rest),
    ownWish: ownWishIn(rest),
    number,
    tails: [...rest.matchAll(/(?<!\d)(?:1\d{6})?(\d{4})(?!\d)/g)].flatMap((match) => match[1] ?? []),
    phones: rest.match(/(?<!\d)1[3-9]\d{9}(?!\d)/g) ?? [],
    saysCode: findResumeCode(rest) !== undefined && AROUND_CODE.test(words),
    isTail: /^(?:手机号?|电话|尾号|后四位|是|的|[\s，,：:])*(?:1\d{10}|\d{4})[。.！!\s]*$/.test(rest),
  }
}

function wishIn(text: string): ErrandKind | undefined {
  if (WITHDRAW.test(text)) return 'withdraw'
  if (SUPPLEMENT.test(text)) return 'supplement'
  if (CANCEL_VISIT.test(text)) return 'cancelVisit'
  if (MOVE_VISIT.test(text)) return 'moveVisit'
  return STATUS.test(text) ? 'status' : undefined
}

function withoutNumber(text: string): string {
  return text.replace(/\d{4}[\s\-–—_.·]*\d{6}(?:[\s\-–—_.·]*[0-9A-Za-z]){9}/, ' ')
}
