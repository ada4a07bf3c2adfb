/** Every fixed sentence a resident reads from the assistant. Policy itself comes from knowledge/, never from here. */
export const GREETING =
  '您好，我是民政服务助手，可以回答低保、养老、婚姻登记、儿童、残疾人补贴、殡葬等民政事项的政策，也可以帮您登记办理。请直接说您的问题。'

export const SAY = {
  greeting: GREETING,
  thanks: '不客气。还有别的问题，随时问我。',
  bye: '好的，再见。需要时随时再来。',
  help: '您可以这样问：“低保怎么申请”“离婚要带什么”“我爸82岁有什么补贴”。要办理就说“我要办低保”；要查进度就说办件编号；要找人就说“转人工”。',
  empty: '没有收到文字。请把问题写下来发给我，或者说“转人工”。',
  masked: '为了保护您，我已经把消息里的证件号、手机号或银行卡号遮住了。咨询政策不需要这些号码。',
  apology: '对不起，系统出了点问题，刚才的话没有处理好。您之前填的内容都在，请再发一次；着急的话请说“转人工”。',
  notFound: '这个问题我没有找到可靠的依据，不敢随便答您。',
  notFoundHelp: '您可以换个说法再问一次，或者说“转人工”，也可以打',
  human: '好的，已经通知工作人员。工作人员上线后会在这里回复您，之前的内容都看得到，不用重新说。',
  relayed: '工作人员正在为您服务，您的话已经转给工作人员。',
  noCaseNumber: '请告诉我办件编号（登记完成时给您的那一串），我来查进度。',
  needsPhoneTail: '为了不让别人看到您的办件，请把办件编号和登记时留的手机号后四位一起发给我。',
  stages: {
    accepted: '已经登记好，等待转给民政部门。',
    handingOff: '正在转给民政部门，系统会自动重试，不会丢。',
    delivered: '已经送到民政部门，请等工作人员联系您。',
    needsPerson: '自动转交没有成功，已经提醒工作人员来处理，您不用重新填。',
  },
  replayed: '这条消息已经处理过了。',
  caseUnknown: '没有查到这个办件编号。请核对一下编号，或者说“转人工”。',
  nothingToStart: '您想办理哪一项？请告诉我事项的名字。',
  notOnline: '这一项还不能在这里登记办理，要到窗口办。',
  nothingToResume: '现在没有办到一半的登记。您想办理哪一项？',
  unpublished: '我这里没有公布的数额',
  preliminary: '这是按您说的情况做的初步判断，以审核确认为准。',
  sources: '依据：',
  exclusions: '这些情形不行或要另外处理：',
  staleRegion: '按{region}、{day}的规定。',
  urgentTail: '您随时可以继续问我，或者说“转人工”。',
  resumed: '接着上次的来。',
  backToForm: '我们接着登记：',
  receipt: '登记好了。您的办件编号是 {number}，请记下来或拍个照。',
  paused: '刚才的登记先放着，内容都保留，说“继续办理”就接着来。',
  cancelled: '好的，这次登记取消了，填过的内容不会提交。',
} as const

export const CHOICES = {
  start: '开始办理',
  human: '转人工',
  resume: '继续办理',
  status: '查办件进度',
  topics: ['低保怎么申请', '高龄津贴', '结婚登记', '离婚登记', '临时救助', '查办件进度'],
  facets: {
    谁可以申请: '谁可以申请',
    材料: '要什么材料',
    在哪办: '在哪里办',
    时限: '要多久',
    标准: '多少钱',
    流程: '怎么申请',
  },
} as const
