/** Every word this room says: to operators (refusals, labels) and, when a person joins or leaves, to residents. */
import type { Mark } from '../assistant/open-questions'
import type { HttpResponse } from './route'

const REFUSALS = {
  'console.closed': [403, '没有设置操作员口令时，只能在本机打开坐席台。'],
  'origin.foreign': [403, '请求不是从坐席台页面发出的，已拒绝。'],
  'session.missing': [401, '请先登录。'],
  'signIn.nameInvalid': [400, '请填写姓名或工号：二十个字以内的汉字、字母或数字。'],
  'signIn.tokenWrong': [401, '口令不对，请核对后再试。'],
  'signIn.tooMany': [429, '试错次数太多，请过一会儿再试。'],
  'request.invalid': [400, '请求内容不完整或格式不对。'],
  'conversation.unknown': [404, '没有这个对话。'],
  'lease.held': [409, '这个对话正由其他人接待。'],
  'lease.changed': [409, '您对这个对话的接待已经结束。'],
  'message.dropped': [409, '消息没有发出：写消息时的接待已经失效。'],
  'message.empty': [400, '消息是空的。'],
  'message.tooLong': [413, '消息太长，请控制在两千字以内。'],
  'case.unknown': [404, '没有找到这个办件。'],
  'purpose.missing': [400, '请写明查看的用途（至少四个字），会记入审计日志。'],
  'paper.gone': [404, '这份材料已经不在了：没有收全，或已过保存期限。'],
  'case.notParked': [409, '这个办件没有停在人工处理，不需要重新转交。'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type RefusalCode = keyof typeof REFUSALS

export function refuse(code: RefusalCode, message?: string, headers?: Readonly<Record<string, string>>): HttpResponse {
  const [status, usual] = REFUSALS[code]
  return { status, json: { error: { code, message: message ?? usual } }, ...(headers && { headers }) }
}

export const CONSOLE_WORDS = {
  heldBy: (operator: string) => `这个对话正由${operator}接待，请看其他对话，或等对方交还。`,
  droppedHeldBy: (operator: string) => `消息没有发出：对话已由${operator}接待。文字还在输入框里。`,
  droppedLapsed: '消息没有发出：您的接待已经结束或超时。文字还在输入框里，重新接待后可以再发。',
  covered: '****',
  yes: '是',
  no: '否',
} as const

/** What residents read when a person comes and goes. */
export const ANNOUNCE = {
  joined: (operator: string) => `工作人员${operator}来接待您了，接下来由人工回复。`,
  left: '工作人员已结束接待，接下来由智能助手继续为您服务。需要时请再说“转人工”。',
  handedBack: '工作人员暂时离开，已为您通知其他工作人员，请稍等。等待时可以继续问智能助手。',
} as const

export const CHANNEL_LABELS: Readonly<Record<string, string>> = {
  web: '网页',
  directline: '网页',
  wechat: '微信',
  wecom: '企业微信',
  msteams: 'Teams',
  emulator: '测试工具',
}

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  useless: '说没用',
  notFound: '没答上',
  unsure: '反问居民',
  littleSure: '把握小',
  useful: '说有用',
}

export const WHY_WAITING = {
  crisis: '危险信号',
  fault: '系统故障',
  asked: '请求人工',
} as const
