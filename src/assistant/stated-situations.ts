/**
 * Household, disability, assistance, living and hardship said in passing. A no is heard as a no; what one word does not
 * settle (不是低保户: perhaps 低保边缘; 有残疾证: of which grade) is vague, and asked.
 */
import { wholeNumber } from '../dialogs/answers/chinese-number'
import type { FactName, FactValue } from '../domain/facts'
import type { Mention } from './stated'
import { incomes } from './stated-money'
import { sharedIncomes } from './stated-shares'

type Finder = (text: string) => Mention[]

const NUMBER = '[0-9零〇一二两三四五六七八九十百]+'

/** A matcher of one pattern giving fixed values. */
function saying(pattern: RegExp, ...facts: readonly [FactName, FactValue][]): Finder {
  return (text) => {
    const match = pattern.exec(text)
    return match ? facts.map(([fact, value]) => ({ fact, value, words: match[0] })) : []
  }
}

/** Spoken of, and not settled. */
function hinting(pattern: RegExp, ...facts: readonly FactName[]): Finder {
  return (text) => {
    const words = pattern.exec(text)?.[0]
    return words === undefined ? [] : facts.map((fact) => ({ fact, words }))
  }
}

/** The first match's first group as a whole number. */
function counting(fact: FactName, pattern: RegExp, low: number, high: number): Finder {
  return (text) => {
    const match = pattern.exec(text)
    const figure = match?.[1] ?? match?.[2]
    const value = figure === undefined ? undefined : exactNumber(figure)
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

const KIND_WORDS = Object.keys(KINDS).join('|')
const GRADED = new RegExp(
  `([一壹二贰三叁四1-4])级(?:的)?(${KIND_WORDS})?(?:重度)?残(?:疾(?:人)?)?(?:证)?|(${KIND_WORDS})(?:的)?残?疾?(?:人)?(?:证)?[^，。]{0,3}?([一壹二贰三叁四1-4])级|残疾(?:人)?证?(?:是|上写的?|评的?)?([一壹二贰三叁四1-4])级|(${KIND_WORDS})([一壹二贰三叁四1-4])级残`,
  'g',
)

/** Every grade said: each may be somebody else's. */
const disability: Finder = (text) => {
  const matches = [...text.matchAll(GRADED)]
  return matches.length === 0 ? ungraded(text) : matches.flatMap((match) => graded(match, matches.length === 1, text))
}

function ungraded(text: string): Mention[] {
  return [
    ...saying(/没有?残疾人?证|不是残疾|没有?残疾/, ['disabilityGrade', 'none'], ['disabilityCategory', 'none'])(text),
    // 重残 is grade one or two: what the rules give the second they give the first.
    ...saying(/(?<!不是|没有|没)(?:重度残疾|重残)/, ['disabilityGrade', 'grade2'])(text),
    ...hinting(
      /(?<!没|没有|办|办个|不)(?:有|持|拿着?)(?:个|了)?残疾人?证|(?<!不)是残疾人/,
      'disabilityGrade',
      'disabilityCategory',
    )(text),
  ].slice(0, 2)
}

function graded(match: RegExpMatchArray, isOnly: boolean, text: string): Mention[] {
  const [words] = match
  const grade = GRADES[match[1] ?? match[4] ?? match[5] ?? match[7] ?? '']
  const apart = isOnly
    ? new RegExp(`(${KIND_WORDS})(?:的|上|方面)?(?=残|[，。]|$)|级(${KIND_WORDS})`).exec(text)
    : undefined
  const kind = KINDS[match[2] ?? match[3] ?? match[6] ?? apart?.[1] ?? apart?.[2] ?? '']
  return [
    ...(grade ? [{ fact: 'disabilityGrade', value: grade, words }] : []),
    ...(kind ? [{ fact: 'disabilityCategory', value: kind, words }] : []),
  ]
}

/** 没有收入，儿子每月给500 is not nothing. */
const withoutIncome: Finder = (text) =>
  [...sharedIncomes(text), ...incomes(text)].length > 0
    ? []
    : saying(/没有?(?:任何|一点|啥|什么)?收入|没有?经济来源|没有?生活来源/, ['applicantMonthlyIncomeFen', 0])(text)

const FINDERS: readonly Finder[] = [
  counting(
    'householdSize',
    new RegExp(`(?:一家|全家|家里|我家|俺家|咱家|我们家|俺们家)\\D{0,3}?(${NUMBER})(?:口人?|个人)`),
    1,
    20,
  ),
  counting(
    'householdSize',
    new RegExp(
      `(?<=^|[，。一共总共就])(${NUMBER})口(?:人|(?=[，。]|$))|(?<=[，。])(?:一共|总共|就)?(${NUMBER})(?:个人|口人)(?=[，。]|$)`,
    ),
    1,
    20,
  ),
  saying(/(?:我|俺)?(?:跟|和)老伴(?:儿)?(?:两个人|俩人?|俩)|(?:就|只有)?(?:我们)?老两口/, ['householdSize', 2]),
  saying(
    /就我(?:自己)?一个人(?:过|生活|吃饭)?|家里就我(?:一个|自己)/,
    ['householdSize', 1],
    ['elderLivingSituation', 'alone'],
  ),
  saying(
    /(?<!是不是)(?:一个人住|自己住|独居|一个人过|一个人生活)/,
    ['elderLivingSituation', 'alone'],
    ['elderLivesInInstitution', false],
  ),
  saying(
    /空巢|(?:子女|儿女|孩子)都?不在身边|(?:子女|儿女|儿子们?|女儿|闺女)(?:全|都)?(?:在|去了?)(?:外地|外面|外边|外省|城里|北京|上海|浙江|江苏|广东|南京|苏州|杭州|合肥)(?![^，。]{0,4}(?:上学|读书|念书))/,
    ['elderLivingSituation', 'emptyNest'],
  ),
  saying(/(?<!不|没)(?:住在?|在)(?:养老院|敬老院|福利院|养老机构|老年公寓)/, ['elderLivesInInstitution', true]),
  saying(/(?:没|不)(?:住|去)(?:养老院|敬老院|养老机构)|(?:住|待)在?(?:自己)?家里|在家住/, [
    'elderLivesInInstitution',
    false,
  ]),
  saying(
    /和(?:儿子|女儿|闺女|子女|孩子|家人)[^，。]{0,3}(?:一起|一块儿?|一起?)住|(?:跟|随)(?:着)?(?:儿子|女儿|闺女|子女|我|我们)(?:一起)?住/,
    ['elderLivingSituation', 'withFamily'],
  ),
  sharedIncomes,
  incomes,
  disability,
  saying(
    /(?<!不|没|能不能|能|可以|想|要|够)(?:是|吃着?|享受着?|拿着|领着|评上|有)了?低保(?!边缘)(?!的?(?:吗|么|不|条件|标准))|(?<!不是|没有|没)低保(?:户|家庭|对象)(?!口)(?!.{0,2}[吗么])|[我俺他她]家(?:里|现在)?低保(?=[，。]|$)/,
    ['assistanceStatus', 'subsistence'],
  ),
  saying(/(?<!不)是低保边缘/, ['assistanceStatus', 'nearSubsistence'], ['nearSubsistence', true]),
  saying(/(?<!不)(?:是|成了|评上)(?:五保|特困)|(?<!不是|没有|办)(?:五保户|特困人员)(?!.{0,2}[吗么])/, [
    'assistanceStatus',
    'destitute',
  ]),
  saying(
    /(?:什么|啥)(?:救助|低保|补助)?(?:都|也)(?:没有|没享受|不是|没认定)|(?:没有|没|不是)(?:吃|领|享受)?低保(?:户|家庭)?[，、]?(?:也|更)?(?:没有|没|不是)(?:评|办)?(?:低保边缘|边缘|五保|特困)[^，。]{0,4}/,
    ['assistanceStatus', 'none'],
  ),
  hinting(/(?:没有|没)(?:吃|领|享受|办|评上)?低保|不是(?:低保|五保|特困)(?:户|家庭|人员)?/, 'assistanceStatus'),
  saying(
    /没(?:有)?房[^。]{0,2}(?:也)?没(?:有)?车[^。]{0,2}(?:也)?没(?:有)?(?:什么)?存款|(?:没有?|啥|什么)(?:任何|一点|啥|什么)?财产(?:都没有|也没有)?|家徒四壁/,
    ['assetsWithinLimit', true],
  ),
  saying(/没(?:有)?(?:[^，。；]{0,2})?车(?!费|票|祸)|啥车(?:都|也)没/, ['vehicleKind', 'none']),
  saying(/(?:只有|就)(?:一?[个辆])?(?:电动车|电瓶车|三轮车|电三轮|摩托车)/, ['vehicleKind', 'light']),
  saying(/(?:就|只有|只)(?:有)?[一1](?:套|处|间)(?:老|旧|破|土|自己住的|农村)?(?:的)?房/, ['housingKind', 'one']),
  saying(/(?:没(?:有)?房(?!贷|租)|租房|租的房|借住)/, ['housingKind', 'none']),
  saying(/没(?:有)?(?:一分|什么|啥)?(?:存款|积蓄)|存款(?:也|都)?没有/, ['householdSavingsFen', 0]),
  saying(/癌|肿瘤|尿毒症|透析|白血病|重大?疾?病|大病/, ['seriousIllness', true]),
  saying(/没(?:有)?工作|下岗|失业|干不了活/, ['employed', false]),
  withoutIncome,
  saying(/无儿无女|没儿没女|没有?(?:子女|儿女|孩子)|无子女|孤寡|没结过婚[^，。]{0,4}(?:没|无)/, [
    'supportObligors',
    'none',
  ]),
  saying(/着火|失火|火灾|车祸|交通事故|突发|意外(?:受)?伤|塌了/, ['suddenHardship', true]),
  saying(
    /(?:看病|治病|住院|透析|化疗|手术|医药费|药费|上学|学费)[^。]{0,12}(?:欠|借了|花光|掏空|花不起|拿不出|承受不|负担不|撑不住)[^，。]{0,5}|(?:病|癌|尿毒症|瘫)[^。]{0,24}欠了?[^，。]{0,6}债/,
    ['essentialCostSurge', true],
  ),
  saying(/吃不(?:上|起)饭|揭不开锅|活不下去|没钱吃饭|断了生活来源/, ['basicLivingInDifficulty', true]),
  saying(/(轻|中|重)度失能/, ['elderAbilityLevel', 'moderate']),
  saying(/(?:表|堂)(?:妹|姐|哥|弟|兄)/, ['marriageKinship', 'withinThree']),
  saying(/还没离婚|没离婚|还没离/, ['marriageBothSingle', false]),
  saying(
    /(?:没(?:有)?(?:钱|路费)|回不(?:了|去))(?:回|去)?(?:老)?家|(?:在|到)(?:外面|外地|火车站|车站|街上|桥洞)[^。]{0,12}(?:没(?:有)?吃的|没(?:有)?地方住|没(?:有)?住处)/,
    ['strandedWithoutMeans', true],
  ),
]

export function situations(text: string): Mention[] {
  return FINDERS.flatMap((find) => find(text)).map(exactAbility)
}

function exactAbility(fact: Mention): Mention {
  if (fact.fact !== 'elderAbilityLevel') return fact
  const value = fact.words.startsWith('轻') ? 'mild' : fact.words.startsWith('重') ? 'severe' : 'moderate'
  return { ...fact, value }
}

/** 两千三 is 2300; 两三千 is a range and stays unknown. */
function exactNumber(text: string): number | undefined {
  const read = wholeNumber(text)
  return read && !read.range && !read.more ? read.value : undefined
}
