/** The only reader of the environment. Every bad setting is reported at once; the result is frozen and typed. */
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { Fault } from './base/fault'
import { isWebhookSecret } from './domain/webhook-secret'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

const text = z.string().trim().min(1)

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  HOST: text.default('127.0.0.1'),
  DATA_DIR: text.default('data'),
  KNOWLEDGE_DIR: text.default('knowledge'),
  DIALOGS_DIR: text.default('dialogs'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  BACKEND_URL: z.url({ protocol: /^https?$/ }).optional(),
  BACKEND_SECRETS: text.optional(),
  OPERATOR_TOKEN: z.string().min(16, '至少 16 个字符').optional(),
  DIRECT_LINE_SECRET: z.string().min(32, '至少 32 个字符').optional(),
  MICROSOFT_APP_ID: text.optional(),
  MICROSOFT_APP_PASSWORD: text.optional(),
  MICROSOFT_APP_TENANT_ID: text.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly knowledgeDir: string
  readonly dialogsDir: string
  readonly databaseUrl?: string | undefined
  readonly backend?: { readonly url: string; readonly secrets: readonly string[] } | undefined
  /** Operators' sign-in; without it the console answers on loopback only. */
  readonly operatorToken?: string | undefined
  readonly directLineSecret?: string | undefined
  /** Empty on loopback without an app id: unauthenticated, for trying out. Absent: no /api/messages. */
  readonly botFramework?:
    | { readonly appId?: string; readonly password?: string; readonly tenant?: string | undefined }
    | undefined
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
    dataDir: at(it.DATA_DIR),
    knowledgeDir: at(it.KNOWLEDGE_DIR),
    dialogsDir: at(it.DIALOGS_DIR),
    databaseUrl: it.DATABASE_URL,
    backend: it.BACKEND_URL ? { url: it.BACKEND_URL, secrets: secretsOf(it.BACKEND_SECRETS) } : undefined,
    operatorToken: it.OPERATOR_TOKEN,
    directLineSecret: it.DIRECT_LINE_SECRET,
    botFramework: botFrameworkOf(it),
    logLevel: it.LOG_LEVEL,
  })
}

function botFrameworkOf(it: z.infer<typeof schema>): Config['botFramework'] {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenant } = it
  if (appId && password) return { appId, password, tenant }
  return LOOPBACK.has(it.HOST) ? {} : undefined
}

/** Settings that only make sense together. */
function crossChecks(env: Readonly<Record<string, string | undefined>>): string[] {
  const problems: string[] = []
  const open = env.HOST !== undefined && !LOOPBACK.has(env.HOST)
  if (open && !env.OPERATOR_TOKEN) problems.push('HOST：对外监听时必须设置 OPERATOR_TOKEN（操作员登录口令）')
  if (open && !env.DIRECT_LINE_SECRET) problems.push('HOST：对外监听时必须设置 DIRECT_LINE_SECRET（网页会话签名密钥）')
  if (env.BACKEND_URL && secretsOf(env.BACKEND_SECRETS).length === 0)
    problems.push('BACKEND_SECRETS：设置了 BACKEND_URL 就必须给出至少一个签名密钥')
  if (secretsOf(env.BACKEND_SECRETS).length > 2) problems.push('BACKEND_SECRETS：最多同时两个密钥，用逗号分开')
  if (!secretsOf(env.BACKEND_SECRETS).every(isWebhookSecret))
    problems.push('BACKEND_SECRETS：每个密钥写成 whsec_ 加 base64（至少 24 字节）')
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
