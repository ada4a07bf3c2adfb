/**
 * Attachments in a bucket of an S3-compatible store (signature version 4), so that servers on several machines share
 * them. The payload is signed too: what is kept is what we sent.
 */
import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { AttachmentStore } from '../../assistant/attachment-store'
import { Fault } from '../../base/fault'
import type { Bucket } from '../../domain/bucket'

export interface BucketKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

type Call = (method: 'GET' | 'PUT' | 'HEAD' | 'DELETE', reference?: string, bytes?: Buffer) => Promise<Response>

export function s3Attachments(bucket: Bucket, keys: BucketKeys, timeoutMs = 20_000): AttachmentStore {
  const call = caller(bucket, keys, timeoutMs)
  return {
    async put(reference, bytes) {
      const response = await call('PUT', reference, bytes)
      if (!response.ok) throw refused(response)
    },
    async get(reference) {
      const response = await call('GET', reference)
      if (response.status === 404) return undefined
      if (!response.ok) throw refused(response)
      return Buffer.from(await response.arrayBuffer().catch(unreached))
    },
    async remove(reference) {
      const response = await call('DELETE', reference)
      if (!response.ok && response.status !== 404) throw refused(response)
    },
    isReady: () =>
      call('HEAD').then(
        ({ ok }) => ok,
        () => false,
      ),
  }
}

/** A busy or stumbling store is asked twice more, within the time there is. */
function caller(bucket: Bucket, keys: BucketKeys, timeoutMs: number): Call {
  const client = new AwsClient({ ...keys, service: 's3', region: bucket.region, retries: 2, initRetryMs: 100 })
  return async (method, reference, bytes) => {
    const body = bytes && new Uint8Array(bytes)
    const headers = {
      'x-amz-content-sha256': createHash('sha256')
        .update(bytes ?? '')
        .digest('hex'),
      ...(bytes && { 'content-type': 'application/octet-stream' }),
    }
    const signal = AbortSignal.timeout(timeoutMs)
    const url = addressOf(bucket, reference)
    return client.fetch(url, { method, headers, signal, redirect: 'manual', ...(body && { body }) }).catch(unreached)
  }
}

/** `https://host/bucket/prefix/reference`, or the bucket as part of the host's name. */
function addressOf({ endpoint, name, prefix, style }: Bucket, reference: string | undefined): string {
  const url = new URL(endpoint)
  if (style === 'virtual') url.hostname = `${name}.${url.hostname}`
  const inBucket = reference === undefined ? [] : [...prefix, reference]
  url.pathname = [...(style === 'path' ? [name] : []), ...inBucket].join('/')
  return url.href
}

function refused({ status }: Response): Fault {
  return new Fault('store.unusable', 'the attachment store refused', { facts: { status } })
}

function unreached(cause: unknown): never {
  throw new Fault('store.unusable', 'the attachment store did not answer', { cause })
}
