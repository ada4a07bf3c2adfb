/** What every store of ways back to residents keeps to. */
import type { ReferenceStore, StoredReference } from '../../src/channels/conversation-references'

const reference: StoredReference = {
  ...{ channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/cn/', conversation: '19:meeting' },
  ...{ bot: '28:bot', resident: '29:resident' },
}

export function conversationReferencesContract(fresh: () => ReferenceStore): void {
  it('gives back the latest, whoever kept it', async () => {
    await fresh().keep('msteams|19:meeting', reference)
    await fresh().keep('msteams|19:other', reference)
    const moved = { ...reference, serviceUrl: 'https://smba.trafficmanager.net/apac/' }
    for (const latest of [reference, moved, moved, reference]) {
      await fresh().keep('msteams|19:meeting', latest)
      expect(await fresh().find('msteams|19:meeting')).toEqual(latest)
    }
    expect(await fresh().find('msteams|19:other')).toEqual(reference)
  })

  it('keeps one when many processes keep it at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => fresh().keep('msteams|19:meeting', reference)))
    expect(await fresh().find('msteams|19:meeting')).toEqual(reference)
  })

  it('knows nothing of a conversation never met', async () => {
    expect(await fresh().find('msteams|19:unknown')).toBeUndefined()
  })
}
