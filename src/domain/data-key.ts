/** Keys for people's data at rest, as a setting writes them: `id:base64`, comma separated; the first is the current one. */
export interface DataKey {
  /** Written into every sealed text, so that an old one is opened with the key it was sealed with. */
  readonly id: string
  /** 32 bytes, for AES-256. */
  readonly key: Buffer
}

const KEY_BYTES = 32
const KEY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/

/** Undefined when any of them cannot be one, or two share an id. */
export function parseDataKeys(text: string): readonly DataKey[] | undefined {
  const keys = text.split(',').map((each) => parseDataKey(each.trim()))
  const known = keys.filter((key) => key !== undefined)
  const ids = new Set(known.map((key) => key.id))
  return known.length === keys.length && ids.size === keys.length ? known : undefined
}

function parseDataKey(text: string): DataKey | undefined {
  const [, id, encoded] = KEY.exec(text) ?? []
  if (!id || !encoded) return undefined
  const key = Buffer.from(encoded, 'base64')
  return key.length === KEY_BYTES ? { id, key } : undefined
}
