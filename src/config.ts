/** The only reader of the environment. Every bad setting is reported at once; the result is frozen and typed. */
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { Fault } from './base/fault'
import { type DataKey, parseDataKeys } from './domain/data-key'
import { isWebhookSecret } from './domain/webhook-secret'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** Strangers can reach it: directly, or through a proxy of ours in front of it. */
function isOpen({ HOST, TRUST_PROXY }: { HOST?: string | undefined; TRUST_PROXY?: string | undefined }): boolean {
  return TRUST_PROXY === 'true' || (HOST !== undefined && !LOOPBACK.has(HOST))
}

const text = z.string().trim().min(1)
const days = z.coerce.number().int().min(1).max(3_650)

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  HOST: text.default('127.0.0.1'),
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  DATA_DIR: text.default('data'),
  KNOWLEDGE_DIR: text.default('knowledge'),
  DIALOGS_DIR: text.default('dialogs'),
  DATA_KEYS: text.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  BACKEND_URL: z.url({ protocol: /^https?$/ }).optional(),
  BACKEND_SECRETS: text.optional(),
  BACKEND_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(120).default(15),
  OPERATOR_TOKEN: z.string().min(16, '至少 16 个字符').optional(),
  DIRECT_LINE_SECRET: z.string().min(32, '至少 32 个字符').optional(),
  MICROSOFT_APP_ID: text.optional(),
  MICROSOFT_APP_PASSWORD: text.optional(),
  MICROSOFT_APP_TENANT_ID: text.optional(),
  RETENTION_DRAFT_DAYS: days.default(30),
  RETENTION_DELIVERED_DAYS: days.default(30),
  RETENTION_QUESTION_DAYS: days.default(90),
  METRICS_TOKEN: z.string().min(16, '至少 16 个字符').optional(),
  ALERT_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALERT_SECRETS: text.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export interface Config {
  readonly port: number
  readonly host: string
  /** A reverse proxy of ours stands before the service, and nobody else can reach it. */
  readonly trustProxy: boolean
  readonly dataDir: string
  readonly knowledgeDir: string
  readonly dialogsDir: string
  readonly databaseUrl?: string | undefined
  /** Seal people's data at rest, the first of them; without any a key of this machine is made in the data folder. */
  readonly dataKeys?: readonly DataKey[] | undefined
  readonly backend?:
    | { readonly url: string; readonly secrets: readonly string[]; readonly timeoutMs: number }
    | undefined
  /** Operators' sign-in; without it the console answers on loopback only. */
  readonly operatorToken?: string | undefined
  readonly directLineSecret?: string | undefined
  /** Empty on this machine alone without an app id: unauthenticated, for trying out. Absent: no /api/messages. */
  readonly botFramework?:
    | { readonly appId?: string; readonly password?: string; readonly tenant?: string | undefined }
    | undefined
  /** In days: half-filled forms, cases after the backend's receipt, the words of questions. */
  readonly retention: { readonly drafts: number; readonly delivered: number; readonly questions: number }
  /** `undefined` when /metrics is not to be served at all; without a token it is served to this machine only. */
  readonly metrics?: { readonly token?: string | undefined } | undefined
  readonly alert?: { readonly url: string; readonly secrets: readonly string[] } | undefined
  readonly logLevel: string
}

export function readConfig(env: Readonly<Record<string, string | undefined>>, root = process.cwd()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map((each) => `${each.path.join('.')}：${each.message}`)
  const together = crossChecks(given)
  if (!parsed.success || together.length > 0) {
    throw new Fault('config.invalid', ['配置有误：', ...problems, ...together].join('\n  '))
  }
  const it = parsed.data
  const at = (path: string) => (isAbsolute(path) ? path : resolve(root, path))
  return Object.freeze({
    port: it.PORT,
    host: it.HOST,
    trustProxy: it.TRUST_PROXY === 'true',
    dataDir: at(it.DATA_DIR),
    knowledgeDir: at(it.KNOWLEDGE_DIR),
    dialogsDir: at(it.DIALOGS_DIR),
    databaseUrl: it.DATABASE_URL,
    dataKeys: it.DATA_KEYS === undefined ? undefined : parseDataKeys(it.DATA_KEYS),
    backend: backendOf(it),
    operatorToken: it.OPERATOR_TOKEN,
    directLineSecret: it.DIRECT_LINE_SECRET,
    botFramework: botFrameworkOf(it),
    retention: {
      drafts: it.RETENTION_DRAFT_DAYS,
      delivered: it.RETENTION_DELIVERED_DAYS,
      questions: it.RETENTION_QUESTION_DAYS,
    },
    metrics: it.METRICS_TOKEN || !isOpen(it) ? { token: it.METRICS_TOKEN } : undefined,
    alert: it.ALERT_URL ? { url: it.ALERT_URL, secrets: secretsOf(it.ALERT_SECRETS) } : undefined,
    logLevel: it.LOG_LEVEL,
  })
}

function backendOf(it: z.infer<typeof schema>): Config['backend'] {
  if (!it.BACKEND_URL) return undefined
  const timeoutMs = it.BACKEND_TIMEOUT_SECONDS * 1000
  return { url: it.BACKEND_URL, secrets: secretsOf(it.BACKEND_SECRETS), timeoutMs }
}

function botFrameworkOf(it: z.infer<typeof schema>): Config['botFramework'] {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenant } = it
  if (appId && password) return { appId, password, tenant }
  return isOpen(it) ? undefined : {}
}

/** Settings that only make sense together. */
function crossChecks(env: Readonly<Record<string, string | undefined>>): string[] {
  const problems: string[] = []
  const open = isOpen(env)
  if (open && !env.OPERATOR_TOKEN)
    problems.push('HOST：对外监听（或经反向代理）时必须设置 OPERATOR_TOKEN（操作员登录口令）')
  if (open && !env.DIRECT_LINE_SECRET)
    problems.push('HOST：对外监听（或经反向代理）时必须设置 DIRECT_LINE_SECRET（网页会话签名密钥）')
  if (env.DATA_KEYS && !parseDataKeys(env.DATA_KEYS))
    problems.push('DATA_KEYS：写成 编号:base64（32 字节），多个用逗号分开，编号不重复；第一个是现用的')
  if (env.DATABASE_URL && !env.DATA_KEYS)
    problems.push('DATA_KEYS：使用 DATABASE_URL 时必须设置（几台服务器要用同一组密钥）')
  if (env.BACKEND_URL && secretsOf(env.BACKEND_SECRETS).length === 0)
    problems.push('BACKEND_SECRETS：设置了 BACKEND_URL 就必须给出至少一个签名密钥')
  if (secretsOf(env.BACKEND_SECRETS).length > 2) problems.push('BACKEND_SECRETS：最多同时两个密钥，用逗号分开')
  if (!secretsOf(env.BACKEND_SECRETS).every(isWebhookSecret))
    problems.push('BACKEND_SECRETS：每个密钥写成 whsec_ 加 base64（至少 24 字节）')
  if (
    env.ALERT_URL &&
    (secretsOf(env.ALERT_SECRETS).length === 0 || !secretsOf(env.ALERT_SECRETS).every(isWebhookSecret))
  )
    problems.push('ALERT_SECRETS：设置了 ALERT_URL 就必须给出签名密钥，写成 whsec_ 加 base64（至少 24 字节）')
  if (env.MICROSOFT_APP_ID && !env.MICROSOFT_APP_PASSWORD)
    problems.push('MICROSOFT_APP_PASSWORD：设置了 MICROSOFT_APP_ID 就必须给出')
  return problems
}

function secretsOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}
