/**
 * The built pages as routes. Files are read once at start; those with a hash in their name never change, the pages
 * themselves are filled with the bureau's words, compressed once and revalidated by their digest.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Fault } from '../base/fault'
import type { HttpRequest, HttpResponse, Route } from './http'
import type { PageWords } from './words'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

interface Encodings {
  readonly plain: Buffer
  readonly br: Buffer
  readonly gzip: Buffer
}

/** `/` is the resident's page; every other built page is at its folder's name. */
export function pageRoutes(folder: string, words: PageWords): Route[] {
  const built = join(folder, 'resident', 'index.html')
  if (!existsSync(built)) {
    throw new Fault('config.invalid', 'The pages are not built: run `npm run build`.', { facts: { folder } })
  }
  const pages = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.html')))
  return [...pages.map((name) => pageRoute(folder, name, words)), ...assetRoutes(join(folder, 'assets'))]
}

function pageRoute(folder: string, name: string, words: PageWords): Route {
  const html = fillPage(readFileSync(join(folder, name, 'index.html'), 'utf8'), words)
  const plain = Buffer.from(html)
  const file: Encodings = { plain, br: brotliCompressSync(plain), gzip: gzipSync(plain, { level: 9 }) }
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const headers = { 'content-type': typeOf('.html'), 'cache-control': 'no-cache', etag }
  return {
    method: 'GET',
    path: name === 'resident' ? '/' : `/${name}`,
    handle(request) {
      if (request.headers['if-none-match']?.includes(etag)) return { status: 304, headers }
      return encoded(request, file, headers)
    },
  }
}

function assetRoutes(folder: string): Route[] {
  const names = readdirSync(folder).filter((name) => !name.endsWith('.br') && !name.endsWith('.gz'))
  return names.map((name) => {
    const read = (suffix: string) => readFileSync(join(folder, name + suffix))
    const file: Encodings = { plain: read(''), br: read('.br'), gzip: read('.gz') }
    const headers = {
      'content-type': typeOf(extname(name)),
      'cache-control': 'public, max-age=31536000, immutable',
    }
    return { method: 'GET', path: `/assets/${name}`, handle: (request) => encoded(request, file, headers) }
  })
}

function encoded(request: HttpRequest, file: Encodings, headers: Readonly<Record<string, string>>): HttpResponse {
  const offered = (request.headers['accept-encoding'] ?? '').split(',').map((each) => each.split(';')[0]?.trim())
  const encoding = offered.includes('br') ? 'br' : offered.includes('gzip') ? 'gzip' : undefined
  return {
    status: 200,
    headers: { ...headers, vary: 'accept-encoding', ...(encoding && { 'content-encoding': encoding }) },
    bytes: file[encoding ?? 'plain'],
  }
}

/** `{{title}}` and its like; `{{starters}}` becomes one button per topic, so the page reads before any script runs. */
function fillPage(html: string, words: PageWords): string {
  const starters = words.starters.map(
    (topic) => `<li><button type="button" class="starter">${escapeHtml(topic)}</button></li>`,
  )
  const values: Readonly<Record<string, string>> = {
    title: escapeHtml(words.title),
    bureau: escapeHtml(words.bureau),
    greeting: escapeHtml(words.greeting),
    hotline: escapeHtml(words.hotline),
    starters: starters.join(''),
  }
  return html.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => values[name] ?? mark)
}

function escapeHtml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (each) => escapes[each] ?? each)
}

function typeOf(extension: string): string {
  return TYPES[extension] ?? 'application/octet-stream'
}
