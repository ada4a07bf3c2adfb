/** The composition root: config → adapters → rooms → server. The only file that knows every room; no logic. */
import { join } from 'node:path'
import { scanCommand } from './adapters/command/scan-command'
import { localDataKeys, localSecret } from './adapters/files/local-secret'
import { openAttachments } from './adapters/files/open-attachments'
import { watchFolders } from './adapters/files/watch-folders'
import { watchNames } from './adapters/files/watch-names'
import { alertHook } from './adapters/http/alert-hook'
import { httpCaseBackend } from './adapters/http/case-backend'
import { prometheusMetrics } from './adapters/metrics/prometheus'
import { timedLibrary } from './adapters/metrics/timed-library'
import { awaitEmbedder } from './adapters/model/await-embedder'
import { openChatModel } from './adapters/model/open-chat-model'
import { openEmbedder } from './adapters/model/open-embedder'
import { sqlAppointmentStore } from './adapters/sql/appointment-store'
import { sqlAttachments } from './adapters/sql/attachments'
import { sqlAuditLog } from './adapters/sql/audit-log'
import { sqlCaseStore } from './adapters/sql/case-store'
import { sqlConversationReferences } from './adapters/sql/conversation-references'
import { sqlConversationStore } from './adapters/sql/conversation-store'
import { sqlDailySpend } from './adapters/sql/daily-spend'
import { databaseFile, openDatabase } from './adapters/sql/database'
import { sqlErrands } from './adapters/sql/errands'
import { fieldCipher } from './adapters/sql/field-cipher'
import { sqlFormArchive } from './adapters/sql/form-archive'
import { sqlHandOffQueue } from './adapters/sql/hand-off-queue'
import { sqlPersonalData } from './adapters/sql/personal-data'
import { sqlQuestionDesk } from './adapters/sql/question-desk'
import { sqlSharedPace } from './adapters/sql/shared-pace'
import { handleMessage } from './assistant/handle-message'
import { intakeDescriber } from './assistant/intake-view'
import { openLiveContent } from './assistant/live-content'
import { languageModel } from './assistant/model/language-model'
import { notifyOfCase } from './assistant/notify'
import { receiveStatus } from './assistant/receive-status'
import type { ResidentLine } from './assistant/resident-line'
import { startRetention } from './assistant/retention'
import type { AssistantDeps } from './assistant/turn'
import { systemClock } from './base/clock'
import { printProblems } from './base/content-file'
import { Fault } from './base/fault'
import { randomIds } from './base/ids'
import { type Log, overheard, pinoLog } from './base/log'
import { newBreaker } from './cases/breaker'
import { startPoller } from './cases/poller'
import { caseStatusRoute } from './channels/case-status-route'
import { metricsRoute } from './channels/metrics-route'
import { type Pace, type RunningServer, startServer } from './channels/server'
import { HOME_WORDS } from './channels/words'
import { type Config, readConfig } from './config'
import { alertOf } from './console/alerts'
import { pageOperators } from './console/attention'
import { consoleRoutes } from './console/console-routes'
import { suggestPassages } from './console/suggest-passages'
import { letGo } from './console/takeover'
import { PUBLISHED_NAMES, publishedFolder } from './knowledge/publishing/snapshots'

export interface Service {
  readonly url: string
  readonly routes: RunningServer['routes']
  stop(): Promise<void>
}

/** `pace`: other limits than residents get, for tests and drills. */
export async function startService(
  config: Config,
  written: Log = pinoLog(config.logLevel),
  pace?: Pace,
): Promise<Service> {
  const clock = systemClock
  const ids = randomIds(clock)
  const alerts = config.alert && alertHook(config.alert, { clock, ids, log: written })
  const metrics = prometheusMetrics({
    backlog: () => handOffs.backlog(),
    content: () => live.current().knowledge.digest,
    clock,
  })
  const log = overheard(written, (event, fields) => {
    metrics.hear(event, fields)
    const alert = alertOf(event, fields)
    if (alert) alerts?.send(alert)
  })
  const folders = { knowledge: config.knowledgeDir, dialogs: config.dialogsDir }
  const progress = (line: string) => process.stderr.write(`${line}\n`)
  const opening = await openLiveContent(
    { working: folders, dataDir: config.dataDir, key: localSecret(config.dataDir, 'publishing'), progress },
    log,
  )
  if (!opening.ok)
    throw new Fault('content.invalid', `${printProblems(opening.problems)}\n共 ${opening.problems.length} 处问题。`)
  const { live } = opening
  log.info('content.opened', { digest: live.current().knowledge.digest, snapshot: live.snapshot(), ...opening.sync })

  const database = await openDatabase({ databaseUrl: config.databaseUrl, file: databaseFile(config.dataDir), log })
  const cipher = fieldCipher(config.dataKeys ?? localDataKeys(config.dataDir))
  const conversations = sqlConversationStore(database, cipher)
  const cases = sqlCaseStore(database, cipher)
  const handOffs = sqlHandOffQueue(database, cipher)
  const forms = sqlFormArchive(database)
  const attachmentStore = openAttachments({ bucket: config.bucket, folder: join(config.dataDir, 'uploads') })
  const attachments = sqlAttachments(database, attachmentStore, cipher)
  // The way back to residents is the server's, and the server comes last.
  const line: ResidentLine = { send: (conversation, reply) => server.line.send(conversation, reply) }
  const told = { conversations, line, clock, ids, log }
  const deps: AssistantDeps = {
    ...{ conversations, cases, forms, clock, ids, log, errands: sqlErrands(database) },
    appointments: sqlAppointmentStore(database, cipher),
    library: timedLibrary(live.current, (ms) => metrics.hear('retrieval.done', { ms })),
    model:
      config.model &&
      languageModel(openChatModel(config.model), config.model, { clock, log, spend: sqlDailySpend(database) }),
    page: pageOperators(conversations, log),
  }

  const server = await startServer({
    ...{ port: config.port, host: config.host, clock, ids, log },
    pace,
    uploads: attachments,
    scan: config.scan && scanCommand(config.scan),
    references: sqlConversationReferences(database, cipher, clock),
    // One process alone knows its own pace.
    sharedPace: config.databaseUrl ? sqlSharedPace(database, cipher) : undefined,
    assistant: { handle: (message) => handleMessage(deps, message) },
    history: (conversation, after) => conversations.history(conversation, after),
    pages: { folder: join(__dirname, '..', 'dist', 'web'), words: HOME_WORDS },
    directLineSecret: config.directLineSecret ?? localSecret(config.dataDir, 'direct-line'),
    botFramework: config.botFramework,
    trustProxy: config.trustProxy,
    mounts: [
      ...consoleRoutes({
        ...{ ...told, cases, handOffs, operatorToken: config.operatorToken, audit: sqlAuditLog(database) },
        readPaper: attachments.read,
        knowledge: () => live.current().knowledge,
        describeIntake: intakeDescriber(() => live.current().dialogs, forms),
        suggest: suggestPassages(live.current, clock),
        questions: sqlQuestionDesk(database, conversations),
        answerBase: live.current,
      }),
      ...(config.metrics ? [metricsRoute(metrics, config.metrics.token)] : []),
      caseStatusRoute((headers, body) =>
        receiveStatus({ ...told, store: cases, secrets: config.backend?.secrets ?? [] }, headers, body),
      ),
    ],
    readiness: [
      { name: 'store', isReady: async () => (await handOffs.backlog()) !== undefined },
      { name: 'attachments', isReady: () => attachmentStore.isReady() },
      { name: 'index', isReady: () => live.current().index.size > 0 },
    ],
    health: () => ({
      content: live.current().knowledge.digest,
      snapshot: live.snapshot() ?? 'working folders',
      passages: live.current().index.size,
      vectors: live.current().index.vectorMode,
      embedder: live.current().index.embedder,
    }),
  })

  const poller = config.backend
    ? startPoller({
        ...{ handOffs, clock, log },
        backend: httpCaseBackend(config.backend),
        breaker: newBreaker(),
        // Outlasts the backend's timeout, so that no second process sends what a first is still sending.
        leaseMs: 4 * config.backend.timeoutMs,
        onStatus: (caseFile, state) => notifyOfCase(told, { caseFile, state }, `${state.stage}:${state.attempts}`),
      })
    : undefined
  const retention = startRetention({
    ...{ personalData: sqlPersonalData(database, cipher, attachments.sweep), days: config.retention, clock, log },
    expireUploads: (before) => attachments.expire(before, clock.now()),
  })
  const leases = setInterval(() => {
    letGo(told).catch((cause) => log.error('leases.notReleased', {}, cause))
  }, 60_000)
  const reload = () => {
    live.reload().then(
      (problems) => problems.length > 0 && progress(printProblems(problems)),
      (cause) => log.error('content.reloadFailed', {}, cause),
    )
  }
  const { embeddings } = config
  const embedder =
    embeddings &&
    awaitEmbedder({
      open: () => openEmbedder(embeddings, { folder: join(config.dataDir, 'embeddings'), clock, log }),
      isServed: () => live.current().index.embedder.startsWith('remote-'),
      use: live.embedWith,
      everyMs: 60_000,
    })
  const watching = [
    watchFolders(Object.values(folders), reload),
    watchNames(publishedFolder(config.dataDir), PUBLISHED_NAMES, reload),
  ]

  return {
    url: server.url,
    routes: server.routes,
    async stop() {
      for (const each of watching) each.close()
      embedder?.close()
      clearInterval(leases)
      await server.close()
      await poller?.stop()
      await retention.stop()
      await alerts?.stop()
      await database.destroy()
    },
  }
}

async function main(): Promise<void> {
  const service = await startService(readConfig(process.env, join(__dirname, '..')))
  process.stderr.write(`民政服务助手已启动：${service.url}/\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      service.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

if (require.main === module) {
  main().catch((cause) => {
    process.stderr.write(`${cause instanceof Fault ? cause.message : '启动失败，请查看日志。'}\n`)
    if (!(cause instanceof Fault)) pinoLog('info').error('service.failed', {}, cause)
    process.exit(1)
  })
}
