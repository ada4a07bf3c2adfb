/** What is said while a resident asks after a case, takes it back, brings papers to it, or goes on with a form. */
import type { ErrandKind } from './conversation'

const DOING: Readonly<Record<ErrandKind, string>> = {
  status: '查进度',
  withdraw: '撤回申请',
  supplement: '补材料',
  correct: '更正',
  number: '查编号',
  later: '补材料',
  cancelVisit: '取消预约',
  moveVisit: '改预约',
}

export const ERRAND = {
  whichCase: (kind: ErrandKind) =>
    kind === 'supplement'
      ? '请告诉我补材料的代码（登记完成时给您的8位），或者办件编号和登记时留的手机号后四位。'
      : `请把办件编号（登记完成时给您的那一串）和登记时留的手机号后四位发给我，我来${DOING[kind]}。`,
  needsTail: '为了不让别人看到您的办件，请再发登记时留的手机号后四位。',
  /** The same for a number nobody has: whether there is such a case is not told either. */
  mismatch: (left: number) => `编号和手机号后四位对不上，请核对一下。还可以再试${left}次，也可以说“转人工”。`,
  locked: '连着几次对不上，为了安全，这个编号先停半小时再查。着急请说“转人工”。',
  /** The whole phone number still proves whose it is: a stranger's guesses lock nobody out of their own case. */
  lockedTails:
    '这个编号最近对错了好几次，为了安全，后四位先停半小时。是您本人的，请发编号和登记时留的完整手机号；也可以说“转人工”。',
  number: (number: string) => `您的办件编号是 ${number}，请记下来。查进度、补材料都能在这里说，不用报编号。`,
  /** Nothing is looked up by name: whoever knows a name would learn of the case. */
  numberLost:
    '编号在登记完成时给您的那条消息里，可以往上翻一翻；用登记时的那部手机找我，也不用报编号。都找不到的，请带身份证到受理的乡镇（街道）问，或者说“转人工”。为了安全，我不能按姓名查。',
  later: (number: string) =>
    `可以，材料过几天再补，先不用着急。补的时候对我说“补材料”，把照片发过来就行；办件 ${number} 已经登记好了。乡镇（街道）另外说了期限的，按他们说的办。`,

  whichAnswer: (labels: readonly string[]) =>
    `要改哪一项？\n${labels.map((label, i) => `${i + 1}. ${label}`).join('\n')}`,
  askCorrect: (label: string, shown: string) => `“${label}”现在填的是${shown}。请说新的；不改就说“不改了”。`,
  corrected: (label: string, before: string, after: string, number: string) =>
    `已把办件 ${number} 的“${label}”由${before}改为${after}，会告诉民政部门。`,
  sameAnswer: (label: string, shown: string) => `“${label}”原来填的就是${shown}，没有变。`,
  notCorrected: '好的，不改。',
  /** What decides about the case, and a phone asked to be changed from elsewhere. */
  notHere: '这一项交上去以后不能在这里改：请说“转人工”，由工作人员帮您更正；也可以说“撤回申请”，改好了重新填。',
  tooYoung: (day: string) => `这一天还没到法定婚龄（《民法典》第一千零四十七条），不能改到这天。最早要到${day}。`,

  codeUnknown: '没有找到这个代码，可能输错了，也可能已经过期。请核对一下，或者说“转人工”。',
  codesLocked: '代码连着几次不对，为了安全，请过半小时再试。着急请说“转人工”。',
  draftGone: '这个代码对应的登记已经不在了：没办完的登记只留30天。您可以重新开始。',
  takenUp: '找到了，接着您上次填的来。',

  askWithdrawal: (number: string) =>
    `要撤回办件 ${number} 吗？撤回以后民政部门就不再往下办；以后想办，要重新申请。确定请说“确认撤回”。`,
  withdrawn: (number: string) => `办件 ${number} 已经撤回，会告诉民政部门。以后想办，随时可以重新申请。`,
  alreadyWithdrawn: (number: string) => `办件 ${number} 已经撤回了，不用再办什么。`,
  notWithdrawn: '好的，不撤回，还照原来的办。',

  bringPapers: (number: string) =>
    `给办件 ${number} 补材料：请把材料拍清楚发过来，一张一张都行。都发完了说“完成”；先不补就说“取消”。`,
  papersSoFar: (count: number) => `收到了，现在有${count}份。还有就接着发，都发完了说“完成”。`,
  noPapersYet: '还没有收到材料。请先把材料拍照发过来，再说“完成”；先不补就说“取消”。',
  supplemented: (number: string, count: number) =>
    `补上了${count}份材料，会随办件 ${number} 交给民政部门。还有要补的，随时再说“补材料”。`,
  notSupplemented: '好的，先不补。要补的时候再说“补材料”。',

  codeForPapers: (code: string) =>
    `以后要补材料，对我说“补材料 ${code}”，换一台手机也行。请收好这个代码，不要告诉不相干的人。`,
  codeForDraft: (code: string) => `换一台手机也能接着填：对我说“继续 ${code}”。30天内有效，请收好这个代码。`,
  comeBack: (title: string) => `您刚才的“${title}”还放着，说“继续办理”就接着填。`,
} as const

export const ERRAND_CHOICES = {
  confirmWithdrawal: '确认撤回',
  keepCase: '不撤回了',
  keepAnswer: '不改了',
  done: '完成',
  cancel: '取消',
  supplement: '补材料',
} as const
