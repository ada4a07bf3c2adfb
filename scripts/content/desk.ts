/** What the content commands work on: the working folders, what is live, and how a wrong use is told. */
import { join } from 'node:path'
import { localSecret } from '../../src/adapters/files/local-secret'
import { type Content, readContent } from '../../src/assistant/content'
import { openLibrary } from '../../src/assistant/library'
import type { Library } from '../../src/assistant/turn'
import { systemClock } from '../../src/base/clock'
import { type ContentProblem, printProblems } from '../../src/base/content-file'
import type { Config } from '../../src/config'
import { today } from '../../src/domain/legal-day'
import type { ProgrammePlace } from '../../src/knowledge/drafting/skeletons'
import type { Knowledge } from '../../src/knowledge/knowledge'
import { type ContentFolders, currentNumber, findSnapshot } from '../../src/knowledge/publishing/snapshots'

export const root = join(__dirname, '../..')

/** Told on standard error; 1: the content or its state refuses, 2: the command was not understood. */
export class Refused extends Error {
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** `--name value`, as written. */
export interface Options {
  readonly [name: string]: string | undefined
}

/** Where results go (standard output) and everything said about them (standard error), line by line. */
export interface Out {
  readonly print: (...lines: readonly string[]) => void
  readonly tell: (...lines: readonly string[]) => void
}

export interface Desk extends Out {
  readonly config: Config
  readonly working: ContentFolders
  readonly key: string
  readonly today: string
}

export function openDesk(config: Config, out: Out): Desk {
  return {
    ...out,
    config,
    working: { knowledge: config.knowledgeDir, dialogs: config.dialogsDir },
    key: localSecret(config.dataDir, 'publishing'),
    today: today(systemClock),
  }
}

export function readSound(folders: ContentFolders): Content {
  const read = readContent(folders)
  if (!read.ok) throw new Refused(sayProblems(read.problems))
  return read.content
}

/** For comparing: a rule just changed makes its examples fail, and that is what one wants to see. */
export function readReadable(folders: ContentFolders, { tell }: Out): Content {
  const read = readContent(folders)
  if (read.ok) return read.content
  if (!read.readable) throw new Refused(sayProblems(read.problems))
  tell(`注意：还有 ${read.problems.length} 个例子对不上，改好才能发布（npm run content -- check）。`)
  return read.readable
}

export function sayProblems(problems: readonly ContentProblem[]): string {
  return `${printProblems(problems)}\n共 ${problems.length} 处问题。`
}

/** The commands keep an index of their own: the service's belongs to what is live. */
export const workingIndex = ({ config }: Desk) => join(config.dataDir, 'working')

export async function openWorking(desk: Desk): Promise<Library> {
  return openFolders(desk.working, workingIndex(desk))
}

export async function openFolders(folders: ContentFolders, cacheFolder?: string): Promise<Library> {
  const { knowledge, dialogs } = folders
  const opening = await openLibrary({ knowledge, dialogs, cacheFolder })
  if (!opening.ok) throw new Refused(sayProblems(opening.problems))
  return opening.library
}

/** What is live, or the folder named instead: it holds knowledge/ and dialogs/. */
export function liveFolders({ config, key }: Desk, against: string | undefined): ContentFolders {
  if (against !== undefined) return { knowledge: join(against, 'knowledge'), dialogs: join(against, 'dialogs') }
  const number = currentNumber(config.dataDir)
  if (number === undefined)
    throw new Refused(
      '还没有发布过内容，没有可比的。先 npm run content -- publish，或用 --against <文件夹> 指定和谁比。',
    )
  const found = findSnapshot(config.dataDir, number, key)
  if (!found.ok) throw new Refused(`${found.why}。用 npm run content -- rollback 换回完好的一份。`)
  return found.snapshot
}

/** `<division>/<programme>`, or the programme's id alone when it is there already. */
export function placeOfProgramme(name: string | undefined, knowledge: Knowledge): ProgrammePlace {
  const [first = '', second] = (name ?? '').split('/')
  if (second !== undefined) return { division: first, id: second }
  const known = knowledge.programmes.get(first)
  if (!known) throw new Refused(`没有叫“${first}”的事项；写事项 id，例如 old-age-allowance。`, 2)
  return known
}

export const sayAt = ({ file, line }: { readonly file: string; readonly line: number }) => `${file}:${line}`
