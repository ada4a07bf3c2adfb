/**
 * Where attachments go on an S3-compatible store, as a setting writes it:
 * `s3+https://host/bucket/prefix?region=cn-north-1&style=virtual`. Keys are settings of their own, never in the address.
 */
export interface Bucket {
  /** Scheme and host alone. */
  readonly endpoint: string
  readonly name: string
  readonly prefix: readonly string[]
  readonly region: string
  /** `virtual`: the bucket is part of the host's name. */
  readonly style: 'path' | 'virtual'
}

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

export function parseBucket(text: string): Bucket | undefined {
  const [, address] = /^s3\+(https?:\/\/.+)$/.exec(text) ?? []
  if (!address || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const [name = '', ...prefix] = url.pathname.split('/').filter((part) => part !== '')
  const style = url.searchParams.get('style') ?? 'path'
  if (url.username !== '' || url.password !== '' || !NAME.test(name)) return undefined
  if (style !== 'path' && style !== 'virtual') return undefined
  if (!prefix.every((part) => /^[A-Za-z0-9._-]+$/.test(part))) return undefined
  return { endpoint: url.origin, name, prefix, style, region: url.searchParams.get('region') || 'us-east-1' }
}
