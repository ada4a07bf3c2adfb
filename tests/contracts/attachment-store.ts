/** What every store of attachments keeps to: bytes come back as they were, and what was removed is gone. */
import type { AttachmentStore } from '../../src/assistant/attachment-store'

const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251))

export function attachmentStoreContract(fresh: () => AttachmentStore): void {
  it('gives back what was put, byte for byte', async () => {
    await fresh().put('upload_1', bytes)
    expect(await fresh().get('upload_1')).toEqual(bytes)
    await fresh().put('upload_empty', Buffer.alloc(0))
    expect(await fresh().get('upload_empty')).toEqual(Buffer.alloc(0))
  })

  it('replaces what was there', async () => {
    await fresh().put('upload_1', bytes)
    await fresh().put('upload_1', Buffer.from('shorter'))
    expect(await fresh().get('upload_1')).toEqual(Buffer.from('shorter'))
  })

  it('knows nothing of what was never put', async () => {
    expect(await fresh().get('upload_none')).toBeUndefined()
  })

  it('removes one and no other, and lets it be removed again', async () => {
    await fresh().put('upload_1', bytes)
    await fresh().put('upload_12', bytes)
    await fresh().remove('upload_1')
    await fresh().remove('upload_1')
    expect(await fresh().get('upload_1')).toBeUndefined()
    expect(await fresh().get('upload_12')).toEqual(bytes)
  })

  it('says that it is ready', async () => {
    expect(await fresh().isReady()).toBe(true)
  })
}
