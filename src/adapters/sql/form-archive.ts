/** Form versions in SQL, by digest. */
import type { FormArchive } from '../../dialogs/dialog-state'
import type { Database } from './tables'

export function sqlFormArchive(database: Database): FormArchive {
  return {
    keep: async (digest, definition) => {
      await database
        .insertInto('form_version')
        .values({ digest, definition })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    find: async (digest) => {
      const version = database.selectFrom('form_version').select('definition').where('digest', '=', digest)
      return (await version.executeTakeFirst())?.definition
    },
  }
}
