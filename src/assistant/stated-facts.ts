/**
 * Facts a resident states in passing: age, household, income, disability, status. Each keeps the words it came from, so
 * that it can be shown back and corrected. What is vague (两三千), negated or about somebody else is left out: unknown.
 */
import { wholeNumber } from '../dialogs/answers/chinese-number'
import type { FactName, Facts, FactValue } from '../domain/facts'
import type { Knowledge } from '../knowledge/knowledge'

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
  1: 'grade1',
  二: 'grade2',
  2: 'grade2',
  三: 'grade3',
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
  const match =
    /([一二三四1-4])级(视力|听力|言语|肢体|智力|精神|多重)?残|(视力|听力|言语|肢体|智力|精神|多重)残疾?([一二三四1-4])级/.exec(
      text,
    )
  if (!match) return saying(/没有?残疾证|不是残疾/, ['disabilityGrade', 'none'], ['disabilityCategory', 'none'])(text)
  const grade = GRADES[match[1] ?? match[4] ?? '']
  const kind = KINDS[match[2] ?? match[3] ?? '']
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
  const whole = /全家|家里|一家|两个人|俩人|老两口|加起来|合计|一共|总共/.test(match[0])
  const perHead = /人均/.test(text)
  const fact = perHead ? 'incomePerHeadFen' : whole ? 'monthlyHouseholdIncomeFen' : 'applicantMonthlyIncomeFen'
  return [{ fact, value: monthly, words: match[0] }]
}

const couple: Finder = (text) => {
  const found: StatedFact[] = []
  const man = new RegExp(`(?:男方|男的|男生|男朋友|对象男|我男|男)\\D{0,3}?(${NUMBER})(?:周)?岁?`).exec(text)
  const woman = new RegExp(`(?:女方|女的|女生|女朋友|对象女|我女|女)\\D{0,3}?(${NUMBER})(?:周)?岁?`).exec(text)
  for (const [match, fact] of [
    [man, 'groomAge'],
    [woman, 'brideAge'],
  ] as const) {
    const age = match?.[1] === undefined ? undefined : exactNumber(match[1])
    if (match && age !== undefined && age >= 14 && age <= 100) found.push({ fact, value: age, words: match[0] })
  }
  return found
}

const FINDERS: readonly Finder[] = [
  counting(
    'applicantAge',
    new RegExp(
      `(?:我|爸|妈|父亲|母亲|爷爷|奶奶|姥姥|姥爷|外婆|外公|老人|老伴|公公|婆婆|岳父|岳母|叔叔|伯伯|大爷|大娘|今年)\\D{0,6}?(${NUMBER})(?:周)?岁`,
    ),
    1,
    120,
  ),
  counting(
    'childAge',
    new RegExp(`(?:孩子|小孩|儿子|女儿|孙子|孙女|侄子|侄女|外甥)\\D{0,4}?(${NUMBER})(?:周)?岁`),
    0,
    30,
  ),
  counting('householdSize', new RegExp(`(?:一家|全家|家里|我家|我们家)\\D{0,3}?(${NUMBER})(?:口人?|个人)`), 1, 20),
  saying(/(?:我|俺)?(?:跟|和)老伴(?:儿)?(?:两个人|俩人?|俩)|(?:就|只有)?(?:我们)?老两口/, ['householdSize', 2]),
  saying(
    /就我(?:自己)?一个人(?:过|生活|吃饭)?|家里就我(?:一个|自己)/,
    ['householdSize', 1],
    ['elderLivingSituation', 'alone'],
  ),
  saying(/一个人住|自己住|独居|一个人过/, ['elderLivingSituation', 'alone']),
  saying(/空巢|(?:子女|儿女|孩子)都?不在身边/, ['elderLivingSituation', 'emptyNest']),
  income,
  disability,
  saying(
    /(?<!不)(?<!没)(?:是|吃|享受|拿|领)(?:着|了)?低保(?!边缘)(?!的?(?:吗|么|条件|标准))|低保户(?!口)(?!.{0,2}吗)/,
    ['assistanceStatus', 'subsistence'],
  ),
  saying(/(?<!不)是低保边缘/, ['assistanceStatus', 'nearSubsistence'], ['nearSubsistence', true]),
  saying(/(?<!不)是(?:五保|特困)/, ['assistanceStatus', 'destitute']),
  saying(/(?:没有|没)(?:吃|领|享受)?低保|不是(?:低保|五保|特困)/, ['assistanceStatus', 'none']),
  saying(/癌|肿瘤|尿毒症|透析|白血病|重大?疾?病|大病/, ['seriousIllness', true]),
  saying(/没(?:有)?工作|下岗|失业|干不了活/, ['employed', false]),
  saying(/无儿无女|没儿没女|没有?(?:子女|儿女|孩子)|无子女|孤寡/, ['supportObligors', 'none']),
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
  couple,
]

export function statedFacts(text: string, knowledge: Knowledge): readonly StatedFact[] {
  const found = [...FINDERS.flatMap((find) => find(text)), ...placeFacts(text, knowledge)].map((each) =>
    exactAbility(each),
  )
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
        `(?:户口|户籍)(?:在|是)?[^，。]{0,4}${name}|${name}[^，。]{0,4}(?:户口|户籍)|^${name}(?:人|的)`,
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
