/**
 * Builds the browser pages: src/web/<page>/{index.html, page.ts, styles.css, icon.svg} → dist/web/<page>/index.html
 * and dist/web/assets/<name>-<hash>.*, each asset beside its .br and .gz. `tsx scripts/build-web.ts [folder]`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

const SOURCE = join(__dirname, '..', 'src', 'web')
const PARTS = ['page.ts', 'styles.css', 'icon.svg'] as const

export function buildWeb(into: string): void {
  rmSync(into, { recursive: true, force: true })
  mkdirSync(join(into, 'assets'), { recursive: true })
  for (const page of pageNames()) {
    const assets = buildAssets(page, join(into, 'assets'))
    mkdirSync(join(into, page))
    writeFileSync(join(into, page, 'index.html'), linkAssets(page, assets))
  }
}

function pageNames(): string[] {
  return readdirSync(SOURCE).filter((name) => readdirSync(join(SOURCE, name)).includes('index.html'))
}

/** Source part → built name. */
function buildAssets(page: string, folder: string): ReadonlyMap<string, string> {
  const built = buildSync({
    entryPoints: PARTS.map((part) => join(SOURCE, page, part)),
    outdir: folder,
    entryNames: `${page}-[name]-[hash]`,
    bundle: true,
    minify: true,
    format: 'iife',
    charset: 'utf8',
    target: ['chrome80', 'safari14.1', 'firefox78'],
    loader: { '.svg': 'copy' },
    write: false,
  })
  return new Map(
    built.outputFiles.map((file) => {
      const bytes = Buffer.from(file.contents)
      writeFileSync(join(folder, basename(file.path)), bytes)
      const size = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }
      writeFileSync(join(folder, `${basename(file.path)}.br`), brotliCompressSync(bytes, size))
      writeFileSync(join(folder, `${basename(file.path)}.gz`), gzipSync(bytes, { level: 9 }))
      return [partOf(page, basename(file.path)), basename(file.path)]
    }),
  )
}

function partOf(page: string, built: string): string {
  const part = PARTS.find((each) => built.startsWith(`${page}-${each.split('.')[0]}-`))
  if (!part) throw new Error(`unexpected output ${built}`)
  return part
}

function linkAssets(page: string, assets: ReadonlyMap<string, string>): string {
  const html = readFileSync(join(SOURCE, page, 'index.html'), 'utf8')
  return html.replace(/"\.\/(page\.ts|styles\.css|icon\.svg)"/g, (_match, part: string) => {
    return `"/assets/${assets.get(part)}"`
  })
}

if (require.main === module) buildWeb(process.argv[2] ?? join(__dirname, '..', 'dist', 'web'))
