/** Every way a request is turned away: code, status and the Chinese sentence its sender reads. Never a stack trace. */
import type { HttpResponse } from './http'

const REFUSALS = {
  'body.missing': [400, '请求没有内容。'],
  'body.notJson': [400, '请求内容不是有效的 JSON。'],
  'body.wrongType': [415, '请求的内容类型不对，应为 application/json。'],
  'body.tooLarge': [413, '请求内容太大。'],
  'activity.invalid': [400, '消息格式不对，无法处理。'],
  'activity.tooLong': [413, '这条消息太长了，请控制在一万字以内，分几条发送。'],
  'activity.idInvalid': [400, '消息编号格式不对。'],
  'watermark.invalid': [400, '消息位置（watermark）应为非负整数。'],
  'token.missing': [401, '缺少访问凭证。'],
  'token.invalid': [403, '访问凭证无效。'],
  'token.expired': [403, '访问凭证已过期，请重新开始对话。'],
  'secret.invalid': [403, '渠道密钥不正确。'],
  'user.invalid': [400, '用户编号格式不对，应以 dl_ 开头。'],
  'user.reserved': [403, '以 dl_ 开头的用户编号由本系统分配，不能自行指定。'],
  'user.mismatch': [403, '发送人与访问凭证不一致。'],
  'conversation.unknown': [404, '没有这个对话。'],
  'conversation.forbidden': [403, '访问凭证不属于这个对话。'],
  'upload.invalid': [400, '上传内容格式不对。'],
  'upload.missing': [400, '没有收到文件。'],
  'upload.tooMany': [413, '一次最多上传五个文件。'],
  'upload.tooLarge': [413, '文件太大，每次上传合计不能超过 10 MB。'],
  'upload.wrongType': [415, '只能上传图片或 PDF 文件。'],
  'upload.infected': [422, '这个文件没有通过安全检查，没有保存。请换一个文件，或把原件带到窗口。'],
  'upload.notScanned': [503, '暂时无法检查这个文件是否安全，没有保存。请过几分钟再发一次。'],
  'upload.busy': [503, '正在处理的上传较多，请稍后再试。'],
  'assistant.faulted': [503, '系统出了点问题，这条消息没有处理成功。请重新发送，或拨打 12345。'],
  'signature.invalid': [401, '签名验证没有通过。'],
  'channel.forbidden': [403, '这个服务地址不在允许的范围内。'],
  'channel.unreached': [502, '回复已生成，但没有送达对方渠道。'],
  'authority.unreached': [503, '暂时无法核对签名，请稍后再试。'],
  'rate.tooMany': [429, '消息发得太快了，请稍等一会儿再发。'],
  'route.notFound': [404, '没有这个地址。'],
  'route.wrongMethod': [405, '这个地址不支持这种请求方式。'],
  'server.fault': [500, '系统出了点问题，请稍后再试，或拨打 12345。'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type RefusalCode = keyof typeof REFUSALS

export function refuse(code: RefusalCode, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  const [status, message] = REFUSALS[code]
  return { status, headers, json: { error: { code, message } } }
}
