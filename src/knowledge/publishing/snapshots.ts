/**
 * Published content on disk: `published/NNNN/{knowledge,dialogs,manifest.json}`, and the pointer `published/current`
 * holding the number that is live. A snapshot is complete before it has its name, and never changed afterwards; the
 * pointer is replaced by one rename, so a reader sees the old number or the new one and nothing between.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { digestOf, isSigned, type Manifest, parseManifest, sign } from './manifest'

export interface ContentFolders {
  readonly knowledge: string
  readonly dialogs: string
}

export interface Snapshot extends ContentFolders {
  readonly number: number
  readonly manifest: Manifest
}

export type SnapshotFound = { ok: true; snapshot: Snapshot } | { ok: false; why: string }

/** What is worth looking at when it appears in the published folder: the pointer, and a snapshot now complete. */
export const PUBLISHED_NAMES = /^(current|\d{4,})$/

const POINTER = 'current'
const MANIFEST = 'manifest.json'

export const publishedFolder = (dataDir: string) => join(dataDir, 'published')

const nameOf = (number: number) => String(number).padStart(4, '0')

/** The numbers of all complete snapshots, oldest first. */
export function snapshotNumbers(dataDir: string): readonly number[] {
  return entriesOf(publishedFolder(dataDir))
    .filter((name) => /^\d{4,}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
}

/** The number that is live; undefined when nothing was ever published. */
export function currentNumber(dataDir: string): number | undefined {
  try {
    const number = Number(readFileSync(join(publishedFolder(dataDir), POINTER), 'utf8').trim())
    return Number.isInteger(number) && number > 0 ? number : undefined
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}

/** The snapshot, its signature and every file checked against its manifest. */
export function findSnapshot(dataDir: string, number: number, key: string): SnapshotFound {
  const folder = join(publishedFolder(dataDir), nameOf(number))
  const shown = `published/${nameOf(number)}`
  if (!entriesOf(folder).includes(MANIFEST)) return { ok: false, why: `快照 ${shown} 不存在或不完整` }
  const manifest = parseManifest(readFileSync(join(folder, MANIFEST), 'utf8'))
  if (!manifest || manifest.number !== number) return { ok: false, why: `${shown}/${MANIFEST} 读不懂` }
  if (!isSigned(manifest, key)) return { ok: false, why: `${shown}/${MANIFEST} 的签名不对：不是用本机的密钥发布的` }
  const changed = changedFile(folder, manifest)
  if (changed) return { ok: false, why: `${shown}/${changed} 在发布以后被改动过` }
  return { ok: true, snapshot: { number, manifest, ...foldersIn(folder) } }
}

export interface Publishing {
  readonly author: string
  readonly at: Date
  readonly key: string
}

/** Copies the content under the next number. It is not live until `pointTo`. */
export function writeSnapshot(dataDir: string, content: ContentFolders, { author, at, key }: Publishing): Snapshot {
  const published = publishedFolder(dataDir)
  const number = (snapshotNumbers(dataDir).at(-1) ?? 0) + 1
  const making = join(published, `.${nameOf(number)}.making`)
  rmSync(making, { recursive: true, force: true })
  const files: Record<string, string> = {}
  for (const part of ['knowledge', 'dialogs'] as const) {
    mkdirSync(join(making, part), { recursive: true })
    for (const name of filesIn(content[part])) {
      const bytes = readFileSync(join(content[part], name))
      const copy = join(making, part, name)
      mkdirSync(dirname(copy), { recursive: true })
      writeFileSync(copy, bytes)
      files[`${part}/${name}`] = digestOf(bytes)
    }
  }
  const manifest = sign({ number, author, at: at.toISOString(), files }, key)
  writeFileSync(join(making, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  const folder = join(published, nameOf(number))
  // Fails when somebody else took the number meanwhile: two publishers never write into one snapshot.
  renameSync(making, folder)
  return { number, manifest, ...foldersIn(folder) }
}

/** Makes the snapshot live: one atomic rename. */
export function pointTo(dataDir: string, number: number): void {
  const making = join(publishedFolder(dataDir), `.${POINTER}.making`)
  writeFileSync(making, `${nameOf(number)}\n`)
  renameSync(making, join(publishedFolder(dataDir), POINTER))
}

/** Takes a snapshot that never went live away again. */
export function discardSnapshot(dataDir: string, number: number): void {
  const going = join(publishedFolder(dataDir), `.${nameOf(number)}.going`)
  renameSync(join(publishedFolder(dataDir), nameOf(number)), going)
  rmSync(going, { recursive: true })
}

const foldersIn = (folder: string): ContentFolders => ({
  knowledge: join(folder, 'knowledge'),
  dialogs: join(folder, 'dialogs'),
})

function changedFile(folder: string, { files }: Manifest): string | undefined {
  const present = (['knowledge', 'dialogs'] as const).flatMap((part) =>
    filesIn(join(folder, part)).map((name) => `${part}/${name}`),
  )
  const missing = Object.keys(files).find((name) => !present.includes(name))
  return missing ?? present.find((name) => digestOf(readFileSync(join(folder, name))) !== files[name])
}

/** Every file below, by its path with forward slashes; editors' hidden files are no content. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort()
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw cause
  }
}
