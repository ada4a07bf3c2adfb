/**
 * The only reader of the environment. Every bad setting is reported at once; the result is frozen and typed. Any
 * setting may be given as NAME_FILE instead: the path of a file that holds it, for secrets a container mounts.
 */
import { readFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { Fault } from './base/fault'
import { type Bucket, parseBucket } from './domain/bucket'
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
  ATTACHMENTS_URL: text.optional(),
  ATTACHMENTS_KEY_ID: text.optional(),
  ATTACHMENTS_SECRET_KEY: text.optional(),
  ATTACHMENT_SCAN_COMMAND: text.optional(),
  ATTACHMENT_SCAN_SECONDS: z.coerce.number().int().min(1).max(60).default(10),
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
  MODEL_URL: z.url({ protocol: /^https?$/ }).optional(),
  MODEL_NAME: text.optional(),
  MODEL_KEY: text.optional(),
  MODEL_TIMEOUT_MS: z.coerce.number().int().min(200).max(60_000).default(6_000),
  MODEL_DAILY_TOKENS: z.coerce.number().int().min(1).max(1_000_000_000).default(2_000_000),
  EMBEDDINGS_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMBEDDINGS_MODEL: text.optional(),
  EMBEDDINGS_KEY: text.optional(),
  EMBEDDINGS_TIMEOUT_MS: z.coerce.number().int().min(100).max(30_000).default(1_500),
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
  /** Files residents send go to a bucket; without one, to a folder below the data folder. */
  readonly bucket?:
    | { readonly address: Bucket; readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string } }
    | undefined
  /** A virus scanner and its arguments, started for each file; absent, files are not scanned. */
  readonly scan?: { readonly words: readonly string[]; readonly timeoutMs: number } | undefined
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
  /** A language model behind an OpenAI-compatible address; without it nothing of it is even loaded. */
  readonly model?:
    | {
        readonly url: string
        readonly name: string
        readonly key?: string | undefined
        readonly timeoutMs: number
        readonly tokensPerDay: number
      }
    | undefined
  /** An embedding server in place of the local embedder. */
  readonly embeddings?:
    | { readonly url: string; readonly model: string; readonly key?: string | undefined; readonly timeoutMs: number }
    | undefined
  readonly logLevel: string
}

export function readConfig(env: Env, root = process.cwd()): Config {
  const { given, unread } = settingsIn(env)
  const parsed = schema.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map((each) => `${each.path.join('.')}：${each.message}`)
  const together = [...unread, ...crossChecks(given)]
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
    bucket: bucketOf(it),
    scan: it.ATTACHMENT_SCAN_COMMAND
      ? { words: it.ATTACHMENT_SCAN_COMMAND.split(/\s+/), timeoutMs: it.ATTACHMENT_SCAN_SECONDS * 1000 }
      : undefined,
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
    model: modelOf(it),
    embeddings: embeddingsOf(it),
    logLevel: it.LOG_LEVEL,
  })
}

type Env = Readonly<Record<string, string | undefined>>

/** What is set to nothing is not set. A setting given twice, or whose file cannot be read, is told by its name alone. */
function settingsIn(env: Env): { given: Record<string, string>; unread: string[] } {
  const set = Object.entries(env).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  const given: Record<string, string> = Object.fromEntries(set)
  const unread: string[] = []
  for (const [name, path] of set.filter(([name]) => name.endsWith('_FILE'))) {
    const setting = name.slice(0, -'_FILE'.length)
    if (!(setting in schema.shape)) continue
    if (setting in given) unread.push(`${setting}：与 ${name} 只能设置一个`)
    try {
      given[setting] = readFileSync(path, 'utf8').trim()
    } catch {
      unread.push(`${name}：读不到这个文件`)
    }
  }
  return { given, unread }
}

function bucketOf(it: z.infer<typeof schema>): Config['bucket'] {
  const { ATTACHMENTS_URL: url, ATTACHMENTS_KEY_ID: accessKeyId, ATTACHMENTS_SECRET_KEY: secretAccessKey } = it
  const address = url && parseBucket(url)
  return address && accessKeyId && secretAccessKey ? { address, keys: { accessKeyId, secretAccessKey } } : undefined
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

function modelOf(it: z.infer<typeof schema>): Config['model'] {
  const { MODEL_URL: url, MODEL_NAME: name, MODEL_KEY: key } = it
  return url && name
    ? { url, name, key, timeoutMs: it.MODEL_TIMEOUT_MS, tokensPerDay: it.MODEL_DAILY_TOKENS }
    : undefined
}

function embeddingsOf(it: z.infer<typeof schema>): Config['embeddings'] {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: key } = it
  return url && model ? { url, model, key, timeoutMs: it.EMBEDDINGS_TIMEOUT_MS } : undefined
}

/** LangChain would send every prompt to a third party's servers. */
const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2']

/** Settings that only make sense together. */
function crossChecks(env: Env): string[] {
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
  if (env.ATTACHMENTS_URL && !parseBucket(env.ATTACHMENTS_URL))
    problems.push('ATTACHMENTS_URL：写成 s3+https://主机/桶名?region=区域（virtual 风格再加 &style=virtual），不带密钥')
  if (env.ATTACHMENTS_URL && !(env.ATTACHMENTS_KEY_ID && env.ATTACHMENTS_SECRET_KEY))
    problems.push('ATTACHMENTS_KEY_ID、ATTACHMENTS_SECRET_KEY：设置了 ATTACHMENTS_URL 就必须给出')
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
  if (env.MODEL_URL && !env.MODEL_NAME) problems.push('MODEL_NAME：设置了 MODEL_URL 就必须写明用哪个模型')
  if (env.MODEL_NAME && !env.MODEL_URL) problems.push('MODEL_URL：设置了 MODEL_NAME 就必须写明模型服务的地址')
  if (env.EMBEDDINGS_URL && !env.EMBEDDINGS_MODEL)
    problems.push('EMBEDDINGS_MODEL：设置了 EMBEDDINGS_URL 就必须写明用哪个向量模型')
  if (env.EMBEDDINGS_MODEL && !env.EMBEDDINGS_URL)
    problems.push('EMBEDDINGS_URL：设置了 EMBEDDINGS_MODEL 就必须写明向量服务的地址')
  const traced = env.MODEL_URL || env.EMBEDDINGS_URL ? TRACING.filter((name) => env[name] === 'true') : []
  for (const name of traced) problems.push(`${name}：不能打开，否则居民的话会被发到第三方的跟踪服务`)
  return problems
}

function secretsOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}
