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
import { liveLibrary, openLibrary } from './assistant/library'
import { notifyOfCase } from './assistant/notify'
import { receiveStatus } from './assistant/receive-status'
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
  const deps: AssistantDeps = {
    ...{ conversations, cases, clock, ids, log },
    library: live.current,
    forms: sqlFormArchive(database),
    page: (conversation, why) => log.warn('operator.paged', { conversation, why }),
  }

  const server = await startServer({
    ...{ port: config.port, host: config.host, dataDir: config.dataDir, clock, ids, log },
    assistant: { handle: (message) => handleMessage(deps, message) },
    history: (conversation, after) => conversations.history(conversation, after),
    pages: { folder: join(__dirname, '..', 'dist', 'web'), words: HOME_WORDS },
    directLineSecret: config.directLineSecret ?? localSecret(config.dataDir, 'direct-line'),
    botFramework: config.botFramework,
    mounts: [
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
  const told = { conversations, line: server.line, clock, log }

  const poller = config.backend
    ? startPoller({
        ...{ handOffs, clock, log },
        backend: httpCaseBackend(config.backend),
        breaker: newBreaker(),
        onStatus: (caseFile, state) => notifyOfCase(told, { caseFile, state }, `${state.stage}:${state.attempts}`),
      })
    : undefined
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
