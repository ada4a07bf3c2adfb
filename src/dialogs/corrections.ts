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
}

const C = '[,，、;；。!！\\s]*'
const WRONG = '(?:说|写|填|打|弄|讲|报|搞|输|记)错了?'
const EARLIER = '(?:刚才|前面|之前|上面|刚刚|方才)'
const IS = '(?:应该|其实|实际上?|而)?(?:是|为|改成|叫|在)'

/** In order: a later form would also match, less precisely, what an earlier one is for. */
const FORMS: readonly { readonly form: RegExp; readonly sure: boolean }[] = [
  // 改成两千八
  { form: /^(?:改成|改为|换成|更正为|应该是|应为)(?<value>.+)$/, sure: true },
  // 修改电话为138… · 把电话改成138…
  { form: /^(?:修改|更改|更正)(?:一下)?(?<target>.{1,50}?)(?:改?为|改成|换成|是|:)(?<value>.+)$/, sure: true },
  { form: /^(?:把|将)?(?<target>.{1,20}?)(?:改成|改为|换成|更正为|改到)(?<value>.+)$/, sure: true },
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
  { form: /^(?:把|将)?(?<target>.{2,12}?)(?:不对|不准|有问题)了?$/, sure: true },
  // 收入刚才说错了，是两千八
  { form: new RegExp(`^(?<target>.{0,20}?)我?${EARLIER}?我?${WRONG}${C}${IS}?(?<value>.+)$`), sure: true },
  // 老伴的收入不对，是一千八
  { form: new RegExp(`^(?<target>.{2,20}?)(?:不对|有误|不准)${C}${IS}(?<value>.+)$`), sure: true },
  // 不是埇桥，是灵璧 · 户口不是埇桥是灵璧
  { form: new RegExp(`^(?<target>.{0,12}?)(?:不是|不叫|不在)(?<old>[^,，]+?)${C}${IS}(?<value>.+)$`), sure: false },
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
  // 修改电话 · 改收入
  {
    form: /^(?:我)?(?:要|想)?(?:修改|更改|更正|改|重填|重新填写?|重写|重新写|纠正|编辑)(?:一下|下)?(?<target>.{0,60})$/,
    sure: true,
  },
]

export function readCorrection(said: string): Correction | undefined {
  const text = halfWidth(said)
    .trim()
    .replace(/[。.!！~…]+$/, '')
  if (text.length > 80) return undefined
  for (const { form, sure } of FORMS) {
    const groups = form.exec(text)?.groups
    if (!groups) continue
    return {
      target: named(groups.target),
      old: groups.old?.trim() || undefined,
      value: groups.value?.trim() || undefined,
      sure,
    }
  }
  return undefined
}

/** Without the little words before and after a name: 把我的电话 → 电话. */
function named(target: string | undefined): string {
  return (target ?? '')
    .replace(/^[,，\s]*(?:我|那|那个|这个|对了|把|将|就是|请|帮我|麻烦)*(?:的)?/, '')
    .replace(/(?:刚才|前面|之前|刚刚|那里|那个|那项|这项|的|我|[,，\s])+$/, '')
}
