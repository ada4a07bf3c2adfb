/**
 * Seals what a person wrote before it reaches a table: AES-256-GCM, a fresh nonce each time, the key's id in front.
 * The place (table, column, record) is authenticated with it: a sealed text moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { Fault } from '../../base/fault'
import type { DataKey } from '../../domain/data-key'

export interface Place {
  /** `attachment`: a file, kept outside the tables. */
  readonly field: SealedField | 'attachment'
  readonly record: string
}

/** Every column that holds sealed text. `reseal.ts` goes through the same list. */
export type SealedField =
  | 'case_file.body'
  | 'case_file.latest_status'
  | 'status_event.body'
  | 'hand_off.why'
  | 'hand_off.event'
  | 'conversation.state'
  | 'entry.body'
  | 'conversation_reference.body'

export interface FieldCipher {
  seal(text: string, place: Place): string
  open(sealed: string, place: Place): string
  sealBytes(bytes: Buffer, place: Place): Buffer
  openBytes(sealed: Buffer, place: Place): Buffer
  /** The same for the same text under the same key, and nothing to learn the text from: a key for counting. */
  pseudonym(text: string): string
  /** The beginning of everything sealed with the current key. */
  readonly currentPrefix: string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The first key seals; all of them open. */
export function fieldCipher(keys: readonly DataKey[]): FieldCipher {
  const [current] = keys
  if (!current) throw new Fault('config.invalid', 'there is no key for data at rest')
  const prefix = prefixOf(current)
  const countingKey = createHmac('sha256', current.key).update('pseudonym/1').digest()
  return {
    currentPrefix: prefix,
    seal: (text, place) => prefix + encrypt(Buffer.from(text, 'utf8'), current, place).toString('base64'),
    open(sealed, place) {
      const key = keyFor(sealed, keys, place)
      const body = Buffer.from(sealed.slice(prefixOf(key).length), 'base64')
      return decrypt(body, key, place).toString('utf8')
    },
    sealBytes: (bytes, place) => Buffer.concat([Buffer.from(prefix, 'latin1'), encrypt(bytes, current, place)]),
    openBytes(sealed, place) {
      const key = keyFor(sealed.subarray(0, LONGEST_PREFIX).toString('latin1'), keys, place)
      return decrypt(sealed.subarray(prefixOf(key).length), key, place)
    },
    pseudonym: (text) => createHmac('sha256', countingKey).update(text).digest('base64url'),
  }
}

/** For a database in memory that ends with the process. */
export function passingCipher(): FieldCipher {
  return fieldCipher([{ id: 'passing', key: randomBytes(32) }])
}

const prefixOf = (key: DataKey) => `v1.${key.id}.`
/** An id has 32 characters at most. */
const LONGEST_PREFIX = 36

function encrypt(bytes: Buffer, { key }: DataKey, place: Place): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

function decrypt(bytes: Buffer, { key }: DataKey, place: Place): Buffer {
  const tag = bytes.subarray(bytes.length - TAG_BYTES)
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const options = { authTagLength: TAG_BYTES }
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, options).setAAD(boundTo(place)).setAuthTag(tag)
    const body = bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch (cause) {
    throw new Fault('data.unreadable', 'a sealed text was changed or moved', { cause, facts: { field: place.field } })
  }
}

function keyFor(sealed: string, keys: readonly DataKey[], { field }: Place): DataKey {
  const key = keys.find((each) => sealed.startsWith(prefixOf(each)))
  if (key) return key
  // The id is no secret; the record's id stays out of the message, as it may name a channel's user.
  const id = /^v1\.([A-Za-z0-9_-]{1,32})\./.exec(sealed)?.[1] ?? ''
  throw new Fault('data.unreadable', 'no key opens this text', { facts: { field, key: id } })
}

const boundTo = ({ field, record }: Place) => Buffer.from(`${field}\n${record}`, 'utf8')
