/**
 * What every intake form owes a resident: a reason for each question, a notice before what is sensitive, the papers that
 * follow, somebody who may act for them, and a receipt that says what comes next. And what none may ask.
 */
import { join } from 'node:path'
import { printProblems } from '../../src/base/content-file'
import type { Dialog, Field, Group } from '../../src/dialogs/dialog'
import { readDialogs } from '../../src/dialogs/read-dialogs'
import { decides, medianOf, screeningLengths, tellsWho } from '../../src/dialogs/screening-length'
import { type Step, walk } from '../../src/dialogs/steps'
import { comparisonsOf } from '../../src/domain/conditions'
import type { FactValue } from '../../src/domain/facts'
import { readKnowledge } from '../../src/knowledge/read-knowledge'

const root = join(__dirname, '../..')
const read = readKnowledge(join(root, 'knowledge'))
if (!read.ok) throw new Error(printProblems(read.problems))
const { knowledge } = read
const forms = readDialogs(join(root, 'dialogs'), knowledge)
if (!forms.ok) throw new Error(printProblems(forms.problems))
const all = [...forms.dialogs.values()].map((dialog) => [dialog.id, dialog] as const)

const groupsOf = (group: Group): readonly Group[] => [group, ...group.groups.flatMap(groupsOf)]
const fieldsOf = (dialog: Dialog): readonly Field[] => dialog.groups.flatMap(groupsOf).flatMap((group) => group.fields)
const formNamed = (id: string): Dialog => {
  const found = forms.ok && forms.dialogs.get(id)
  if (!found) throw new Error(`no form ${id}`)
  return found
}

it('knows twenty-two forms, one of each programme that has an intake', () => {
  const wanted = [...knowledge.programmes.values()].flatMap(({ dialog }) => dialog ?? [])
  expect(all.map(([id]) => id).sort()).toEqual([...new Set(wanted)].sort())
  expect(all).toHaveLength(22)
})

describe.each(all)('%s', (id, dialog) => {
  const fields = fieldsOf(dialog)

  it('says why it asks each thing', () => {
    expect(fields.length).toBeGreaterThanOrEqual(8)
    for (const field of fields)
      expect([field.name, field.why.length > 5, field.question.length > 4]).toEqual([field.name, true, true])
  })

  it('tells purpose and basis before it asks anything sensitive', () => {
    const bare = (group: Group, told: boolean): readonly string[] => {
      const here =
        told || (group.notice !== undefined && /依据/.test(group.notice.text) && group.notice.basis.length > 0)
      const own = here ? [] : group.fields.filter((field) => field.sensitive || tellsWho(field)).map(({ name }) => name)
      return [...own, ...group.groups.flatMap((inner) => bare(inner, here))]
    }
    expect(dialog.groups.flatMap((group) => bare(group, false))).toEqual([])
  })

  it('computes what to bring from the answers', () => {
    const computed = dialog.documents.filter((line) => line.when)
    expect(dialog.documents.length).toBeGreaterThan(0)
    if (!['elder-visits', 'homeless-relief'].includes(id)) expect(computed.length).toBeGreaterThan(0)
  })

  it('asks for a consent of its own before it asks sensitive things of a named person (《个人信息保护法》第二十九条)', () => {
    // Names, numbers and marital status alone, or help that cannot wait for a consent (第十三条第四项).
    const noticeOnly = [
      ...['old-age-allowance', 'marriage-registration', 'foreign-marriage', 'divorce-registration'],
      ...['marriage-certificate-reissue', 'homeless-relief'],
    ]
    const articles = fields.flatMap(({ consent }) => consent?.basis.map(({ article }) => article) ?? [])
    expect(articles.includes('第二十九条')).toBe(!noticeOnly.includes(id))
  })

  it('asks each grown person in a list themselves, and a guardian for each child', () => {
    const named = dialog.groups.filter(
      ({ repeat, fields }) => repeat && fields.some(({ type }) => type === 'residentId'),
    )
    for (const group of named) {
      const ages = group.fields.flatMap(({ consent }) => consent?.age ?? [])
      expect(ages).toEqual([
        { of: 'residentId', atLeast: 14 },
        { of: 'residentId', below: 14 },
      ])
    }
    const households = ['subsistence-allowance', 'near-subsistence-household', 'essential-cost-household']
    expect(named.length).toBe(households.includes(id) ? 1 : 0)
  })

  it('asks for no paper the bureau can check itself (《社会救助法》第六十二条)', () => {
    const asked = dialog.documents.map(({ text }) => text)
    const checkable =
      /流水|收入证明|财产证明|房产|存款|社保记录|纳税|无业证明|低保证|困难证明|贫困|户籍证明|婚姻状况证明|公积金/
    expect(asked.filter((text) => checkable.test(text) && !/不用|不要|不交/.test(text))).toEqual([])
  })

  it('says in its receipt who has it, what comes next and when, or that the time is not published', () => {
    expect(dialog.receipt).toMatch(/^接下来：.*交给/)
    expect(dialog.receipt).toMatch(/工作日|\d+天|当场|当月|没有公布|为准|等不及/)
  })

  it('asks at most seven questions in the median before anybody says who they are', () => {
    const lengths = screeningLengths(dialog)
    expect(lengths.length).toBeGreaterThan(1)
    expect(medianOf(lengths)).toBeLessThanOrEqual(7)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(8)
  })

  it('asks what decides before it asks who it is, but for what is asked of the person named and of their will', () => {
    const first = fields.findIndex(tellsWho)
    const late = fields.slice(first).filter((field) => !tellsWho(field) && decides(field, dialog))
    const mayBeLate = ['truthful', ...(id === 'divorce-registration' ? ['bothPresent'] : [])]
    expect(first).toBeGreaterThan(1)
    expect(late.map(({ name }) => name).filter((name) => !mayBeLate.includes(name))).toEqual([])
  })

  it('lets somebody act for another where the law lets them', () => {
    const inPersonOnly = [
      'marriage-registration',
      'divorce-registration',
      'foreign-marriage',
      'marriage-certificate-reissue',
    ]
    const names = fields.map(({ name }) => name)
    if (inPersonOnly.includes(id)) expect(names).not.toContain('representativeName')
    else expect(names).toContain('filledBy')
    if (!names.includes('representativeName')) return
    expect(names).toContain('representativePhone')
    const papers = dialog.documents.filter(
      ({ when }) => when && comparisonsOf(when).some(({ fact }) => fact === 'filledBy'),
    )
    if (id !== 'elder-visits') expect(papers.map(({ text }) => text).join()).toContain('代办人的身份证')
  })
})

describe('临时救助 that cannot wait', () => {
  const urgent = (step: Step): FactValue => {
    if (step.kind === 'gate') return false
    const { name, type, choices } = step.field
    if (name === 'urgency') return 'cannotWait'
    if (name === 'danger') return 'none'
    return type === 'choice' ? (Object.keys(choices)[0] ?? '') : type === 'boolean' ? true : 'x'
  }
  const dialog = formNamed('temporary-assistance')
  const given = (answers: Record<string, FactValue>) =>
    Object.fromEntries(
      Object.entries(answers).map(([path, value]) => [
        path,
        { state: { kind: 'given' as const, value }, at: '', by: 'resident' as const, corrected: false },
      ]),
    )

  it('asks a dozen things at most, no identity number and no consent to a check, and says that relief comes first', () => {
    const answers: Record<string, FactValue> = {}
    for (let open = true; open; ) {
      const step = walk(dialog, given(answers)).steps.find(({ path }) => answers[path] === undefined)
      if (step) answers[step.path] = urgent(step)
      open = step !== undefined
    }
    expect(Object.keys(answers).length).toBeLessThanOrEqual(12)
    expect(Object.keys(answers)).not.toEqual(expect.arrayContaining(['applicantId']))
    expect(Object.keys(answers)).not.toEqual(expect.arrayContaining(['meansCheckConsent']))
    expect(dialog.notes[0]).toMatchObject({ text: expect.stringMatching(/先行救助.*第五十条/) })
    expect(dialog.receipt).toContain('先行救助')
  })
})
