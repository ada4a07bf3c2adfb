/** Ways back to residents on channels that name one: shared by all processes, sealed, gone with their conversation. */
import type { Clock } from '../../base/clock'
import type { ReferenceStore, StoredReference } from '../../channels/conversation-references'
import type { FieldCipher } from './field-cipher'
import type { Database } from './tables'

export function sqlConversationReferences(database: Database, cipher: FieldCipher, clock: Clock): ReferenceStore {
  const placeOf = (conversation: string) => ({ field: 'conversation_reference.body', record: conversation }) as const
  const find = async (conversation: string): Promise<StoredReference | undefined> => {
    const found = database.selectFrom('conversation_reference').select('body')
    const row = await found.where('conversation_id', '=', conversation).executeTakeFirst()
    return row && (JSON.parse(cipher.open(row.body, placeOf(conversation))) as StoredReference)
  }
  return {
    find,
    async keep(conversation, reference) {
      const known = await find(conversation)
      // Nearly always: the same way back as for the message before.
      if (known && isSame(known, reference)) return
      const body = cipher.seal(JSON.stringify(reference), placeOf(conversation))
      const row = { body, kept_at: clock.now().getTime() }
      await database
        .insertInto('conversation_reference')
        .values({ conversation_id: conversation, ...row })
        .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row))
        .execute()
    },
  }
}

function isSame(a: StoredReference, b: StoredReference): boolean {
  const names = ['channelId', 'serviceUrl', 'conversation', 'bot', 'resident'] as const
  return names.every((name) => a[name] === b[name])
}
