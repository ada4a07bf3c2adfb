/** What is sealed opens in its own place, with its own key, unchanged; or not at all. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { localDataKeys } from '../../src/adapters/files/local-secret'
import { fieldCipher, type Place } from '../../src/adapters/sql/field-cipher'
import { type DataKey, parseDataKeys } from '../../src/domain/data-key'

const old: DataKey = { id: 'old', key: Buffer.alloc(32, 1) }
const current: DataKey = { id: 'new', key: Buffer.alloc(32, 2) }
const place: Place = { field: 'case_file.body', record: 'case_1' }
const text = fc.string({ unit: 'grapheme' })

it('opens to what was sealed, whatever the text', () => {
  fc.assert(
    fc.property(text, fc.string(), (said, record) => {
      const cipher = fieldCipher([current])
      expect(cipher.open(cipher.seal(said, { ...place, record }), { ...place, record })).toBe(said)
    }),
  )
})

it('opens to the bytes that were sealed, with the key their beginning names', () => {
  const [both, file] = [fieldCipher([current, old]), { field: 'attachment', record: 'upload_1' } as const]
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      const sealed = fieldCipher([old]).sealBytes(Buffer.from(bytes), file)
      expect(both.openBytes(sealed, file)).toEqual(Buffer.from(bytes))
    }),
  )
  const sealed = both.sealBytes(Buffer.from('a photograph'), file)
  expect(sealed.subarray(0, both.currentPrefix.length).toString()).toBe(both.currentPrefix)
  const refused = expect.objectContaining({ code: 'data.unreadable' })
  expect(() => both.openBytes(sealed, { ...file, record: 'upload_2' })).toThrow(refused)
  expect(() => fieldCipher([old]).openBytes(sealed, file)).toThrow(refused)
  expect(() => both.openBytes(sealed.subarray(0, 20), file)).toThrow(refused)
})

it('gives one pseudonym to one text under one key, and no other', () => {
  const [one, other] = [fieldCipher([current, old]), fieldCipher([old])]
  expect(one.pseudonym('10.0.0.1')).toBe(fieldCipher([current]).pseudonym('10.0.0.1'))
  expect(one.pseudonym('10.0.0.1')).not.toBe(one.pseudonym('10.0.0.2'))
  expect(one.pseudonym('10.0.0.1')).not.toBe(other.pseudonym('10.0.0.1'))
  expect(one.pseudonym('10.0.0.1')).not.toContain('10.0')
})

it('never seals the same text the same way twice', () => {
  const cipher = fieldCipher([current])
  expect(cipher.seal('王秀英', place)).not.toBe(cipher.seal('王秀英', place))
})

it('opens with an older key, and seals with the first', () => {
  const both = fieldCipher([current, old])
  expect(both.open(fieldCipher([old]).seal('王秀英', place), place)).toBe('王秀英')
  expect(both.seal('王秀英', place).startsWith(both.currentPrefix)).toBe(true)
})

it('does not open in another record or another field', () => {
  const cipher = fieldCipher([current])
  const sealed = cipher.seal('王秀英', place)
  for (const moved of [{ ...place, record: 'case_2' }, { ...place, field: 'conversation.state' } as const]) {
    expect(() => cipher.open(sealed, moved)).toThrow(expect.objectContaining({ code: 'data.unreadable' }))
  }
})

it('does not open after any one bit was changed', () => {
  const cipher = fieldCipher([current])
  const sealed = cipher.seal('王秀英的身份证号', place)
  const bytes = Buffer.from(sealed.slice(cipher.currentPrefix.length), 'base64')
  expect(bytes.length).toBeGreaterThan(40)
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[at] = (bytes[at] ?? 0) ^ 1
    const text = cipher.currentPrefix + changed.toString('base64')
    expect(() => cipher.open(text, place)).toThrow(expect.objectContaining({ code: 'data.unreadable' }))
  }
})

it.each(['', 'v1.new.', 'v1.new.AAAA', '{"id":"case_1"}', 'v1.lost.AAAA'])('does not open %j', (sealed) => {
  expect(() => fieldCipher([current]).open(sealed, place)).toThrow(expect.objectContaining({ code: 'data.unreadable' }))
})

describe('keys from a setting', () => {
  const base64 = Buffer.alloc(32, 3).toString('base64')

  it('are read in order', () => {
    const keys = parseDataKeys(`k2:${base64}, k1:${Buffer.alloc(32, 4).toString('base64url')}`)
    expect(keys?.map(({ id, key }) => [id, key.length])).toEqual([
      ['k2', 32],
      ['k1', 32],
    ])
  })

  it.each(['', base64, 'k:AAAA', `k:${base64},k:${base64}`, `k.1:${base64}`, `k:${base64},`])(
    'are refused: %s',
    (text) => expect(parseDataKeys(text)).toBeUndefined(),
  )
})

it('makes a key of this machine once, for its owner only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'))
  const [first] = localDataKeys(folder)
  expect(first?.key).toHaveLength(32)
  expect(localDataKeys(folder)).toEqual([first])
  expect(statSync(join(folder, 'data-key.secret')).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
})
