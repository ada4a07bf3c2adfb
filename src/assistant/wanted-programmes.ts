/**
 * Which rules a message wants judged: those it names, or with 能享受什么 every one that turns on something told. None when it
 * asks the rules themselves (材料, 怎么办), whoever it is for.
 */
import { comparisonsOf } from '../domain/conditions'
import type { FactName } from '../domain/facts'
import type { ProgrammeId } from '../domain/programme'
import type { RuleSet } from '../domain/rule-set'
import { ruleSetOn } from '../eligibility/rules-on'
import type { Knowledge } from '../knowledge/knowledge'
import type { Frame } from './compose'
import type { Mention } from './stated'

const ASKS_ELIGIBILITY =
  /(?<!失)(能|可以|可不可以|能不能|够|符合|够不够|算不算|有没有资格|管)[^，。？！]{0,10}(申请|办|领|享受|吃|拿|条件|登记|结婚|离婚|领证|打证|扯证|打|补贴|津贴|救助|低保)|符不符合|想(问|办|申请)(一下|个)?[^，。？！]{0,4}(低保|特困|五保|补贴|津贴|救助)|够不够|够年龄|(领|结婚|登记|打)了?(吗|不|没)$/
const ASKS_WHAT_FOR_ME =
  /(能|可以|该|有|给)(享受|领|申请|办|拿|要)?(到|些)?[^，。？！能]{0,4}(?<![带要交填写准备])(什么|哪些|啥)[^，。？！]{0,6}(补贴|补助|政策|待遇|救助|津贴|照顾|帮助|帮扶|钱)?|(什么|哪些|啥)(政策|补贴|补助|待遇|救助)|(政府|国家|民政)[^，。？！]{0,6}(帮|管)|有没有(什么|啥)?(补贴|补助|救助|政策|津贴)|有(补贴|补助|津贴|钱)(领|拿)?(吗|没|不|么)|(能|可以)(领|拿|享受)(到)?(多少|几多|好多)(钱)?/
/** 我妈八十了: said alone, it asks what there is for her. */
const TELLS_AN_AGE =
  /^(?:我|俺|咱)?们?家?(?:爸爸?|妈妈?|爹|娘|老爹|老娘|父亲|母亲|爷爷?|奶奶?|姥姥|姥爷|外公|外婆|老伴|公公|婆婆|老人|老太太|老头)?(?:今年|都|已经|快|满|有|虚岁|也|，)*(?:\d{2,3}|[一二三四五六七八九十百]{2,4})多?(?:周?岁)?(?:了|啦)?[。！!]?$/
/** 怎么办, 要什么材料: the rules themselves are asked, whoever it is for. */
const ASKS_THE_RULES =
  /怎么(办|申请|弄|领|评|走)|咋(办|申请|弄|领)|如何|材料|证件|手续|带(什么|啥)|哪(里|儿)?(办|领|申请)|在哪|去哪|多少钱|多久|几天|冲突|会不会|不服|停/
/** Somebody of flesh and blood is spoken of, not the rule. */
const PERSONAL =
  /我|俺|咱|本人|爸|妈|爹|娘|父亲|母亲|爷|奶|姥|外公|外婆|老伴|媳妇|丈夫|妻子|儿子|闺女|女儿|孙|侄|弟|哥|姐|妹|叔|伯|舅|公公|婆婆|岳|他|她/
const MARRIAGE = /领证|结婚|打证|扯证|登记|领结婚证|拿证/

/** Who has it already is not told that they may have it. */
const HELD: Readonly<Record<string, ProgrammeId>> = {
  subsistence: 'subsistence-allowance',
  destitute: 'destitute-support',
  nearSubsistence: 'near-subsistence-household',
  essentialCost: 'essential-cost-household',
}

/** 外地户口 is said of a rule as often as of somebody. */
const PLACES: readonly FactName[] = ['hukouInSuzhou', 'hukouInAnhui', 'livesInSuzhou']

/** The question's words may have been put into plainer ones than those the status was heard in. */
const SAYS_STATUS =
  /(?<!能|可以|想|够|还)(?:不是|没有|没|是|吃|领着|享受|有)(?:了|着)?(?:低保边缘|低保|特困|五保)(?:户|家庭|人员|对象)?/g

const NAMED_BY: Readonly<Record<ProgrammeId, RegExp>> = {
  'subsistence-allowance': /[低抵][保宝]|dibao|生活保障/i,
  'destitute-support': /特困|五保|供养/,
  'near-subsistence-household': /边缘/,
  'essential-cost-household': /刚性|支出/,
}

/** Which rule sets this message wants judged; none when it asks the rules themselves. */
export function programmesToAssess(
  text: string,
  named: readonly ProgrammeId[],
  heard: readonly Mention[],
  frame: Frame,
  spokenOf?: ProgrammeId,
): readonly ProgrammeId[] {
  if (heard.length === 0) return []
  const told = new Set(heard.map((each) => each.fact))
  const wantsAny = ASKS_WHAT_FOR_ME.test(text) || TELLS_AN_AGE.test(text)
  const status = heard.find((each) => each.fact === 'assistanceStatus')
  const held = HELD[String(status?.value)]
  // 吃低保的能领什么 and 不是低保户能领什么 name 低保 to say who asks, not what is asked for.
  const rest = text.replace(status?.words ?? '', '').replace(SAYS_STATUS, '')
  const asksFor = (each: ProgrammeId) => (NAMED_BY[each] ? !wantsAny && NAMED_BY[each].test(rest) : true)
  const meant = status ? named.filter(asksFor) : named
  const programmes = meant.length === 0 && isCouple(told) && MARRIAGE.test(text) ? ['marriage-registration'] : meant
  const touches = (programme: ProgrammeId) => {
    const set = ruleSetOn(frame.knowledge.ruleSets, programme, frame.on, frame.region, frame.knowledge.regions)
    return factsOf(set, frame.knowledge).some((fact) => told.has(fact))
  }
  const separate = new Set(heard.filter(({ fact }) => !PLACES.includes(fact)).map((each) => each.words)).size
  const personal = told.has('marriageKinship') && told.size === 1 ? /我|俺/ : PERSONAL
  const asksOfAge = programmes.length === 1 && told.has('applicantAge') && /\d岁/.test(text)
  if (!personal.test(text) && separate < 2 && !asksOfAge) return []
  if (programmes.length > 0) {
    const asks = ASKS_ELIGIBILITY.test(text) || wantsAny
    return asks && !(ASKS_THE_RULES.test(text) && !wantsAny) ? programmes.filter(touches) : []
  }
  if (!wantsAny) return []
  if (spokenOf && TELLS_AN_AGE.test(text) && touches(spokenOf)) return [spokenOf]
  // 我是残疾人有啥补助: nothing else is told, so what is there for the disabled comes first.
  const ofDisabled = [...frame.knowledge.programmes.values()].filter((each) => each.division === 'disability')
  if ([...told].every((each) => each.startsWith('disability'))) return ofDisabled.map((each) => each.id).filter(touches)
  const open = [...frame.knowledge.programmes.values()].filter((each) => each.id !== held && touches(each.id))
  const paid = open.filter((each) => NAMED_FOR_MONEY.test(each.title))
  return (ASKS_FOR_MONEY.test(text) && paid.length > 0 ? paid : open).map((each) => each.id)
}

/** 我妈80了有补贴吗 is not answered with meals and visits first. */
const ASKS_FOR_MONEY = /^(?!.*(政策|照顾|服务|帮助|享受)).*(补贴|津贴|补助|钱|能领|可以领)/
const NAMED_FOR_MONEY = /补贴|津贴|保障|供养|救助|减免/

/** Both ages told: these two are judged, however near a stored question on ages comes. */
export function tellsBothAges(heard: readonly Mention[]): boolean {
  const told = heard.map((each) => each.fact)
  return ['groom', 'bride'].every((who) => told.includes(`${who}Age`) || told.includes(`${who}BirthDate`))
}

const isCouple = (told: ReadonlySet<FactName>) =>
  ['groomAge', 'brideAge', 'groomBirthDate', 'brideBirthDate', 'marriageKinship'].some((fact) => told.has(fact))

/** Facts a rule set turns on, with the birth dates and sums its derived facts come from. */
export function factsOf(set: RuleSet | undefined, knowledge: Knowledge): readonly FactName[] {
  if (!set) return []
  const named = comparisonsIn(set).map((each) => each.fact)
  const inputs = named.flatMap((name) => knowledge.facts.get(name)?.from ?? [])
  const income = named.includes('incomePerHeadFen') ? ['householdSize', 'monthlyHouseholdIncomeFen'] : []
  return [...new Set([...named, ...inputs, ...income])]
}

export const comparisonsIn = (set: RuleSet) =>
  [...set.criteria, ...set.exceptions].flatMap((each) => comparisonsOf(each.when))
