/** Opens where attachments are kept: a bucket when one is configured, otherwise a folder. The only place that knows which. */
import type { AttachmentStore } from '../../assistant/attachment-store'
import type { Bucket } from '../../domain/bucket'
import { type BucketKeys, s3Attachments } from '../s3/s3-attachments'
import { folderAttachments } from './folder-attachments'

export interface AttachmentPlace {
  readonly bucket?: { readonly address: Bucket; readonly keys: BucketKeys } | undefined
  readonly folder: string
}

export function openAttachments({ bucket, folder }: AttachmentPlace): AttachmentStore {
  return bucket ? s3Attachments(bucket.address, bucket.keys) : folderAttachments(folder)
}
