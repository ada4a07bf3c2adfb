/**
 * Facts a resident states in passing: age, household, income, disability, status. Each keeps the words it came from, so
 * that it can be shown back and corrected. What is vague (两三千) is kept apart, and what is said of somebody else left out: unknown.
 */
import type { FactName, Facts } from '../domain/facts'
import type { LegalDay } from '../domain/legal-day'
import type { Knowledge } from '../knowledge/knowledge'
import { isStated, type Mention, type StatedFact } from './stated'
import { type AgeMention, ageMentions } from './stated-ages'
import { ownFacts } from './stated-owners'
import { parentFacts } from './stated-parents'
import { placeFacts } from './stated-places'
import { situations } from './stated-situations'

const OF_A_COUPLE = /结婚|领证|打证|扯证|拿证|登记|对象|男朋友|女朋友|未婚夫|未婚妻|我俩|俺俩|我们俩/

/** 我22她20: who says 她 is the man, who says 他 or 男朋友 is the woman. */
function coupleAges(said: readonly AgeMention[], text: string): Mention[] {
  const speaker = /女朋友|未婚妻|老婆|媳妇|她/.test(text)
    ? 'man'
    : /男朋友|未婚夫|老公|(?<!其)他/.test(text)
      ? 'woman'
      : undefined
  return said.flatMap((each) => {
    const other = speaker && (speaker === 'man' ? 'woman' : 'man')
    const sex = each.owner === 'self' ? speaker : each.owner === 'spouse' ? other : each.owner
    if (sex === 'man') return factsOfAge(each, 'groomAge', 'groomBirthDate')
    return sex === 'woman' ? factsOfAge(each, 'brideAge', 'brideBirthDate') : []
  })
}

/** 跟爸妈住 tells of who asks, not of the parents. */
const LIVING_WITH = /(?:跟|和|与|同|随)(?:我|着)?(?:爸妈|爸爸妈妈|父母|爹妈|老人|爷爷奶奶)(?:一起)?(?:住|过|生活)/

const FOR_SPOUSE = /(?:给|替|帮)(?:我|俺)?(?:家)?(?:老伴|老婆|媳妇|老公|丈夫|妻子|爱人)/

/** The one it is asked for: an elder spoken of goes before oneself; one's own age says nothing of a parent. */
function applicantIn(said: readonly AgeMention[], text: string): AgeMention | undefined {
  const elder = said.find((each) => ['elder', 'man', 'woman', 'nobody'].includes(each.owner))
  const self = said.find((each) => each.owner === 'self')
  const spouse = said.find((each) => each.owner === 'spouse')
  if (FOR_SPOUSE.test(text)) return elder ?? spouse
  const forElder =
    /爸|妈|爹|娘|父亲|母亲|爷爷|奶奶|姥|外公|外婆|公公|婆婆|岳父|岳母|老人|弟弟|哥哥|姐姐|妹妹|叔|伯/.test(
      text.replace(LIVING_WITH, ''),
    )
  return elder ?? (forElder ? undefined : (self ?? spouse))
}

function personAges(said: readonly AgeMention[], text: string): Mention[] {
  const applicant = applicantIn(said, text)
  const child = said.find((each) => each.owner === 'child')
  return [
    ...(applicant ? factsOfAge(applicant, 'applicantAge', 'applicantBirthDate') : []),
    ...(child ? factsOfAge(child, 'childAge', 'childBirthDate') : []),
  ]
}

function factsOfAge({ age, birth, range, words }: AgeMention, ageFact: FactName, birthFact: FactName): Mention[] {
  if (birth !== undefined) return [{ fact: birthFact, value: birth, words }]
  return age === undefined ? [{ fact: ageFact, words, range }] : [{ fact: ageFact, value: age, words }]
}

/** Of each person the sure age, if one was said. */
function agesSaid(text: string, on: LegalDay): readonly AgeMention[] {
  const all = ageMentions(text, on)
  const sure = all.filter((each) => each.range === undefined)
  return [...sure, ...all.filter((each) => !sure.some((other) => other.owner === each.owner))]
}

function ages(said: readonly AgeMention[], text: string): Mention[] {
  const couple = OF_A_COUPLE.test(text) ? coupleAges(said, text) : []
  return couple.length > 0 ? couple : personAges(said, text)
}

/** Everything heard, for sure or not. `on`: the day ages are counted on. */
export function mentions(text: string, knowledge: Knowledge, on: LegalDay): readonly Mention[] {
  const said = agesSaid(text, on)
  const owned = ownFacts(situations(text), text, applicantIn(said, text)?.owner)
  const found = [...ages(said, text), ...parentFacts(text), ...owned, ...placeFacts(text, knowledge)]
  const sure = new Set(found.filter(isStated).map((each) => each.fact))
  return found
    .filter((each) => knowledge.facts.has(each.fact) && (isStated(each) || !sure.has(each.fact)))
    .filter((each, i, all) => all.findIndex((other) => other.fact === each.fact) === i)
}

/** What was said for sure. */
export function statedFacts(text: string, knowledge: Knowledge, on: LegalDay): readonly StatedFact[] {
  return mentions(text, knowledge, on).filter(isStated)
}

export function asFacts(said: readonly Mention[]): Facts {
  return Object.fromEntries(said.filter(isStated).map((each) => [each.fact, each.value]))
}
