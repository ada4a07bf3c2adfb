/** Direct Line's upload: a multipart body with an optional `activity` part and up to five files, checked then kept. */
import type { Attachment } from '../assistant/message'
import { type ParsedActivity, parseActivity } from './activity'
import type { HttpRequest } from './http'
import type { RefusalCode } from './refusals'
import { keepUploads, type Uploads } from './uploads'

export const UPLOAD_LIMIT = 10 * 1024 * 1024
const MOST_FILES = 5

export type Upload =
  | { kind: 'read'; activity: ParsedActivity; attachments: readonly Attachment[] }
  | { kind: 'refused'; code: RefusalCode }

export async function readUpload(request: HttpRequest, uploads: Uploads, conversation: string): Promise<Upload> {
  const form = await parseForm(request)
  if (!form) return { kind: 'refused', code: 'upload.invalid' }
  const activity = await parsePart(form.get('activity'))
  if (activity.kind === 'refused') return activity

  const files = [...form.values()].filter((part): part is File => typeof part !== 'string' && !isActivity(part, form))
  if (files.length === 0) return { kind: 'refused', code: 'upload.missing' }
  if (files.length > MOST_FILES) return { kind: 'refused', code: 'upload.tooMany' }
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })),
  )
  const kept = await keepUploads(uploads, conversation, read)
  return kept.kind === 'refused' ? kept : { kind: 'read', activity, attachments: kept.attachments }
}

async function parseForm(request: HttpRequest): Promise<FormData | undefined> {
  const contentType = request.headers['content-type'] ?? ''
  if (!Buffer.isBuffer(request.body) || !/^multipart\/form-data\s*;/i.test(contentType)) return undefined
  try {
    return await new Response(new Uint8Array(request.body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    return undefined
  }
}

/** Clients send the activity as text or as a file of type `application/vnd.microsoft.activity`; none at all is fine. */
async function parsePart(part: FormDataEntryValue | null): Promise<ParsedActivity> {
  if (part === null) return { kind: 'message', text: '' }
  const written = typeof part === 'string' ? part : await part.text()
  try {
    return parseActivity(JSON.parse(written))
  } catch {
    return { kind: 'refused', code: 'upload.invalid' }
  }
}

function isActivity(part: File, form: FormData): boolean {
  return form.getAll('activity').includes(part)
}
