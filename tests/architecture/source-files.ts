/** Reads source files as text, and the import lines in them. Knows nothing of which import is allowed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'

/** Each file's text by its path from the repository's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>

export interface Import {
  readonly file: string
  readonly line: number
  /** As written: a package, or a relative path. */
  readonly from: string
  /** The file imported, for a relative path; without its extension when no such file is there. */
  readonly target?: string | undefined
  readonly typeOnly: boolean
}

export function readSources(root: string, folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  return new Map(files.map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')]))
}

const IMPORTS =
  /\b(?:import|export)\s+(?<type>type\s)?[^'";()]*?\bfrom\s*'(?<from>[^']+)'|^\s*import\s*'(?<effect>[^']+)'|\b(?:import|require)\(\s*'(?<called>[^']+)'/gm

export function importsOf(sources: Sources): readonly Import[] {
  return [...sources].flatMap(([file, text]) => {
    const code = withoutComments(text)
    return [...code.matchAll(IMPORTS)].map((match): Import => {
      const { type, from, effect, called } = match.groups ?? {}
      const written = from ?? effect ?? called ?? ''
      return {
        file,
        line: lineAt(code, match.index + match[0].length),
        from: written,
        target: written.startsWith('.') ? resolve(file, written, sources) : undefined,
        typeOnly: type !== undefined,
      }
    })
  })
}

/** Comments become blanks, so that lines keep their numbers. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '))
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function resolve(file: string, written: string, sources: Sources): string {
  const path = posix.join(posix.dirname(file), written)
  return sources.has(`${path}.ts`) ? `${path}.ts` : path
}
