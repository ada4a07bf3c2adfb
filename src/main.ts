/** The composition root: config → adapters → rooms → server. The only file that knows every room; no logic. */
import { join } from 'node:path'
import { localSecret } from './adapters/files/local-secret'
import { watchFolders } from './adapters/files/watch-folders'
import { httpCaseBackend } from './adapters/http/case-backend'
import { sqlCaseStore } from './adapters/sql/case-store'
import { sqlConversationStore } from './adapters/sql/conversation-store'
import { databaseFile, openDatabase } from './adapters/sql/database'
import { sqlFormArchive } from './adapters/sql/form-archive'
import { sqlHandOffQueue } from './adapters/sql/hand-off-queue'
import { handleMessage } from './assistant/handle-message'
import { intakeDescriber } from './assistant/intake-view'
import { liveLibrary, openLibrary } from './assistant/library'
import { notifyOfCase } from './assistant/notify'
import { receiveStatus } from './assistant/receive-status'
import type { ResidentLine } from './assistant/resident-line'
import type { AssistantDeps } from './assistant/turn'
import { systemClock } from './base/clock'
import { printProblems } from './base/content-file'
import { Fault } from './base/fault'
import { randomIds } from './base/ids'
import { type Log, pinoLog } from './base/log'
import { newBreaker } from './cases/breaker'
import { startPoller } from './cases/poller'
import { caseStatusRoute } from './channels/case-status-route'
import { startServer } from './channels/server'
import { HOME_WORDS } from './channels/words'
import { type Config, readConfig } from './config'
import { pageOperators } from './console/attention'
import { consoleRoutes } from './console/console-routes'
import { suggestPassages } from './console/suggest-passages'
import { letGo } from './console/takeover'

export interface Service {
  readonly url: string
  stop(): Promise<void>
}

export async function startService(config: Config, log: Log = pinoLog(config.logLevel)): Promise<Service> {
  const clock = systemClock
  const ids = randomIds(clock)
  const folders = { knowledge: config.knowledgeDir, dialogs: config.dialogsDir }
  const progress = (line: string) => process.stderr.write(`${line}\n`)
  const library = { ...folders, cacheFolder: config.dataDir, progress }
  const opening = await openLibrary(library)
  if (!opening.ok)
    throw new Fault('content.invalid', `${printProblems(opening.problems)}\n共 ${opening.problems.length} 处问题。`)
  log.info('content.opened', { digest: opening.library.knowledge.digest, ...opening.sync })
  const live = liveLibrary(opening.library, library, log)

  const database = await openDatabase({ databaseUrl: config.databaseUrl, file: databaseFile(config.dataDir), log })
  const conversations = sqlConversationStore(database)
  const cases = sqlCaseStore(database)
  const handOffs = sqlHandOffQueue(database)
  const forms = sqlFormArchive(database)
  // The way back to residents is the server's, and the server comes last.
  const line: ResidentLine = { send: (conversation, reply) => server.line.send(conversation, reply) }
  const told = { conversations, line, clock, ids, log }
  const deps: AssistantDeps = {
    ...{ conversations, cases, forms, clock, ids, log },
    library: live.current,
    page: pageOperators(conversations, log),
  }

  const server = await startServer({
    ...{ port: config.port, host: config.host, dataDir: config.dataDir, clock, ids, log },
    assistant: { handle: (message) => handleMessage(deps, message) },
    history: (conversation, after) => conversations.history(conversation, after),
    pages: { folder: join(__dirname, '..', 'dist', 'web'), words: HOME_WORDS },
    directLineSecret: config.directLineSecret ?? localSecret(config.dataDir, 'direct-line'),
    botFramework: config.botFramework,
    mounts: [
      ...consoleRoutes({
        ...{ ...told, cases, handOffs, operatorToken: config.operatorToken },
        knowledge: () => live.current().knowledge,
        describeIntake: intakeDescriber(() => live.current().dialogs, forms),
        suggest: suggestPassages(live.current, clock),
      }),
      caseStatusRoute((headers, body) =>
        receiveStatus({ ...told, store: cases, secrets: config.backend?.secrets ?? [] }, headers, body),
      ),
    ],
    readiness: [{ name: 'store', isReady: async () => (await handOffs.backlog()) !== undefined }],
    health: () => ({
      content: live.current().knowledge.digest,
      passages: live.current().index.size,
      vectors: live.current().index.vectorMode,
    }),
  })

  const poller = config.backend
    ? startPoller({
        ...{ handOffs, clock, log },
        backend: httpCaseBackend(config.backend),
        breaker: newBreaker(),
        onStatus: (caseFile, state) => notifyOfCase(told, { caseFile, state }, `${state.stage}:${state.attempts}`),
      })
    : undefined
  const leases = setInterval(() => {
    letGo(told).catch((cause) => log.error('leases.notReleased', {}, cause))
  }, 60_000)
  const watching = watchFolders(Object.values(folders), () => {
    live.reload().then(
      (problems) => problems.length > 0 && progress(printProblems(problems)),
      (cause) => log.error('content.reloadFailed', {}, cause),
    )
  })

  return {
    url: server.url,
    async stop() {
      watching.close()
      clearInterval(leases)
      await server.close()
      await poller?.stop()
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
