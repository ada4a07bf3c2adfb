/** What is said while a resident asks after a case, takes it back, brings papers to it, or goes on with a form. */
import type { ErrandKind } from './conversation'

const DOING: Readonly<Record<ErrandKind, string>> = {
  status: '查进度',
  withdraw: '撤回申请',
  supplement: '补材料',
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
  done: '完成',
  cancel: '取消',
  supplement: '补材料',
} as const
