/** What every form archive keeps to. */
import type { FormArchive } from '../../src/dialogs/dialog-state'

export function formArchiveContract(fresh: () => FormArchive): void {
  it('gives back a kept version and knows no other', async () => {
    await fresh().keep('sha256:a', '{"id":"高龄津贴"}')
    expect(await fresh().find('sha256:a')).toBe('{"id":"高龄津贴"}')
    expect(await fresh().find('sha256:b')).toBeUndefined()
  })

  it('keeps the first of fifty parallel keeps of one digest', async () => {
    await Promise.all(Array.from({ length: 50 }, () => fresh().keep('sha256:a', 'form')))
    await fresh().keep('sha256:a', 'something else')
    expect(await fresh().find('sha256:a')).toBe('form')
  })
}
