/** Both places for attachments keep the contract; the bucket is reached with signatures that verify, and no others. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nock from 'nock'
import { folderAttachments } from '../../src/adapters/files/folder-attachments'
import { s3Attachments } from '../../src/adapters/s3/s3-attachments'
import { type Bucket, parseBucket } from '../../src/domain/bucket'
import { attachmentStoreContract } from '../contracts/attachment-store'
import { KEYS, type S3Server, s3Server, whyRefused } from './s3-server'

const parsed = (url: string): Bucket => {
  const bucket = parseBucket(url)
  if (!bucket) throw new Error(`no bucket: ${url}`)
  return bucket
}

afterAll(() => nock.restore())

describe('a folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'attachments-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  attachmentStoreContract(() => folderAttachments(join(folder, 'files')))

  it('keeps them for its owner only, and leaves nothing half-written', async () => {
    await folderAttachments(folder).put('upload_1', Buffer.from('a'))
    expect(readdirSync(folder)).toEqual(['upload_1'])
    expect(statSync(join(folder, 'upload_1')).mode & 0o077).toBe(0)
  })

  it.each(['../upload_1', 'upload_1/..', '', 'a\0b'])('takes no path for a reference: %j', async (reference) => {
    await expect(async () => folderAttachments(folder).get(reference)).rejects.toThrow('no reference')
  })

  it('is not ready where there can be no folder', async () => {
    await folderAttachments(folder).put('upload_1', Buffer.from('a'))
    expect(await folderAttachments(join(folder, 'upload_1', 'below')).isReady()).toBe(false)
  })
})

describe('a bucket', () => {
  let server: S3Server
  beforeEach(async () => {
    server = await s3Server('papers', 'cn-north-1')
  })
  afterEach(() => server.close())
  const bucket = (more = '?region=cn-north-1') => parsed(`s3+${server.url}/papers/bureau${more}`)
  const store = (timeoutMs?: number) => s3Attachments(bucket(), KEYS, timeoutMs)

  attachmentStoreContract(() => store())

  it('keeps them below its prefix', async () => {
    await store().put('upload_1', Buffer.from('a'))
    expect([...server.objects]).toEqual([['bureau/upload_1', Buffer.from('a')]])
  })

  it('is refused with another secret or for another region, and is not ready', async () => {
    await store().put('upload_1', Buffer.from('a'))
    const strangers = [
      s3Attachments(bucket(), { ...KEYS, secretAccessKey: 'another' }),
      s3Attachments(bucket('?region=us-east-1'), KEYS),
    ]
    for (const stranger of strangers) {
      const expected = expect.objectContaining({ code: 'store.unusable', facts: { status: 403 } })
      await expect(stranger.put('upload_1', Buffer.from('b'))).rejects.toEqual(expected)
      await expect(stranger.get('upload_1')).rejects.toEqual(expected)
      await expect(stranger.remove('upload_1')).rejects.toEqual(expected)
      expect(await stranger.isReady()).toBe(false)
    }
    expect(server.objects.get('bureau/upload_1')).toEqual(Buffer.from('a'))
  })

  it('is asked again when it stumbles, three times in all', async () => {
    server.stumble.push(500, 503)
    await store().put('upload_1', Buffer.from('a'))
    expect(server.requests).toHaveLength(3)
    server.stumble.push(500, 500, 500)
    await expect(store().get('upload_1')).rejects.toMatchObject({ code: 'store.unusable' })
  })

  it('is given up when it does not answer', async () => {
    server.stumble.push('hang', 'hang', 'hang')
    await expect(store(100).put('upload_1', Buffer.from('a'))).rejects.toMatchObject({ code: 'store.unusable' })
    server.stumble.splice(0)
    server.close()
    await expect(store().get('upload_1')).rejects.toMatchObject({ code: 'store.unusable' })
    expect(await store().isReady()).toBe(false)
  })

  it('is part of the host’s name where the store wants it so', async () => {
    const refusals: (string | undefined)[] = []
    nock('https://papers.s3.cn-north-1.example')
      .put('/bureau/upload_1')
      .reply(function (path, body) {
        const headers = Object.fromEntries(Object.entries(this.req.headers).map(([k, v]) => [k, String(v)]))
        const sent = { method: 'PUT', path, headers, body: Buffer.from(String(body)) }
        refusals.push(whyRefused(sent, 'cn-north-1', new Date()))
        return [200]
      })
    const address = parsed('s3+https://s3.cn-north-1.example/papers/bureau?region=cn-north-1&style=virtual')
    await s3Attachments(address, KEYS).put('upload_1', Buffer.from('a'))
    expect(refusals).toEqual([undefined])
  })
})

it.each([
  'https://host/bucket',
  's3+ftp://host/bucket',
  's3+https://host/',
  's3+https://key:secret@host/bucket',
  's3+https://host/Bucket!',
  's3+https://host/bucket?style=other',
  's3+https://host/bucket/a%20b',
])('takes no bucket from %s', (text) => expect(parseBucket(text)).toBeUndefined())
