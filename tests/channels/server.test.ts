/** The server around the channels: its pages, its health, what it mounts, and when it will not start. */

import { get } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { HOME_WORDS } from '../../src/channels/words'
import { refusal } from './direct-line-calls'
import { builtPages, forgetPages, runServer, stopServers } from './running-server'

afterEach(stopServers)
afterAll(forgetPages)

/** Without fetch, which decodes by itself. */
function raw(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    get(url, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })
}

describe('pages', () => {
  it('greets in the bureau’s words, escaped', async () => {
    const words = { ...HOME_WORDS, bureau: '<灵璧县>民政局', starters: ['低保 & 特困'] }
    const { url } = await runServer({ pages: { folder: builtPages(), words } })
    const html = await (await fetch(url)).text()
    expect(html).toContain('&lt;灵璧县&gt;民政局')
    expect(html).toContain('低保 &amp; 特困</button>')
    expect(html).toContain('lang="zh-CN"')
    expect(html).not.toMatch(/\{\{/)
  })

  it('sends everything precompressed, and weighs less than 40 KB in all', async () => {
    const { url } = await runServer()
    const page = await raw(`${url}/`, { 'accept-encoding': 'gzip, br' })
    expect(page.headers['content-encoding']).toBe('br')
    const html = String(brotliDecompressSync(page.body))
    const paths = [...new Set([...html.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? ''))]
    expect(paths).toHaveLength(3)
    const assets = await Promise.all(paths.map((path) => raw(url + path, { 'accept-encoding': 'gzip' })))
    for (const asset of assets) {
      expect(asset.headers['content-encoding']).toBe('gzip')
      expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(gunzipSync(asset.body).length).toBeGreaterThan(asset.body.length)
    }
    const total = assets.reduce((sum, asset) => sum + asset.body.length, page.body.length)
    expect(total).toBeLessThan(40 * 1024)
    const plain = await raw(url + (paths[0] ?? ''), {})
    expect(plain.headers['content-encoding']).toBeUndefined()
  })

  it('is asked again only for what changed', async () => {
    const { url } = await runServer()
    const first = await raw(`${url}/`, {})
    expect(first.headers['cache-control']).toBe('no-cache')
    const again = await raw(`${url}/`, { 'if-none-match': String(first.headers.etag) })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  it('answers HEAD without a body', async () => {
    const { url } = await runServer()
    const response = await fetch(url, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

it('sends the security headers with every answer', async () => {
  const { url } = await runServer()
  for (const path of ['/', '/healthz', '/nowhere']) {
    const { headers } = await fetch(url + path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('server')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  }
})

describe('health', () => {
  it('lives as soon as it listens, and says what it was given to say', async () => {
    const { url } = await runServer({ health: () => ({ index: 'hnsw' }) })
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok', streams: 0, index: 'hnsw' })
  })

  it('is ready when every part is, and names the parts that are not', async () => {
    let isIndexed = false
    const { url } = await runServer({
      readiness: [
        { name: 'index', isReady: () => isIndexed },
        { name: 'store', isReady: () => Promise.reject(new Error('secret detail')) },
        { name: 'content', isReady: async () => true },
      ],
    })
    const waiting = await fetch(`${url}/readyz`)
    expect(waiting.status).toBe(503)
    expect(await waiting.json()).toEqual({ status: 'waiting', waiting: ['index', 'store'] })
    isIndexed = true
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'waiting', waiting: ['store'] })
  })
})

describe('mounted routes', () => {
  it('get a plain request and give a plain response', async () => {
    const { url } = await runServer({
      mounts: [
        {
          method: 'PUT',
          path: '/console/cases/:id',
          handle: ({ params, query, body, headers }) => ({
            status: 201,
            headers: { 'x-seen': headers['x-mark'] ?? '' },
            json: { id: params.id, by: query.get('by'), body },
          }),
        },
      ],
    })
    const response = await fetch(`${url}/console/cases/${encodeURIComponent('甲/1')}?by=op`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-mark': 'yes' },
      body: '{"note":"已核对"}',
    })
    expect([response.status, response.headers.get('x-seen')]).toEqual([201, 'yes'])
    expect(await response.json()).toEqual({ id: '甲/1', by: 'op', body: { note: '已核对' } })
  })

  it('are refused before the body is read when they do not admit the request', async () => {
    const { url } = await runServer({
      mounts: [
        {
          method: 'POST',
          path: '/console/login',
          admit: (head) => (head.headers.authorization ? undefined : { status: 401, json: { no: true } }),
          handle: () => Promise.reject(new Error('not reached')),
        },
      ],
    })
    const response = await fetch(`${url}/console/login`, { method: 'POST', body: 'x'.repeat(100_000) })
    expect([response.status, await response.json()]).toEqual([401, { no: true }])
  })

  it('answer 500 without our insides when they throw, and the log has no words of it', async () => {
    const { url, log } = await runServer({
      mounts: [
        {
          method: 'GET',
          path: '/broken',
          handle: () => {
            throw new Error('李某 342222')
          },
        },
      ],
    })
    expect(await refusal(await fetch(`${url}/broken`))).toEqual([500, 'server.fault'])
    expect(log.lines.some((line) => line.includes('request.failed'))).toBe(true)
    expect(log.lines.join()).not.toContain('342222')
  })
})

describe('addresses behind a proxy', () => {
  const open = (url: string, forwarded: string) =>
    fetch(`${url}/directline/conversations`, {
      method: 'POST',
      headers: { 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' },
    })
  const pace = { address: { burst: 1, perMinute: 1 } }

  it('are believed from a proxy of ours only', async () => {
    const { url } = await runServer({ pace })
    expect((await open(url, '1.1.1.1')).status).toBe(201)
    expect((await open(url, '2.2.2.2')).status).toBe(429)
  })

  it('count separately, by what the proxy saw and not by what the client claims', async () => {
    const { url } = await runServer({ pace, trustProxy: true })
    const first = await open(url, '9.9.9.9, 1.1.1.1')
    expect(((await first.json()) as { streamUrl: string }).streamUrl).toMatch(/^wss:/)
    expect((await open(url, '2.2.2.2')).status).toBe(201)
    expect((await open(url, '8.8.8.8, 1.1.1.1')).status).toBe(429)
  })
})

describe('starting', () => {
  it('refuses Bot Framework without an app id on an address others can reach', async () => {
    await expect(runServer({ host: '0.0.0.0', botFramework: {} })).rejects.toMatchObject({ code: 'config.invalid' })
  })

  it('refuses without built pages', async () => {
    const pages = { folder: '/nonexistent', words: HOME_WORDS }
    await expect(runServer({ pages })).rejects.toMatchObject({ code: 'config.invalid' })
  })

  it('says when the port is taken', async () => {
    const { url } = await runServer()
    await expect(runServer({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('lets a request under way finish when it closes', async () => {
    const { url, server } = await runServer({
      mounts: [
        {
          method: 'GET',
          path: '/slow',
          async handle() {
            await new Promise((resolve) => setTimeout(resolve, 200))
            return { status: 200, json: 'done' }
          },
        },
      ],
    })
    const slow = fetch(`${url}/slow`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await server.close()
    expect(await (await slow).json()).toBe('done')
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
  })
})
