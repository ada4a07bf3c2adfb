/** The SQL adapters keep every contract, on SQLite and on PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderAttachments } from '../../src/adapters/files/folder-attachments'
import { sqlAttachments } from '../../src/adapters/sql/attachments'
import { sqlAuditLog } from '../../src/adapters/sql/audit-log'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { sqlConversationReferences } from '../../src/adapters/sql/conversation-references'
import { sqlConversationStore } from '../../src/adapters/sql/conversation-store'
import { sqlDailySpend } from '../../src/adapters/sql/daily-spend'
import { sqlErrands } from '../../src/adapters/sql/errands'
import { sqlFormArchive } from '../../src/adapters/sql/form-archive'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { sqlPersonalData } from '../../src/adapters/sql/personal-data'
import { sqlQuestionDesk } from '../../src/adapters/sql/question-desk'
import { sqlSharedPace } from '../../src/adapters/sql/shared-pace'
import { fixedClock } from '../../src/base/clock'
import { caseFileOf, later, noon, testCipher } from '../cases/sample'
import { attachmentsContract } from '../contracts/attachments'
import { auditLogContract } from '../contracts/audit-log'
import { caseStoreContract } from '../contracts/case-store'
import { conversationReferencesContract } from '../contracts/conversation-references'
import { conversationStoreContract } from '../contracts/conversation-store'
import { dailySpendContract } from '../contracts/daily-spend'
import { onEachDatabase } from '../contracts/databases'
import { errandsContract } from '../contracts/errands'
import { formArchiveContract } from '../contracts/form-archive'
import { handOffQueueContract } from '../contracts/hand-off-queue'
import { personalDataContract } from '../contracts/personal-data'
import { questionDeskContract } from '../contracts/question-desk'
import { recentTalksContract } from '../contracts/recent-talks'
import { sharedPaceContract } from '../contracts/shared-pace'

onEachDatabase((database, rival) => {
  describe('case store', () => caseStoreContract(() => sqlCaseStore(database(), testCipher)))
  describe('conversation store', () => conversationStoreContract(() => sqlConversationStore(database(), testCipher)))
  describe('recent talks', () =>
    recentTalksContract(() => ({ database: database(), conversations: sqlConversationStore(database(), testCipher) })))
  describe('question desk', () =>
    questionDeskContract(() => {
      const conversations = sqlConversationStore(database(), testCipher)
      return { conversations, desk: sqlQuestionDesk(database(), conversations), audit: sqlAuditLog(database()) }
    }))
  describe('audit log', () => auditLogContract(() => sqlAuditLog(database())))
  const folder = mkdtempSync(join(tmpdir(), 'attachments-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const everything = () => {
    const store = folderAttachments(folder)
    const attachments = sqlAttachments(database(), store, testCipher)
    return {
      ...{ store, attachments },
      personalData: sqlPersonalData(database(), testCipher, attachments.sweep),
      cases: sqlCaseStore(database(), testCipher),
      conversations: sqlConversationStore(database(), testCipher),
      handOffs: sqlHandOffQueue(database(), testCipher),
      audit: sqlAuditLog(database()),
    }
  }
  describe('personal data', () => personalDataContract(everything))
  describe('attachments', () => attachmentsContract(everything))
  describe('conversation references', () =>
    conversationReferencesContract(() => sqlConversationReferences(database(), testCipher, fixedClock(noon))))
  describe('shared pace', () => sharedPaceContract(() => sqlSharedPace(database(), testCipher)))
  describe('daily spend', () =>
    dailySpendContract(() => ({ own: sqlDailySpend(database()), other: sqlDailySpend(rival()) })))
  describe('errands', () => errandsContract(() => sqlErrands(database())))
  describe('form archive', () => formArchiveContract(() => sqlFormArchive(database())))
  describe('hand-off queue', () => {
    handOffQueueContract(() => ({
      store: sqlCaseStore(database(), testCipher),
      handOffs: sqlHandOffQueue(database(), testCipher),
    }))

    it('holds a later hand-off of a case back until the earlier one is delivered', async () => {
      const caseFile = caseFileOf()
      const [store, handOffs] = [sqlCaseStore(database(), testCipher), sqlHandOffQueue(database(), testCipher)]
      await store.open({ caseFile, handOff: 'handoff_first', at: noon })
      const at = noon.getTime()
      const row = { sequence: 2, state: 'due', due_at: at - 1, created_at: at, attempts: 0 } as const
      const open = { first_tried_at: null, why: null, settled_at: null }
      await database()
        .insertInto('hand_off')
        .values({ id: 'handoff_second', case_id: caseFile.id, ...row, ...open })
        .execute()

      const claim = async (ms: number) => await handOffs.claim({ now: later(ms), until: later(ms + 9), atMost: 9 })
      const [first, ...others] = await claim(0)
      expect([first?.id, others]).toEqual(['handoff_first', []])
      await handOffs.settle({ id: 'handoff_first', attempts: 0 }, { kind: 'refused', reasons: ['no'] }, later(1))
      expect(await claim(100)).toEqual([])
      await handOffs.replay(caseFile.id, later(100))
      await claim(100)
      await handOffs.settle({ id: 'handoff_first', attempts: 1 }, { kind: 'accepted', backendNumber: 'n' }, later(101))
      expect((await claim(200)).map((handOff) => handOff.id)).toEqual(['handoff_second'])
    })
  })
})
