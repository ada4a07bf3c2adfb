/**
 * Builds the browser pages: src/web/<page>/index.html and what it refers to → dist/web/<page>/index.html
 * and dist/web/assets/<name>-<hash>.*, each asset beside its .br and .gz. `tsx scripts/build-web.ts [folder]`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

const SOURCE = join(__dirname, '..', 'src', 'web')
/** What an index.html refers to beside itself: `"./page.ts"`. */
const PART = /"\.\/([\w-]+)\.(ts|css|svg)"/g

export function buildWeb(into: string, pages: readonly string[] = pageNames()): void {
  rmSync(into, { recursive: true, force: true })
  mkdirSync(join(into, 'assets'), { recursive: true })
  for (const page of pages) {
    const html = readFileSync(join(SOURCE, page, 'index.html'), 'utf8')
    const assets = buildAssets(page, html, join(into, 'assets'))
    mkdirSync(join(into, page))
    writeFileSync(
      join(into, page, 'index.html'),
      html.replace(PART, (_match, part: string) => `"/assets/${assets.get(part)}"`),
    )
  }
}

function pageNames(): string[] {
  return readdirSync(SOURCE).filter((name) => readdirSync(join(SOURCE, name)).includes('index.html'))
}

/** Part → built name, each written beside its compressed forms. */
function buildAssets(page: string, html: string, folder: string): ReadonlyMap<string, string> {
  const parts = [...new Set([...html.matchAll(PART)].map(([, part, kind]) => `${part}.${kind}`))]
  const built = buildSync({
    entryPoints: parts.map((part) => join(SOURCE, page, part)),
    outdir: folder,
    entryNames: `${page}-[name]-[hash]`,
    bundle: true,
    minify: true,
    format: 'iife',
    charset: 'utf8',
    target: ['chrome87', 'safari14.1', 'firefox78'],
    loader: { '.svg': 'copy' },
    write: false,
  })
  return new Map(
    built.outputFiles.map((file) => {
      const name = basename(file.path)
      writeCompressed(join(folder, name), Buffer.from(file.contents))
      return [name.slice(page.length + 1, name.lastIndexOf('-')), name]
    }),
  )
}

function writeCompressed(place: string, bytes: Buffer): void {
  writeFileSync(place, bytes)
  writeFileSync(
    `${place}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  )
  writeFileSync(`${place}.gz`, gzipSync(bytes, { level: 9 }))
}

if (require.main === module) buildWeb(process.argv[2] ?? join(__dirname, '..', 'dist', 'web'))
