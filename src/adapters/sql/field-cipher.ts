/**
 * Seals what a person wrote before it reaches a table: AES-256-GCM, a fresh nonce each time, the key's id in front.
 * The place (table, column, record) is authenticated with it: a sealed text moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Fault } from '../../base/fault'
import type { DataKey } from '../../domain/data-key'

export interface Place {
  readonly field: SealedField
  readonly record: string
}

/** Every column that holds sealed text. `reseal.ts` goes through the same list. */
export type SealedField =
  | 'case_file.body'
  | 'case_file.latest_status'
  | 'status_event.body'
  | 'hand_off.why'
  | 'conversation.state'
  | 'entry.body'

export interface FieldCipher {
  seal(text: string, place: Place): string
  open(sealed: string, place: Place): string
  /** The beginning of everything sealed with the current key. */
  readonly currentPrefix: string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The first key seals; all of them open. */
export function fieldCipher(keys: readonly DataKey[]): FieldCipher {
  const [current] = keys
  if (!current) throw new Fault('config.invalid', 'there is no key for data at rest')
  return {
    currentPrefix: prefixOf(current),
    seal: (text, place) => prefixOf(current) + encrypt(text, current, place),
    open: (sealed, place) => decrypt(sealed, keyOf(sealed, keys), place),
  }
}

/** For a database in memory that ends with the process. */
export function passingCipher(): FieldCipher {
  return fieldCipher([{ id: 'passing', key: randomBytes(32) }])
}

const prefixOf = (key: DataKey) => `v1.${key.id}.`

function encrypt(text: string, { key }: DataKey, place: Place): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64')
}

function decrypt(sealed: string, key: DataKey | undefined, place: Place): string {
  // The id is no secret; the record's id stays out of the message, as it may name a channel's user.
  const id = sealed.split('.', 2)[1] ?? ''
  if (!key) throw new Fault('data.unreadable', 'no key opens this text', { facts: { field: place.field, key: id } })
  const bytes = Buffer.from(sealed.slice(prefixOf(key).length), 'base64')
  const tag = bytes.subarray(bytes.length - TAG_BYTES)
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const options = { authTagLength: TAG_BYTES }
    const decipher = createDecipheriv('aes-256-gcm', key.key, nonce, options).setAAD(boundTo(place)).setAuthTag(tag)
    const body = bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new Fault('data.unreadable', 'a sealed text was changed or moved', { cause, facts: { field: place.field } })
  }
}

function keyOf(sealed: string, keys: readonly DataKey[]): DataKey | undefined {
  return keys.find((key) => sealed.startsWith(prefixOf(key)))
}

const boundTo = ({ field, record }: Place) => Buffer.from(`${field}\n${record}`, 'utf8')
