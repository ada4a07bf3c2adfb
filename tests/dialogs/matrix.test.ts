/**
 * Every repair at every step of every dialog: each ends in a valid state, keeps what was given, and comes back to the
 * right question.
 */
import { continueDialog } from '../../src/dialogs/converse'
import type { DialogState } from '../../src/dialogs/dialog-state'
import { present } from '../../src/dialogs/present'
import { given, placeIn, type Step, walk } from '../../src/dialogs/steps'
import type { Turn } from '../../src/dialogs/turn'
import { branchesOf, misheardWords } from './branches'
import { type Chat, DIALOG_IDS, journey, placeOf, resumeOf, sampleAnswer } from './support'

interface Spot {
  readonly name: string
  readonly at: Pick<Chat, 'dialog' | 'context' | 'state'>
  readonly step: Step | undefined
}

/** Every question of the dialog once: those beside the plain walk first, then the walk itself and its review. */
function spots(id: string): readonly Spot[] {
  const plain = journey(id).map((at): Spot => {
    const place = placeIn(at.dialog, walk(at.dialog, at.state.answers), at.state.answers)
    const step = place.kind === 'ask' ? place.step : undefined
    return { name: step?.path ?? 'review', at, step }
  })
  const beside = branchesOf(id, new Set(plain.map((each) => each.name)))
  return [...beside.map((at): Spot => ({ name: at.step.path, at, step: at.step })), ...plain]
}

const say = ({ at }: Spot, text: string): Turn => continueDialog(at.dialog, at.state, text, at.context)
const stateOf = (turn: Turn): DialogState => {
  if (!('state' in turn)) throw new Error(`no state in ${turn.kind}`)
  return turn.state
}
const placeAfter = (spot: Spot, turn: Turn) => placeOf({ dialog: spot.at.dialog, state: stateOf(turn) })

/** Says something that changes nothing: same place, same answers. */
function expectSamePlace(spot: Spot, text: string): Turn {
  const turn = say(spot, text)
  expect({ kind: turn.kind, place: placeAfter(spot, turn), answers: stateOf(turn).answers }).toEqual({
    kind: spot.step ? 'ask' : 'review',
    place: spot.name,
    answers: spot.at.state.answers,
  })
  return turn
}

/** Field values kept before must be kept after, whatever was said. */
function expectKept(spot: Spot, turn: Turn): void {
  expect(stateOf(turn).answers).toMatchObject(spot.at.state.answers)
}

describe.each(DIALOG_IDS)('%s', (id) => {
  const all = spots(id)
  const table = all.map((spot) => [spot.name, spot] as const)

  it('walks from its first question to the review', () => {
    expect(all.length).toBeGreaterThanOrEqual(10)
    expect(all.at(-1)?.name).toBe('review')
  })

  it.each(table.filter(([, spot]) => spot.step))(
    '%s: every choice said alone, by its label or another of its words, is that choice',
    (_, { at, step }) => {
      if (!step) throw new Error('a question was expected here')
      expect(misheardWords({ ...at, step })).toEqual([])
    },
  )

  it.each(table)('%s: tells why, explains, repeats and counts without losing the place', (_, spot) => {
    for (const text of [
      '为什么问这个？',
      '为什么',
      '问这个干嘛',
      '什么意思',
      '再说一遍',
      '没听清',
      '进度',
      '第几步了',
      '看看我填的',
      '帮助',
      '继续',
    ]) {
      expectSamePlace(spot, text)
    }
    if (spot.step?.kind === 'field' && spot.step.field.consent) expectSamePlace(spot, '想先了解')
  })

  it.each(table)('%s: waits when asked to', (_, spot) => {
    for (const text of ['等一下', '等下我找找证', '稍等，我去拿身份证', '让我想想']) expectSamePlace(spot, text)
  })

  it.each(table)('%s: says the same question again on 重复', (_, spot) => {
    const turn = expectSamePlace(spot, '重复')
    if (!spot.step || turn.kind !== 'ask') return
    expect(turn.text).toContain(present(spot.at, spot.at.state).text)
  })

  it.each(table)('%s: 上一步 goes to the answer before, 不改了 comes back', (_, spot) => {
    const turn = say(spot, '上一步')
    const before = placeAfter(spot, turn)
    const fields = walk(spot.at.dialog, spot.at.state.answers).steps.filter((step) => step.kind === 'field')
    const answered = fields.filter((step) => spot.at.state.answers[step.path]).map((step) => step.path)
    expect(before).toBe(answered.at(-1) ?? spot.name)
    expect(stateOf(turn).answers).toEqual(spot.at.state.answers)
    const back = continueDialog(spot.at.dialog, stateOf(turn), '不改了', spot.at.context)
    expect(placeAfter(spot, back)).toBe(spot.name)
    expect(stateOf(back).answers).toEqual(spot.at.state.answers)
  })

  it.each(table)('%s: 跳过 and 不知道 leave a named gap where allowed, and nowhere a zero', (_, spot) => {
    for (const text of ['跳过', '不知道', '这个不想说']) {
      const turn = say(spot, text)
      const field = spot.step?.kind === 'field' ? spot.step.field : undefined
      const allowed = field !== undefined && (field.unknownOk || field.laterOk)
      expectKept(spot, turn)
      expect(placeAfter(spot, turn) !== spot.name).toBe(allowed)
      if (allowed) expect(stateOf(turn).answers[spot.name]?.state.kind).toMatch(/^(unknown|declined|later)$/)
    }
  })

  it.each(table)('%s: 稍后继续 parks it, and it resumes at the same question', (_, spot) => {
    const turn = say(spot, '稍后继续')
    expect(turn.kind).toBe('paused')
    const again = present({ dialog: spot.at.dialog, context: spot.at.context }, stateOf(turn))
    expect(again.kind === 'ask' ? again.path : 'review').toBe(spot.name)
    expect(again.state.answers).toEqual(spot.at.state.answers)
  })

  it.each(table)('%s: 转人工 hands over the state', (_, spot) => {
    for (const text of ['转人工', '我要人工客服', '找个人来', '这个太麻烦了，转人工']) {
      const turn = say(spot, text)
      expect(turn.kind).toBe('human')
      expect(stateOf(turn).answers).toEqual(spot.at.state.answers)
    }
  })

  it.each(table)('%s: 取消 and 不办了 end it', (_, spot) => {
    for (const text of ['取消', '不办了', '我不想办了', '不办了，谢谢'])
      expect(say(spot, text)).toEqual({ kind: 'cancelled', text: expect.stringContaining('没有提交') })
  })

  it.each(table)('%s: 不办这个了，办临时救助 ends it and hands on the wish', (_, spot) => {
    expect(say(spot, '不办这个了，办临时救助')).toMatchObject({ kind: 'cancelled', next: '办临时救助' })
  })

  it.each(table)('%s: turning to another service parks it', (_, spot) => {
    expect(say(spot, '换一个业务').kind).toBe('otherBusiness')
    const own = spot.at.dialog.programme === 'temporary-assistance'
    const [wish, programme] = own ? ['高龄津贴', 'old-age-allowance'] : ['临时救助', 'temporary-assistance']
    const turn = say(spot, `我想办${wish}`)
    expect(turn).toMatchObject({ kind: 'otherBusiness', programme })
    expect(stateOf(turn).answers).toEqual(spot.at.state.answers)
  })

  it.each(table)('%s: a question is passed on and the same question asked again', (_, spot) => {
    for (const text of ['临时救助怎么申请？', '低保标准现在多少', '请问你们几点上班？']) {
      const turn = say(spot, text)
      expect(turn).toMatchObject({
        kind: 'digress',
        question: text.replace('？', '') === text ? text : expect.stringContaining(text.slice(0, 4)),
      })
      const resume = resumeOf(turn)
      expect(resume.kind === 'ask' ? resume.path : 'review').toBe(spot.name)
      expect(stateOf(turn).answers).toEqual(spot.at.state.answers)
    }
  })

  it.each(table.filter(([, spot]) => spot.step))(
    '%s: an answer with a question is taken, and the question passed on',
    (_, spot) => {
      if (!spot.step) throw new Error('a question was expected here')
      const plain = say(spot, sampleAnswer(spot.step, spot.at.dialog))
      const turn = say(spot, `${sampleAnswer(spot.step, spot.at.dialog)}，对了要带户口本吗？`)
      expect(turn).toMatchObject({ kind: 'digress', question: expect.stringContaining('要带户口本吗') })
      expect(placeAfter(spot, turn)).toBe(placeAfter(spot, plain))
      expect(stateOf(turn).answers).toEqual(stateOf(plain).answers)
    },
  )

  it.each(table)('%s: 修改 goes to the first answer, a correction changes it', (_, spot) => {
    const first = walk(spot.at.dialog, spot.at.state.answers).steps.find((step) => step.kind === 'field')
    if (first?.kind !== 'field' || !spot.at.state.answers[first.path]) return
    const turn = say(spot, `修改${first.field.label}`)
    expect(placeAfter(spot, turn)).toBe(first.path)
    expect(stateOf(turn).answers).toEqual(spot.at.state.answers)
    const now = given(spot.at.state.answers[first.path]?.state)
    const [value, other] = Object.entries(first.field.choices).find(([each]) => each !== now) ?? []
    const changed = say(spot, `${first.field.label}说错了，是${other?.label}`)
    expect(stateOf(changed).answers[first.path]).toMatchObject({ corrected: true, state: { value } })
  })

  it.each(table)('%s: what residents ask about other things is never stored as an answer', (_, spot) => {
    if (spot.step?.kind === 'field' && spot.step.field.type === 'text') return // a story takes any words
    for (const text of [
      '我老公是军人，家里没有户口本，这种情况能离婚吗',
      '我户口本是外省的，嫁过来以后要改成已婚需要本人去吗',
      '困难残疾人生活补贴每月增加200元，多少算低收入？',
      '我有两个孩子，没有结婚证，算不算合法夫妻？',
      '村里的低保户都是干部亲戚，没人管吗？',
      '五保户建房子超出面积十平方，国家还有没有补贴？',
      '去年身份证改名了，结婚证上的名字需要改吗？',
    ]) {
      const turn = say(spot, text)
      expect({ text, answers: stateOf(turn).answers }).toEqual({ text, answers: spot.at.state.answers })
    }
  })

  it.each(table)('%s: nothing said, a sticker or noise keeps the place', (_, spot) => {
    for (const text of ['', '   ', '👍', '……', '\u0000\u200b']) expectSamePlace(spot, text)
  })

  it.each(table)('%s: two unclear turns offer a person, the third calls one', (_, spot) => {
    const story = spot.step?.kind === 'field' && spot.step.field.type === 'text'
    if (story) return // a story takes any words
    const first = say(spot, '咕噜咕噜噼啪啪')
    expectKept(spot, first)
    const second = continueDialog(spot.at.dialog, stateOf(first), '哗啦哗啦咚咚', spot.at.context)
    expect(second).toMatchObject({ text: expect.stringContaining('转人工') })
    const third = continueDialog(spot.at.dialog, stateOf(second), '叮叮当当咣咣咣', spot.at.context)
    expect(third.kind).toBe('human')
    expect(stateOf(third).answers).toEqual(spot.at.state.answers)
  })
})
