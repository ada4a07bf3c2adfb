/** What the case desk prints for the bureau's staff, in Chinese. */
export const DESK_WORDS = {
  columns: ['办件编号', '事项', '区域', '进度', '受理时间', '转交次数'],
  none: '还没有办件。',
  count: (shown: number) => `共 ${shown} 件（最新的在前）。`,
  unknown: (number: string) => `没有找到办件 ${number}。`,
  number: '办件编号',
  id: '内部编号',
  service: '事项',
  region: '区域',
  stage: '进度',
  openedAt: '受理时间',
  appointment: '预约',
  channel: '渠道',
  withdrawn: '已撤回',
  withdrawnAt: '申请人撤回',
  attempts: '转交次数',
  backendNumber: '后台编号',
  why: '未送达原因',
  latestStatus: '后台最新状态',
  answers: { covered: '填写内容（敏感内容已遮盖）', revealed: '填写内容（完整显示，本次查看已记入审计日志）' },
  documents: '需要的材料',
  consents: '告知与同意',
  answered: (shown: string) => `答：${shown}`,
  eligibility: '资格初判',
  corrected: '（更正过）',
  byOperator: '（工作人员填写）',
  replayed: (number: string) => `办件 ${number} 已重新排入转交，下一轮即会发送。`,
  notParked: (number: string) => `办件 ${number} 没有停在人工处理的转交，不需要重发。`,
  parked: (number: string) => `办件 ${number} 已转为人工处理，不再自动转交；用 replay 可恢复。`,
  notDue: (number: string) => `办件 ${number} 没有待转交的内容，无法停下。`,
  replayedAll: (count: number) => `已把 ${count} 件停在人工处理的办件重新排入转交。`,
  needsPurpose: '查看完整内容必须写明用途（至少四个字）：--reveal --purpose "核对申请人身份"。',
  noBackend: '没有配置 BACKEND_URL，无从核对。',
  cannotCompare: '后台没有给出它收到的办件清单，无法核对；本地没有改动。',
  reconciled: {
    agreed: (count: number) => `两边一致：${count} 件。`,
    missingThere: '后台没有',
    unconfirmed: '后台已有、本地未确认送达',
    numberDiffers: '后台编号不一致',
    unknownHere: '本地没有',
  },
  rotationUnfinished:
    'BACKEND_SECRETS 里已有两个密钥：上次轮换还没有收尾。先确认后台只用新密钥，再把 BACKEND_SECRETS 改成只留新的并重启。',
  rotation: (secret: string) =>
    [
      secret,
      '',
      '这是新的签名密钥，只显示这一次，没有保存在任何地方。四步换用，任何一步都不中断：',
      '1. 把新密钥交给后台；后台验我方签名时新旧两个都认。',
      '2. 本服务设 BACKEND_SECRETS=<新密钥>,<旧密钥>，逐台重启：发出的每条消息带两个签名，回调用哪个签都认。',
      '3. 后台改用新密钥签回调，并且不再认旧密钥；npm run cases 里没有新的“需人工处理”再往下。',
      '4. 本服务设 BACKEND_SECRETS=<新密钥>，逐台重启；销毁旧密钥。',
    ].join('\n'),
  usage:
    '用法：npm run cases                     列出办件\n' +
    '      npm run cases -- show <编号>      查看一件（敏感内容遮盖）\n' +
    '      npm run cases -- show <编号> --reveal --purpose <用途>   完整查看，记入审计日志\n' +
    '      npm run cases -- replay <编号>    把停在人工处理的办件重新转交\n' +
    '      npm run cases -- replay --all     重新转交全部停在人工处理的办件\n' +
    '      npm run cases -- park <编号>      停止自动转交，转人工处理\n' +
    '      npm run cases -- reconcile        与后台逐件核对编号；有出入时以非零退出\n' +
    '      npm run cases -- rotate-secret    生成新的签名密钥，并给出换用的四步',
} as const

/** Why a hand-off did not get through, for staff; anything else (http 503, the backend's words) is shown as it is. */
export const WHY_WORDS: Readonly<Record<string, string>> = {
  timeout: '后台超时未答复',
  connection: '连不上后台，或答复中途断开',
  unconfirmed: '后台答复成功，但没有附上本办件的回执',
  byOperator: '工作人员停下的',
}

export const OUTCOME_WORDS = {
  likely: '初步看可能符合',
  unlikely: '初步看可能不符合',
  cannotTell: '信息不足，未判断',
  needsHuman: '需要工作人员判断',
} as const
