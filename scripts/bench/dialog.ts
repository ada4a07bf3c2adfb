/**
 * `npm run bench -- dialog`: one answer in the longest form with 20 people and 10 incomes each, for each kind of message:
 * the fold alone, and the whole message through the assistant with its conversation stored. Asserts nothing. Processor
 * time, so that what else the machine does counts less; each message meets answers as freshly read as a store's.
 */
import { join } from 'node:path'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { openDatabase } from '../../src/adapters/sql/database'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { passingCipher } from '../../src/adapters/sql/field-cipher'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import { newConversation } from '../../src/assistant/conversation'
import { handleMessage } from '../../src/assistant/handle-message'
import { openLibrary } from '../../src/assistant/library'
import { type Clock, systemClock } from '../../src/base/clock'
import { printProblems } from '../../src/base/content-file'
import { type Ids, randomIds } from '../../src/base/ids'
import { silentLog } from '../../src/base/log'
import { give } from '../../src/dialogs/change-answers'
import { continueDialog, startDialog } from '../../src/dialogs/converse'
import type { Dialog } from '../../src/dialogs/dialog'
import type { Answers, DialogState } from '../../src/dialogs/dialog-state'
import { archiveText, digest } from '../../src/dialogs/form-version'
import { placeIn, type Step, walk } from '../../src/dialogs/steps'
import type { DialogContext } from '../../src/dialogs/talk'
import type { FactValue } from '../../src/domain/facts'

const FORM = 'subsistence-allowance'
const [PEOPLE, INCOMES, TIMES, WARM] = [20, 10, 200, 30]

/** What is said: an answer, one out of turn, a correction, a removal, a question, noise, and the review. */
const SAID: Readonly<Record<string, string>> = {
  回答: '两万',
  几项一起说: '两万，只有自己住的一套，没有车',
  改前面的: '把第三个家庭成员的姓名改成李国强',
  说错了: '不对，存款是三万',
  删一个人: '把第二个家庭成员删掉',
  问政策: '低保标准现在多少？',
  没听懂: '咕噜咕噜噼啪啪',
  看已填的: '看看我填的',
}

export async function bench(): Promise<void> {
  const root = join(__dirname, '../..')
  const opening = await openLibrary({ knowledge: join(root, 'knowledge'), dialogs: join(root, 'dialogs') })
  if (!opening.ok) throw new Error(printProblems(opening.problems))
  const { library } = opening
  const dialog = library.dialogs.get(FORM)
  if (!dialog) throw new Error(`no form ${FORM}`)
  const [clock, ids] = [systemClock, randomIds(systemClock)]
  const { regions, programmes } = library.knowledge
  const context: DialogContext = { clock, ids, regions, programmes: [...programmes.values()] }
  const state = largeHousehold(dialog, context)
  const whole = await messages(dialog, state, { clock, ids, library: () => library })
  const rows = []
  for (const [kind, text] of Object.entries(SAID)) {
    const stored = JSON.stringify(state)
    const fold = await timed(
      () => JSON.parse(stored) as DialogState,
      (read) => continueDialog(dialog, read, text, context),
    )
    rows.push({ 说的: kind, ...fold, ...(await whole.timedMessage(text)) })
  }
  console.table(rows)
  process.stdout.write(
    `${PEOPLE} 人、每人 ${INCOMES} 笔收入，已答 ${Object.keys(state.answers).length} 项；每种 ${TIMES} 次，处理器毫秒。\n`,
  )
  await whole.close()
}

/** What is prepared is not measured. */
async function timed<T>(
  prepare: () => T,
  run: (prepared: T) => unknown,
  name = '表单',
): Promise<Record<string, number>> {
  const times: number[] = []
  for (let i = 0; i < TIMES + WARM; i++) {
    const prepared = prepare()
    const began = process.cpuUsage()
    await run(prepared)
    const { user, system } = process.cpuUsage(began)
    if (i >= WARM) times.push((user + system) / 1000)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100
  return { [`${name} p50`]: at(0.5), [`${name} p99`]: at(0.99) }
}

/** Whole messages: each begins from the same stored state, in a conversation of its own. */
async function messages(
  dialog: Dialog,
  state: DialogState,
  given: { clock: Clock; ids: Ids; library: Parameters<typeof handleMessage>[0]['library'] },
) {
  const database = await openDatabase({ file: ':memory:' })
  const cipher = passingCipher()
  const conversations = sqlConversationStore(database, cipher)
  const forms = sqlFormArchive(database)
  await forms.keep(digest(dialog), archiveText(dialog))
  const deps = {
    ...{ ...given, conversations, forms, cases: sqlCaseStore(database, cipher), log: silentLog, page: () => {} },
    errands: sqlErrands(database),
  }
  return {
    async timedMessage(text: string) {
      const fresh: string[] = []
      for (let i = 0; i < TIMES + WARM; i++) {
        const id = given.ids.next('conversation')
        await conversations.commit({ ...newConversation(id, 'bench', 'bench'), dialog: state }, [])
        fresh.push(id)
      }
      const next = () => fresh.pop() ?? ''
      return timed(
        next,
        (conversation) => {
          const message = { conversation, id: given.ids.next('turn'), resident: 'bench', channel: 'bench', text }
          return handleMessage(deps, { ...message, attachments: [], at: given.clock.now() })
        },
        '整条消息',
      )
    },
    close: () => database.destroy(),
  }
}

/** Filled to the first question after the household: made-up people, none of them anybody. */
function largeHousehold(dialog: Dialog, context: DialogContext): DialogState {
  const { state } = startDialog(dialog, context)
  const hand = { at: context.clock.now().toISOString(), by: 'resident' } as const
  let answers: Answers = {}
  for (;;) {
    const place = placeIn(dialog, walk(dialog, answers), answers)
    if (place.kind !== 'ask' || place.step.path === 'savings') return { ...state, answers }
    answers = give(answers, place.step.path, { kind: 'given', value: valueFor(place.step) }, hand)
  }
}

function valueFor(step: Step): FactValue {
  if (step.kind === 'gate')
    return step.group.id === 'members' ? step.index < PEOPLE : step.group.id === 'memberIncomes' && step.index < INCOMES
  switch (step.field.type) {
    case 'choice':
      return Object.keys(step.field.choices)[0] ?? ''
    case 'boolean':
      return true
    case 'fen':
      return 10_000
    case 'count':
      return 3
    case 'region':
      return '灵璧县'
    default:
      return '某人'
  }
}
