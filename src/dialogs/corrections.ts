/**
 * Reads that a message corrects something: what is meant, the old value, the new value, in whichever order people say
 * them. Reads the form only; what it applies to is settled in correct-answers.ts.
 */
import { halfWidth } from './hear'

export interface Correction {
  /** Words for the question meant; empty when none were said. */
  readonly target: string
  readonly old?: string | undefined
  readonly value?: string | undefined
  /** Said with a word that can mean nothing else (说错了, 改成, 修改); without one, the old value must be found. */
  readonly sure: boolean
  /** The target may be a remark beside the correction (说通了，改成愿意). */
  readonly aside?: boolean | undefined
}

const C = '[,，、;；。!！\\s]*'
const WRONG = '(?:说|写|填|打|弄|讲|报|搞|输|记)错了?'
const EARLIER = '(?:刚才|前面|之前|上面|刚刚|方才)'
const IS = '(?:应该|其实|实际上?|而)?(?:是|为|改成|叫|在)'

/** In order: a later form would also match, less precisely, what an earlier one is for. */
const FORMS: readonly { readonly form: RegExp; readonly sure: boolean; readonly aside?: boolean }[] = [
  // 改成两千八
  { form: /^(?:改成|改为|改到|换成|换到|更正为|应该是|应为)(?<value>.+)$/, sure: true },
  // 修改电话为138… · 把电话改成138…
  { form: /^(?:修改|更改|更正)(?:一下)?(?<target>.{1,50}?)(?:改?为|改成|换成|是|:)(?<value>.+)$/, sure: true },
  // 说通了，改成愿意
  { form: /^(?<target>[^,，]{1,12})[,，]\s*(?:改成|改为|换成)(?<value>.+)$/, sure: true, aside: true },
  { form: /^(?:把|将)?(?<target>.{1,60}?)(?:改成|改为|换成|更正为|(?<!修)改到)(?<value>.+)$/, sure: true },
  // 刚才说埇桥说错了，是灵璧
  {
    form: new RegExp(
      `^${EARLIER}我?(?:说|写|填|讲)(?:的|成)?(?<old>[^错]{1,20}?)(?:是)?(?:说|写|填|弄|讲)?错[了的]${C}${IS}?(?<value>.+)$`,
    ),
    sure: true,
  },
  // 是灵璧，刚才说埇桥说错了
  {
    form: new RegExp(
      `^(?:${IS})?(?<value>[^,，]+)[,，]${C}我?${EARLIER}?我?(?:说|写|填|讲)?(?:的|成)?(?<old>.*?)(?:是)?${WRONG}[的吧]?$`,
    ),
    sure: true,
  },
  // 地址重新填 · 电话填错了
  {
    form: new RegExp(
      `^(?:把|将)?(?<target>.{0,20}?)${C}${EARLIER}?我?(?:要|需要|得)?(?:重新填写?|重填|重写|重新写|重新说|重来|改一下|改下|改改|要改|需要改|${WRONG}|有误|错了)[了吧]*$`,
    ),
    sure: true,
  },
  // 电话不对
  { form: /^(?:把|将)?(?<target>.{2,12}?)(?:不对|不准|(?<!没)有问题)了?$/, sure: true },
  // 收入刚才说错了，是两千八
  { form: new RegExp(`^(?<target>.{0,20}?)我?${EARLIER}?我?${WRONG}${C}${IS}?(?<value>.+)$`), sure: true },
  // 老伴的收入不对，是一千八
  { form: new RegExp(`^(?<target>.{2,20}?)(?:不对|错了|有误|不准)了?${C}${IS}(?<value>.+)$`), sure: true },
  // 不是埇桥，是灵璧 · 户口不是埇桥是灵璧; in 不是汽车也不是电动车 nothing is said to be so
  {
    form: new RegExp(`^(?<target>.{0,12}?)(?:不是|不叫|不在)(?<old>[^,，]+?)${C}(?<!不)${IS}(?<value>.+)$`),
    sure: false,
  },
  // 是灵璧，不是埇桥
  { form: new RegExp(`^(?:${IS})?(?<value>[^,，]+)[,，]${C}而?(?:不是|不叫|不在)(?<old>.+)$`), sure: false },
  // 不对，是两千八
  {
    form: new RegExp(
      `^(?:哎|等等|啊)?${C}(?:不对不对|不对|错了|不是的?|更正一下|更正|纠正一下)[,，!！。:\\s]+(?:我)?${EARLIER}?(?:我)?(?:说的)?${IS}?(?<value>.+)$`,
    ),
    sure: false,
  },
  { form: /^(?:不对不对|不对|错了)(?:应该)?是(?<value>.+)$/, sure: false },
  // 电话应该是138…
  { form: /^(?<target>.{1,12}?)(?:应该是|应为|其实是|实际是|实际上是)(?<value>.+)$/, sure: false },
  // 改电话13911112222
  {
    form: /^(?:我)?(?:要|想)?(?:修改|更改|改)(?:一下|下)?(?<target>\p{Script=Han}{2,8})(?<value>\+?\d[\d\s()-]{5,}[\dXx])$/u,
    sure: true,
  },
  // 修改电话 · 改收入
  {
    form: /^(?:我)?(?:要|想)?(?:修改|更改|更正|改|重填|重新填写?|重写|重新写|纠正|编辑)(?:一下|下(?!午))?(?<target>.{0,60})$/,
    sure: true,
  },
]

/** `names`: what questions and people are called, so that no 是 or 为 inside a name is heard as a word of its own. */
export function readCorrection(said: string, names: readonly string[]): Correction | undefined {
  const { text, opened } = sealed(halfWidth(said).trim(), names)
  return inForms(text.replace(/[。.!！~…]+$/, ''), opened)
}

/** “不对，每月收入是50元”: what is said to be the value may name its question first. */
export function namedInValue(value: string, names: readonly string[]): Correction | undefined {
  const { text, opened } = sealed(halfWidth(value), names)
  const groups =
    /^(?<target>.{2,30}?)(?:应该|其实)?(?:是|为|叫|:|改成|改为)(?<value>.+)$/.exec(text)?.groups ??
    /^(?<target>[^\d一二两三四五六七八九十百千万]{2,20}?)(?<value>[\d一二两三四五六七八九十百千万].*)$/.exec(text)
      ?.groups
  if (!groups) return undefined
  return { target: opened(named(groups.target)), value: opened(groups.value?.trim() ?? ''), sure: true }
}

function inForms(text: string, opened: (words: string) => string): Correction | undefined {
  if (text.length > 100) return undefined
  for (const { form, sure, aside } of FORMS) {
    const groups = form.exec(text)?.groups
    if (!groups) continue
    return {
      target: opened(named(groups.target)),
      old: opened(groups.old?.trim() ?? '') || undefined,
      value: opened(groups.value?.trim() ?? '') || undefined,
      sure,
      aside,
    }
  }
  return undefined
}

/** Words of the forms above. */
const GRAMMAR = /[是为改叫在错换把将:不]|重填|重新|有误/

/** Without such a word in it, nothing said can hold a name that has one. */
export const mayHoldName = (said: string) => GRAMMAR.test(halfWidth(said))

/** Each name that holds such a word becomes two private signs while the forms are tried. */
function sealed(said: string, names: readonly string[]): { text: string; opened: (words: string) => string } {
  const risky = [...new Set(names.map(halfWidth))].filter(
    (each) => each.length >= 3 && said.includes(each) && GRAMMAR.test(each),
  )
  risky.sort((a, b) => b.length - a.length)
  const seal = (i: number) => `${String.fromCharCode(0xe000 + i)}\uf8ff`
  return {
    text: risky.reduce((text, name, i) => text.replaceAll(name, seal(i)), said),
    opened: (words) => risky.reduce((text, name, i) => text.replaceAll(seal(i), name), words),
  }
}

/** Without the little words before and after a name: 把我的电话 → 电话. */
function named(target: string | undefined): string {
  return (target ?? '')
    .replace(/^[,，\s]*(?:我|那|那个|这个|对了|把|将|就是|请|帮我|麻烦)*(?:的)?/, '')
    .replace(/(?:刚才|前面|之前|刚刚|那里|那个|那项|这项|的|我|[,，\s])+$/, '')
}
