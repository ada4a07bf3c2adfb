/**
 * "能享受什么", "够不够条件": rules judged on what the resident said, ranked, each with what is met, what is not, what is
 * missing, and one best next question. Always a preliminary view; the digest makes it repeatable.
 */

import { comparisonsOf } from '../domain/conditions'
import type { FactName, Facts } from '../domain/facts'
import type { ProgrammeId } from '../domain/programme'
import type { RuleSet } from '../domain/rule-set'
import { type Decision, decide } from '../eligibility/decide'
import { ruleSetOn, standardsOn } from '../eligibility/rules-on'
import type { Knowledge } from '../knowledge/knowledge'
import { cite, type Frame } from './compose'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import type { StatedFact } from './stated-facts'

const ASKS_ELIGIBILITY =
  /(?<!失)(能|可以|可不可以|能不能|够|符合|够不够|算不算|有没有资格|管)[^，。？！]{0,10}(申请|办|领|享受|吃|拿|条件|登记|结婚|离婚|领证|打证|扯证|打|补贴|津贴|救助|低保)|符不符合|想问(一下)?(低保|特困|补贴)|够不够|够年龄|(领|结婚|登记|打)了?(吗|不|没)$/
const ASKS_WHAT_FOR_ME =
  /(能|可以|该|有|给)(享受|领|申请|办|拿|要)?(到|些)?[^，。？！能]{0,4}(什么|哪些|啥)[^，。？！]{0,6}(补贴|补助|政策|待遇|救助|津贴|照顾|帮助|帮扶|钱)?|(什么|哪些|啥)(政策|补贴|补助|待遇|救助)|(政府|国家|民政)[^，。？！]{0,6}(帮|管)|有没有(什么|啥)?(补贴|补助|救助|政策)/
/** 怎么办, 要什么材料: the rules themselves are asked, whoever it is for. */
const ASKS_THE_RULES =
  /怎么(办|申请|弄|领|评|走)|咋(办|申请|弄|领)|如何|材料|证件|手续|带(什么|啥)|哪(里|儿)?(办|领|申请)|在哪|去哪|多少钱|多久|几天|冲突|会不会|不服|停/
/** Somebody of flesh and blood is spoken of, not the rule. */
const PERSONAL =
  /我|俺|咱|本人|爸|妈|爹|娘|父亲|母亲|爷|奶|姥|外公|外婆|老伴|媳妇|丈夫|妻子|儿子|闺女|女儿|孙|侄|弟|哥|姐|妹|叔|伯|舅|公公|婆婆|岳|他|她/
const MARRIAGE = /领证|结婚|打证|扯证|登记|领结婚证|拿证/

export interface Assessed {
  readonly reply: Reply
  readonly asking?: FactName | undefined
  readonly programmes: readonly ProgrammeId[]
}

/** Which rule sets this message wants judged; none when it asks the rules themselves. */
export function programmesToAssess(
  text: string,
  named: readonly ProgrammeId[],
  stated: readonly StatedFact[],
  frame: Frame,
): readonly ProgrammeId[] {
  if (stated.length === 0) return []
  const told = new Set(stated.map((each) => each.fact))
  const programmes = named.length === 0 && isCouple(told) && MARRIAGE.test(text) ? ['marriage-registration'] : named
  const touches = (programme: ProgrammeId) => {
    const set = ruleSetOn(frame.knowledge.ruleSets, programme, frame.on, frame.region, frame.knowledge.regions)
    return factsOf(set, frame.knowledge).filter((fact) => told.has(fact)).length
  }
  const separate = new Set(stated.map((each) => each.words)).size
  const personal = told.has('marriageKinship') && told.size === 1 ? /我|俺/ : PERSONAL
  if (!personal.test(text) && separate < 2) return []
  if (programmes.length > 0) {
    const asks = ASKS_ELIGIBILITY.test(text) || ASKS_WHAT_FOR_ME.test(text)
    return asks && !(ASKS_THE_RULES.test(text) && !ASKS_WHAT_FOR_ME.test(text))
      ? programmes.filter((each) => touches(each) > 0)
      : []
  }
  if (!ASKS_WHAT_FOR_ME.test(text)) return []
  return [...frame.knowledge.programmes.keys()].filter((each) => touches(each) > 0)
}

const isCouple = (told: ReadonlySet<FactName>) =>
  ['groomAge', 'brideAge', 'groomBirthDate', 'brideBirthDate', 'marriageKinship'].some((fact) => told.has(fact))

/** Facts a rule set turns on, with the birth dates and sums its derived facts come from. */
function factsOf(set: RuleSet | undefined, knowledge: Knowledge): readonly FactName[] {
  if (!set) return []
  const named = [...set.criteria, ...set.exceptions]
    .flatMap((each) => comparisonsOf(each.when))
    .map((each) => each.fact)
  const inputs = named.flatMap((name) => knowledge.facts.get(name)?.from ?? [])
  const income = named.includes('incomePerHeadFen') ? ['householdSize', 'monthlyHouseholdIncomeFen'] : []
  return [...new Set([...named, ...inputs, ...income])]
}

export function assess(
  programmes: readonly ProgrammeId[],
  facts: Facts,
  stated: readonly StatedFact[],
  frame: Frame,
): Assessed | undefined {
  const decisions = programmes.flatMap((programme) => decideFor(programme, facts, frame) ?? []).sort(byPromise)
  const shown =
    decisions.length > 1
      ? decisions
          .filter((each) => each.outcome !== 'unlikely')
          .concat(decisions.filter((each) => each.outcome === 'unlikely'))
          .slice(0, 5)
      : decisions
  const first = shown[0]
  if (!first) return undefined
  const asking = bestQuestion(shown, frame.knowledge)
  const { knowledge } = frame
  const told = sayTold(stated, knowledge)
  const text = [
    told,
    ...shown.map((each) => sayDecision(each, shown.length > 1, knowledge)),
    asking ? `再告诉我一件事，判断会更准：${knowledge.facts.get(asking)?.ask ?? ''}` : '',
    SAY.preliminary,
  ]
  return {
    asking,
    programmes: shown.map((each) => each.programme),
    reply: {
      kind: 'assessment',
      text: text.filter((part) => part !== '').join('\n\n'),
      citations: cite(
        shown.flatMap((each) => each.criteria.flatMap((criterion) => criterion.basis)),
        knowledge,
      ),
      choices: choicesFor(asking, first, knowledge),
      programme: first.programme,
      assessments: shown.map(({ programme, outcome }) => ({ programme, outcome })),
    },
  }
}

/** What was heard, so that it can be corrected; each of the resident's words once. */
function sayTold(stated: readonly StatedFact[], knowledge: Knowledge): string {
  const once = stated.filter((each, i) => stated.findIndex((other) => other.words === each.words) === i)
  const said = once.map(({ fact, words }) => `${knowledge.facts.get(fact)?.label ?? fact}（${words.trim()}）`)
  return said.length > 0 ? `您说的情况：${said.join('；')}。` : ''
}

export function decideFor(programme: ProgrammeId, facts: Facts, frame: Frame): Decision | undefined {
  const { knowledge, on, region } = frame
  const set = ruleSetOn(knowledge.ruleSets, programme, on, region, knowledge.regions)
  if (!set) return undefined
  const standards = standardsOn(knowledge.standards, programme, on, region, knowledge.regions)
  return decide(set, facts, { on, region, definitions: knowledge.facts, standards })
}

const RANK = { likely: 0, cannotTell: 1, needsHuman: 2, unlikely: 3 } as const

function byPromise(a: Decision, b: Decision): number {
  const met = (each: Decision) =>
    each.criteria.filter((criterion) => criterion.verdict === 'met' || criterion.verdict === 'excepted').length /
    each.criteria.length
  return RANK[a.outcome] - RANK[b.outcome] || met(b) - met(a) || a.programme.localeCompare(b.programme)
}

const OUTCOME_WORDS = {
  likely: '初步看，可能符合',
  unlikely: '初步看，可能不符合',
  cannotTell: '还说不准',
  needsHuman: '要请工作人员看',
} as const

function sayDecision(decision: Decision, short: boolean, knowledge: Knowledge): string {
  const programme = knowledge.programmes.get(decision.programme)
  const lines = [`【${programme?.title ?? decision.programme}】${OUTCOME_WORDS[decision.outcome]}。`]
  for (const each of decision.criteria) {
    if (each.verdict === 'met') lines.push(`✓ ${each.label}`)
    if (each.verdict === 'excepted') lines.push(`✓ ${each.label}：适用例外——${each.reason ?? ''}`)
    if (each.verdict === 'unmet') lines.push(`✗ ${each.reason ?? each.label}`)
    if (each.verdict === 'unknown' && !short) lines.push(`？ ${each.label}：还不清楚`)
  }
  const open = decision.criteria.filter((each) => each.verdict === 'unknown')
  if (short && open.length > 0) lines.push(`？ 还要看：${open.map((each) => each.label).join('；')}`)
  if (decision.unpublished.length > 0) lines.push('（当地标准的数额没有公布给我，这一条要以民政部门核对为准）')
  if (decision.outcome === 'unlikely' || decision.outcome === 'cannotTell')
    lines.push(...sayAlternatives(decision, knowledge))
  return lines.join('\n')
}

function sayAlternatives(decision: Decision, knowledge: Knowledge): string[] {
  const set = knowledge.ruleSets.find((each) => each.id === decision.ruleSet)
  const names = (set?.alternatives ?? []).flatMap((id) => knowledge.programmes.get(id)?.title ?? [])
  return names.length > 0 && decision.outcome === 'unlikely' ? [`还可以看看：${names.join('、')}。`] : []
}

/** The fact that most of the shown, still open decisions want next and that can be asked in plain words. */
function bestQuestion(decisions: readonly Decision[], knowledge: Knowledge): FactName | undefined {
  const votes = new Map<FactName, number>()
  for (const decision of decisions) {
    if (decision.outcome !== 'cannotTell') continue
    decision.missing.forEach((fact, i) => {
      const definition = knowledge.facts.get(fact)
      if (definition?.ask) votes.set(fact, (votes.get(fact) ?? 0) + 1 / (i + 1) - (definition.sensitive ? 0.1 : 0))
    })
  }
  return [...votes.entries()].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function choicesFor(asking: FactName | undefined, first: Decision, knowledge: Knowledge): string[] {
  const definition = asking ? knowledge.facts.get(asking) : undefined
  const answers =
    definition?.kind === 'boolean'
      ? ['是', '不是', '不清楚']
      : definition?.kind === 'choice'
        ? [...Object.values(definition.choices ?? {}), '不清楚']
        : []
  const start = knowledge.programmes.get(first.programme)?.dialog && first.outcome !== 'unlikely' ? [CHOICES.start] : []
  return [...answers, ...start, CHOICES.human]
}
