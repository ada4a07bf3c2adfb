/** `npm run contract`: writes scripts/contract/ from the zod schemas; `-- check` says whether it is current. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { statusSchema } from '../src/cases/apply-status'
import { caseEventSchema } from '../src/cases/case-event'
import { caseFileSchema } from '../src/cases/case-file'
import { receiptSchema, receivedPageSchema, receivedQuerySchema, refusalSchema } from '../src/cases/wire'

const SCHEMAS = {
  CaseFile: caseFileSchema,
  CaseEvent: caseEventSchema,
  Receipt: receiptSchema,
  Refusal: refusalSchema,
  Status: statusSchema,
  ReceivedQuery: receivedQuerySchema,
  ReceivedPage: receivedPageSchema,
} as const

type SchemaName = keyof typeof SCHEMAS

const SCHEMA_FILES = [
  ['case-file.schema.yaml', 'CaseFile'],
  ['case-event.schema.yaml', 'CaseEvent'],
  ['status.schema.yaml', 'Status'],
] as const

/** Every file of the contract by its path below scripts/contract. */
export function contractFiles(): ReadonlyMap<string, string> {
  const yaml = (value: unknown) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
  const schemas = SCHEMA_FILES.map(([file, name]) => [file, yaml(jsonSchema(name))] as const)
  return new Map([['openapi.yaml', yaml(openApi())], ...schemas])
}

export const CONTRACT_FOLDER = join(__dirname, 'contract')

/** Names of the files that are not as the schemas say. */
export function staleFiles(): readonly string[] {
  return [...contractFiles()].flatMap(([name, text]) => {
    const file = join(CONTRACT_FOLDER, name)
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [name]
  })
}

const jsonSchema = (name: SchemaName) => z.toJSONSchema(SCHEMAS[name], { target: 'draft-2020-12' })

function openApi() {
  const components = Object.keys(SCHEMAS).map((name) => {
    const { $schema: _, ...schema } = jsonSchema(name as SchemaName)
    return [name, schema]
  })
  return {
    openapi: '3.1.0',
    info: {
      title: '办件移交接口',
      version: '1',
      description:
        '民政服务助手与民政部门后台之间的全部接口。每个请求按 Standard Webhooks 签名；scripts/backend.ts 是可运行的参考实现。',
    },
    paths: { '/cases': handOver(), '/cases/received': listReceived() },
    webhooks: { caseStatus: callBack() },
    components: { schemas: Object.fromEntries(components), parameters: PARAMETERS },
  }
}

const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: true, description, schema: { type: 'string' } },
})
const PARAMETERS = {
  'webhook-id': header('webhook-id', '消息编号；重发和重放时不变'),
  'webhook-timestamp': header('webhook-timestamp', '发送时刻，Unix 秒；与接收方时钟相差超过 5 分钟即拒绝'),
  'webhook-signature': header(
    'webhook-signature',
    '空格分开的若干个 v1,base64(HMAC-SHA256(密钥, id.timestamp.请求体))',
  ),
  'idempotency-key': header('idempotency-key', '与 webhook-id 相同；同一个键只生效一次'),
}
const named = (...names: readonly string[]) => names.map((name) => ({ $ref: `#/components/parameters/${name}` }))
const body = (name: SchemaName) => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
})
const answer = (description: string, name?: SchemaName) => ({ description, ...(name && body(name)) })

const CASE_OR_EVENT = {
  oneOf: [{ $ref: '#/components/schemas/CaseFile' }, { $ref: '#/components/schemas/CaseEvent' }],
}

function handOver() {
  return {
    post: {
      ...{ operationId: 'handOverCase', summary: '移交一件办件', parameters: named(...SIGNED, 'idempotency-key') },
      description:
        '正文是办件本身（没有 type），或者之后的一件事（有 type：case.withdrawn 申请人撤回，case.supplemented 补交材料，case.corrected 更正一项回答，appointment.moved 改约，appointment.cancelled 取消预约）。同一办件按先后送达，办件送达之前不送它后来的事。不认识某个 type 的后台应答 422，由人处理。',
      requestBody: { required: true, content: { 'application/json': { schema: CASE_OR_EVENT } } },
      responses: {
        '200': answer('已收到；回执写明办件 id。没有回执的 2xx 不算送达，会重发', 'Receipt'),
        ...Object.fromEntries(
          [400, 401, 403, 404, 409, 413, 422].map((status) => [
            status,
            answer('拒收：转人工处理，不再重发', 'Refusal'),
          ]),
        ),
        '410': answer('接口已停用：停止向它发送', 'Refusal'),
        '429': answer('稍后重发，遵守 Retry-After'),
        '5XX': answer('稍后重发，最长十天'),
      },
    },
  }
}

function listReceived() {
  return {
    post: {
      ...{ operationId: 'listReceived', summary: '列出已收到的办件，供两边核对', parameters: named(...SIGNED) },
      requestBody: { required: true, ...body('ReceivedQuery') },
      responses: { '200': answer('一页，按收到的先后', 'ReceivedPage'), '401': answer('签名不对', 'Refusal') },
    },
  }
}

function callBack() {
  return {
    post: {
      ...{
        operationId: 'caseStatus',
        summary: '后台回告办理进展：POST 到助手的 /cases/status',
        parameters: named(...SIGNED),
      },
      requestBody: { required: true, ...body('Status') },
      responses: {
        '204': answer('已生效；同一 webhook-id 再来只生效一次'),
        '400': answer('内容不合格式'),
        '401': answer('签名不对或已过时'),
        '404': answer('没有这件办件'),
      },
    },
  }
}

function main(): void {
  if (process.argv[2] === 'check') {
    const stale = staleFiles()
    if (stale.length > 0) console.error(`接口文件已过时：${stale.join('、')}。运行 npm run contract。`)
    process.exitCode = stale.length > 0 ? 1 : 0
    return
  }
  for (const [name, text] of contractFiles()) {
    const file = join(CONTRACT_FOLDER, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

if (require.main === module) main()
