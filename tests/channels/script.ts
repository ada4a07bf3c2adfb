/** One reply of every kind the page draws, in the words of the trade. Amounts are examples of this test, not policy. */
import type { Reply } from '../../src/assistant/reply'

export const SCRIPT: Readonly<Record<string, Reply>> = {
  低保怎么申请: {
    kind: 'answer',
    text: [
      '可以申请：共同生活的家庭成员人均收入低于当地低保标准，并且家庭财产符合规定。',
      '怎么申请：',
      '1. 由共同生活的家庭成员向户籍所在地的乡镇人民政府或街道办事处书面提出；',
      '2. 填写申请书，并签字授权核对家庭经济状况；',
      '3. 街道或乡镇调查、公示后，由县（区）民政局审核确认。',
      '不能申请的情形：',
      '• 有劳动能力却无正当理由拒绝就业、拒绝接受介绍工作的；',
      '• 拒绝配合核对，或者隐瞒收入和财产的。',
      '材料：身份证、户口簿，其他能共享查到的不用您交。',
      '拿不准可以先拨打12345问问。',
    ].join('\n'),
    citations: [
      { document: '社会救助暂行办法', number: '国务院令第649号', article: '第九条', effectiveFrom: '2014-05-01' },
      { document: '最低生活保障审核确认办法', number: '民发〔2021〕57号', article: null, effectiveFrom: '2021-07-01' },
    ],
    choices: ['开始办理', '要什么材料', '多少钱', '在哪里办'],
    programme: 'subsistence-allowance',
  },
  开始办理: {
    kind: 'question',
    text: '您家的户口在哪个县（区）？\n我们按户籍地把申请转到对应的民政局。',
    citations: [],
    choices: ['埇桥区', '砀山县', '萧县', '灵璧县', '泗县'],
    dialog: 'subsistence-allowance',
    field: 'hukouPlace',
    step: { done: 2, of: 12 },
  },
  灵璧县: {
    kind: 'review',
    text: '请核对，没有问题就提交。',
    citations: [],
    choices: ['确认提交', '上一步'],
    dialog: 'subsistence-allowance',
    sections: [
      {
        title: '申请人',
        lines: [
          { label: '姓名', shown: '王秀英', path: 'applicantName' },
          { label: '身份证号', shown: '342***********1224', path: 'applicantId' },
          { label: '联系电话', shown: '138****5678', path: 'contactPhone' },
        ],
      },
      {
        title: '家庭情况',
        lines: [
          { label: '户籍所在地', shown: '灵璧县', path: 'hukouPlace' },
          { label: '共同生活的家人', shown: '2 人', path: 'householdSize' },
          { label: '家庭月收入合计', shown: '1,200 元', path: 'monthlyIncome' },
          { label: '主要困难', shown: '长期患病，不能干重活，药费每月要花掉大半', path: 'hardship' },
        ],
      },
    ],
  },
  修改联系电话: {
    kind: 'question',
    text: '请重新填写联系电话。',
    citations: [],
    choices: ['不改了'],
    dialog: 'subsistence-allowance',
    field: 'contactPhone',
    step: { done: 4, of: 12 },
  },
  确认提交: {
    kind: 'receipt',
    text: '您的低保申请已经登记好，等待转给灵璧县民政局。\n工作人员会打电话联系您。请记下办件编号，查进度时用得上。',
    citations: [],
    choices: ['查办件进度', '要带什么材料'],
    caseId: 'case_1',
    caseNumber: '2026-341323-7K3M-9QXA-H',
  },
  低保说得简单点: {
    kind: 'answer',
    text: '以下为智能整理，依据见后；以原文和民政部门的答复为准。\n\n家里人均收入低于低保标准的可以申请。',
    citations: [],
    choices: [],
    generated: true,
  },
  不想活了: {
    kind: 'crisis',
    signal: 'self-harm',
    text: '我很担心您。请先和人说说话，现在就可以打12356，有专人听您说。\n如果您已经受伤或者有危险，请立刻打120或110。',
    citations: [],
    choices: ['转人工'],
  },
  '<b>你好</b><script>alert(1)</script>': {
    kind: 'notice',
    text: '<img src=x onerror="document.title=1">您好',
    citations: [],
    choices: ['<i>低保</i>'],
  },
  '': { kind: 'notice', text: '没有收到文字。请把问题写下来发给我，或者说“转人工”。', citations: [], choices: [] },
  转人工: {
    kind: 'takeover',
    text: '好的，已经通知工作人员。工作人员上线后会在这里回复您，之前的内容都看得到，不用重新说。',
    citations: [],
    choices: [],
  },
}
