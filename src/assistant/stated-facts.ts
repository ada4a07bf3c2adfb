/**
 * Facts a resident states in passing: age, household, income, disability, status. Each keeps the words it came from, so
 * that it can be shown back and corrected. What is vague (两三千), negated or about somebody else is left out: unknown.
 */
import { wholeNumber } from '../dialogs/answers/chinese-number'
import type { FactName, Facts, FactValue } from '../domain/facts'
import type { LegalDay } from '../domain/legal-day'
import type { Knowledge } from '../knowledge/knowledge'
import { type AgeMention, ageMentions } from './stated-ages'

export interface StatedFact {
  readonly fact: FactName
  readonly value: FactValue
  readonly words: string
}

type Finder = (text: string) => StatedFact[]

const NUMBER = '[0-9零〇一二两三四五六七八九十百]+'
const AMOUNT = '[0-9][0-9,.]*万?|[一二两三四五六七八九十百千万零]+'

/** A matcher of one pattern giving fixed values. */
function saying(pattern: RegExp, ...facts: readonly [FactName, FactValue][]): Finder {
  return (text) => {
    const match = pattern.exec(text)
    return match ? facts.map(([fact, value]) => ({ fact, value, words: match[0] })) : []
  }
}

/** The first match's first group as a whole number. */
function counting(fact: FactName, pattern: RegExp, low: number, high: number): Finder {
  return (text) => {
    const match = pattern.exec(text)
    const value = match?.[1] === undefined ? undefined : exactNumber(match[1])
    return match && value !== undefined && value >= low && value <= high ? [{ fact, value, words: match[0] }] : []
  }
}

const GRADES: Readonly<Record<string, string>> = {
  一: 'grade1',
  壹: 'grade1',
  1: 'grade1',
  二: 'grade2',
  贰: 'grade2',
  2: 'grade2',
  三: 'grade3',
  叁: 'grade3',
  3: 'grade3',
  四: 'grade4',
  4: 'grade4',
}
const KINDS: Readonly<Record<string, string>> = {
  视力: 'visual',
  听力: 'hearing',
  言语: 'speech',
  肢体: 'physical',
  智力: 'intellectual',
  精神: 'mental',
  多重: 'multiple',
}

const disability: Finder = (text) => {
  const kinds = '视力|听力|言语|肢体|智力|精神|多重'
  const match = new RegExp(
    `([一壹二贰三叁四1-4])级(?:的)?(${kinds})?(?:重度)?残|(${kinds})(?:的)?残?疾?(?:人)?[^，。]{0,3}?([一壹二贰三叁四1-4])级|残疾(?:人)?证?(?:是|上写的?|评的?)?([一壹二贰三叁四1-4])级|(${kinds})([一壹二贰三叁四1-4])级残`,
  ).exec(text)
  if (!match) {
    return [
      ...saying(/没有?残疾人?证|不是残疾|没有?残疾/, ['disabilityGrade', 'none'], ['disabilityCategory', 'none'])(text),
      // 重残 is grade one or two: what the rules give the second they give the first.
      ...saying(/(?<!不是|没有|没)(?:重度残疾|重残)/, ['disabilityGrade', 'grade2'])(text),
    ].slice(0, 2)
  }
  const grade = GRADES[match[1] ?? match[4] ?? match[5] ?? match[7] ?? '']
  const kind = KINDS[match[2] ?? match[3] ?? match[6] ?? '']
  return [
    ...(grade ? [{ fact: 'disabilityGrade', value: grade, words: match[0] }] : []),
    ...(kind ? [{ fact: 'disabilityCategory', value: kind, words: match[0] }] : []),
  ]
}

const income: Finder = (text) => {
  const pattern = new RegExp(
    `(全家|家里|一家|两个人|俩人|老两口|加起来|合计|一共|总共)?[^，。？！]{0,8}(退休金|养老金|工资|收入|挣|领)[^，。？！0-9一二两三四五六七八九十]{0,8}(${AMOUNT})(?:块钱|块|元)?(?:左右)?(一个月|每月|每个月|一月|一年|每年)?`,
  )
  const match = pattern.exec(text)
  if (!match?.[3]) return []
  const yuan = exactNumber(match[3])
  const fen = yuan === undefined ? undefined : Math.round(yuan * 100)
  const monthly =
    fen === undefined
      ? undefined
      : /年/.test(match[4] ?? '') || /(年收入|一年)/.test(match[0])
        ? Math.floor(fen / 12)
        : fen
  if (monthly === undefined || monthly < 100 || /大概|左右|差不多|来块/.test(match[0])) return []
  const said = text.slice(Math.max(0, match.index - 14), match.index) + match[0]
  const whole =
    /全家|家里|一家|口人|两个人|俩人|老两口|加起来|合计|一共|总共/.test(said) &&
    !/我一个月|我每月|本人|自己/.test(match[0])
  const perHead = /人均/.test(text)
  const fact = perHead ? 'incomePerHeadFen' : whole ? 'monthlyHouseholdIncomeFen' : 'applicantMonthlyIncomeFen'
  return [{ fact, value: monthly, words: match[0] }]
}

const OF_A_COUPLE = /结婚|领证|打证|扯证|拿证|登记|对象|男朋友|女朋友|未婚夫|未婚妻|我俩|俺俩|我们俩/

/** 我22她20: who says 她 is the man, who says 他 or 男朋友 is the woman. */
function coupleAges(mentions: readonly AgeMention[], text: string): StatedFact[] {
  const speaker = /女朋友|未婚妻|她/.test(text) ? 'man' : /男朋友|未婚夫|(?<!其)他/.test(text) ? 'woman' : undefined
  return mentions.flatMap((each): StatedFact[] => {
    const sex = each.owner === 'self' ? speaker : each.owner
    if (sex !== 'man' && sex !== 'woman') return []
    const [age, birth] = sex === 'man' ? ['groomAge', 'groomBirthDate'] : ['brideAge', 'brideBirthDate']
    return each.birth !== undefined
      ? [{ fact: birth ?? '', value: each.birth, words: each.words }]
      : [{ fact: age ?? '', value: each.age ?? 0, words: each.words }]
  })
}

/** The one it is asked for: an elder spoken of goes before oneself; one's own age says nothing of a parent. */
function personAges(mentions: readonly AgeMention[], text: string): StatedFact[] {
  const elder = mentions.find((each) => ['elder', 'man', 'woman', 'nobody'].includes(each.owner))
  const self = mentions.find((each) => each.owner === 'self')
  const forElder =
    /爸|妈|爹|娘|父亲|母亲|爷爷|奶奶|姥|外公|外婆|公公|婆婆|岳父|岳母|老人|老伴|弟弟|哥哥|姐姐|妹妹|叔|伯/.test(text)
  const child = mentions.find((each) => each.owner === 'child')
  const applicant = elder ?? (forElder ? undefined : self)
  return [
    ...(applicant ? factsOfAge(applicant, 'applicantAge', 'applicantBirthDate') : []),
    ...(child ? factsOfAge(child, 'childAge', 'childBirthDate') : []),
  ]
}

function factsOfAge({ age, birth, words }: AgeMention, ageFact: FactName, birthFact: FactName): StatedFact[] {
  if (birth !== undefined) return [{ fact: birthFact, value: birth, words }]
  return age === undefined ? [] : [{ fact: ageFact, value: age, words }]
}

const OF_A_CHILD =
  /孩子|小孩|娃|孙|侄|外甥|孤儿|事实无人|未成年|我(?:今年)?(?:\d|1[0-7]|[一二三四五六七八九]|十[一二三四五六七]?)岁/
const SITUATIONS: readonly (readonly [string, string])[] = [
  ['去世|没了|死了|不在了|走了(?!.{0,3}没)|病逝|过世|亡故|意外死', 'dead'],
  ['坐牢|服刑|判刑|关在监狱|蹲监狱|进监狱', 'imprisoned'],
  ['强制戒毒|强戒|戒毒', 'compulsoryDetox'],
  ['失联|联系不上|没音信|找不到人|下落不明|离家出走|跑了|走了没回', 'lostContact'],
  ['改嫁|不管|不养|再婚', 'notCaring'],
  ['一级残疾|二级残疾|重残|重度残疾', 'severeDisability'],
  ['重病|癌|尿毒症|白血病', 'seriousIllness'],
]

/** What has become of a child's father and mother; how long somebody has been gone is not judged here. */
function parentFacts(text: string): StatedFact[] {
  if (!OF_A_CHILD.test(text)) return []
  const parents = [
    ['fatherSituation', '(?:孩子|他|她|娃)?(?:爸爸?|爹|父亲)|儿子(?=.{0,10}儿媳)|我儿子'],
    ['motherSituation', '(?:孩子|他|她|娃)?(?:妈妈?|娘|母亲)|儿媳妇?'],
  ] as const
  return parents.flatMap(([fact, who]) => {
    const found = SITUATIONS.flatMap(([said, value]) => {
      const match = new RegExp(`(?:${who})(?:[^，。；爸妈爹娘父母媳]{0,8})(?:${said})`).exec(text)
      return match ? [{ fact, value, words: match[0], at: match[0].length }] : []
    }).sort((a, b) => a.at - b.at)
    return found.slice(0, 1).map(({ words, value }) => ({ fact, value, words }))
  })
}

function ages(text: string, on: LegalDay): StatedFact[] {
  const mentions = ageMentions(text, on)
  const couple = OF_A_COUPLE.test(text) ? coupleAges(mentions, text) : []
  return couple.length > 0 ? couple : personAges(mentions, text)
}

const FINDERS: readonly Finder[] = [
  counting('householdSize', new RegExp(`(?:一家|全家|家里|我家|我们家)\\D{0,3}?(${NUMBER})(?:口人?|个人)`), 1, 20),
  saying(/(?:我|俺)?(?:跟|和)老伴(?:儿)?(?:两个人|俩人?|俩)|(?:就|只有)?(?:我们)?老两口/, ['householdSize', 2]),
  saying(
    /就我(?:自己)?一个人(?:过|生活|吃饭)?|家里就我(?:一个|自己)/,
    ['householdSize', 1],
    ['elderLivingSituation', 'alone'],
  ),
  saying(/(?<!是不是)(?:一个人住|自己住|独居|一个人过|一个人生活)/, ['elderLivingSituation', 'alone']),
  saying(/空巢|(?:子女|儿女|孩子)都?不在身边/, ['elderLivingSituation', 'emptyNest']),
  income,
  disability,
  saying(
    /(?<!不|没|能不能|能|可以|想|要|够)(?:是|吃着?|享受着?|拿着|领着|评上|有)了?低保(?!边缘)(?!的?(?:吗|么|不|条件|标准))|(?<!不是|没有|没)低保(?:户|家庭|对象)(?!口)(?!.{0,2}[吗么])/,
    ['assistanceStatus', 'subsistence'],
  ),
  saying(/(?<!不)是低保边缘/, ['assistanceStatus', 'nearSubsistence'], ['nearSubsistence', true]),
  saying(/(?<!不)(?:是|成了|评上)(?:五保|特困)|(?<!不是|没有|办)(?:五保户|特困人员)(?!.{0,2}[吗么])/, [
    'assistanceStatus',
    'destitute',
  ]),
  saying(/(?:没有|没)(?:吃|领|享受)?低保|不是(?:低保|五保|特困)/, ['assistanceStatus', 'none']),
  saying(/癌|肿瘤|尿毒症|透析|白血病|重大?疾?病|大病/, ['seriousIllness', true]),
  saying(/没(?:有)?工作|下岗|失业|干不了活/, ['employed', false]),
  saying(/没有?(?:任何|一点|啥|什么)?收入|没有?经济来源|没有?生活来源/, ['applicantMonthlyIncomeFen', 0]),
  saying(/无儿无女|没儿没女|没有?(?:子女|儿女|孩子)|无子女|孤寡|没结过婚[^，。]{0,4}(?:没|无)/, [
    'supportObligors',
    'none',
  ]),
  saying(/着火|失火|火灾|车祸|交通事故|突发|意外(?:受)?伤|塌了/, ['suddenHardship', true]),
  saying(/吃不(?:上|起)饭|揭不开锅|活不下去|没钱吃饭|断了生活来源/, ['basicLivingInDifficulty', true]),
  saying(/(轻|中|重)度失能/, ['elderAbilityLevel', 'moderate']),
  saying(
    /(?:父母|爹妈|爸妈|双亲)(?:都|双双)?(?:去世|没了|不在了|死了|走了|亡)/,
    ['fatherSituation', 'dead'],
    ['motherSituation', 'dead'],
  ),
  saying(/(?:表|堂)(?:妹|姐|哥|弟|兄)/, ['marriageKinship', 'withinThree']),
  saying(/还没离婚|没离婚|还没离/, ['marriageBothSingle', false]),
]

/** `on`: the day ages are counted on. */
export function statedFacts(text: string, knowledge: Knowledge, on: LegalDay): readonly StatedFact[] {
  const found = [
    ...ages(text, on),
    ...parentFacts(text),
    ...FINDERS.flatMap((find) => find(text)),
    ...placeFacts(text, knowledge),
  ].map((each) => exactAbility(each))
  return found.filter(
    (each, i) => knowledge.facts.has(each.fact) && found.findIndex((other) => other.fact === each.fact) === i,
  )
}

function exactAbility(fact: StatedFact): StatedFact {
  if (fact.fact !== 'elderAbilityLevel') return fact
  const value = fact.words.startsWith('轻') ? 'mild' : fact.words.startsWith('重') ? 'severe' : 'moderate'
  return { ...fact, value }
}

/** 户口在灵璧, 灵璧户口, 住在灵璧: the registered place and the place of living are two facts. */
function placeFacts(text: string, knowledge: Knowledge): StatedFact[] {
  const found: StatedFact[] = []
  for (const region of knowledge.regions.all()) {
    const within = knowledge.regions.chain(region.name)
    if (!within.includes('宿州市')) continue
    for (const name of [region.name, ...region.aliases]) {
      const hukou = new RegExp(
        `(?<!外地)(?:户口|户籍)(?:在|是)?[^，。]{0,4}${name}|${name}[^，。在]{0,6}(?:户口|户籍)|(?:^|[我是爸妈，])${name}(?:本地)?人`,
      ).exec(text)
      if (hukou)
        found.push(
          { fact: 'hukouInSuzhou', value: true, words: hukou[0] },
          { fact: 'hukouInAnhui', value: true, words: hukou[0] },
        )
      const lives = new RegExp(`(?:住在|住|家在)[^，。]{0,3}${name}`).exec(text)
      if (lives) found.push({ fact: 'livesInSuzhou', value: true, words: lives[0] })
    }
  }
  return found
}

export function asFacts(stated: readonly StatedFact[]): Facts {
  return Object.fromEntries(stated.map((each) => [each.fact, each.value]))
}

/** 两千三 is 2300; 两三千 is a range and stays unknown. */
function exactNumber(text: string): number | undefined {
  const read = wholeNumber(text)
  return read && !read.range && !read.more ? read.value : undefined
}
