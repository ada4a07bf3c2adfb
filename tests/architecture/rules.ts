/** The house rules as data (README → rooms), and what breaks them in a set of source files. */
import { type Import, importsOf, lineAt, type Sources, withoutComments } from './source-files'

/** Whom each room may import. `types` may be imported as types alone. A room may always import from itself. */
export const MAY_IMPORT: Readonly<Record<string, { rooms: readonly string[]; types?: readonly string[] }>> = {
  base: { rooms: [] },
  domain: { rooms: ['base'] },
  knowledge: { rooms: ['domain', 'base'] },
  eligibility: { rooms: ['domain', 'base'] },
  dialogs: { rooms: ['domain', 'base'] },
  cases: { rooms: ['domain', 'base'] },
  assistant: { rooms: ['knowledge', 'eligibility', 'dialogs', 'cases', 'domain', 'base'] },
  channels: { rooms: ['assistant', 'domain', 'base'] },
  console: { rooms: ['assistant', 'cases', 'knowledge', 'domain', 'base'] },
  // Ports live in the rooms that use them, with the pure functions their contracts name.
  adapters: {
    rooms: ['knowledge', 'eligibility', 'dialogs', 'cases', 'assistant', 'domain', 'base'],
    types: ['channels'],
  },
  // Browser code talks HTTP: it shares the shapes on the wire and nothing that runs.
  web: { rooms: [], types: ['channels', 'console', 'assistant', 'domain'] },
  config: { rooms: ['domain', 'base'] },
  main: {
    rooms: [
      ...['config', 'adapters', 'channels', 'console', 'assistant'],
      ...['knowledge', 'eligibility', 'dialogs', 'cases', 'domain', 'base'],
    ],
  },
}

/** Libraries kept behind one door, so that each can be replaced in one place. */
const ONE_DOOR: readonly { packages: RegExp; doors: readonly string[] }[] = [
  // scripts/backend.ts is the bureau's receiver: a separate program that lives here as a reference.
  { packages: /^(botbuilder|botframework|restify)/, doors: ['src/channels/', 'scripts/backend.ts'] },
  { packages: /^(kysely|pg|@photostructure\/sqlite)$/, doors: ['src/adapters/', 'scripts/backend-ledger.ts'] },
  { packages: /^prom-client$/, doors: ['src/adapters/'] },
  { packages: /^aws4fetch$/, doors: ['src/adapters/s3/'] },
  { packages: /^(mammoth|unpdf|exceljs)$/, doors: ['src/knowledge/drafting/'] },
  // Loaded only where a model or an embedding server is configured.
  { packages: /^@langchain\/openai/, doors: ['src/adapters/model/'] },
  // LangChain's chat interface is the port of the model, its embeddings the port of the index.
  {
    packages: /^@langchain\//,
    // The bench sets us beside LangChain's own memory store.
    doors: ['src/knowledge/', 'src/assistant/model/', 'src/adapters/model/', 'scripts/bench/retrieval/'],
  },
  { packages: /^(hnswlib-node|@node-rs\/jieba|opencc-js)/, doors: ['src/knowledge/'] },
]

/** `base` takes a file only by a recorded decision. */
export const BASE_FILES = ['clock.ts', 'content-file.ts', 'fault.ts', 'ids.ts', 'log.ts']

const FORBIDDEN_CODE: readonly { what: string; code: RegExp; where: (file: string) => boolean }[] = [
  {
    what: 'reads process.env: settings come from src/config.ts',
    // main.ts and scripts hand the environment to config.ts unread.
    code: /(?<!readConfig\()process\.env/,
    where: (file) => file !== 'src/config.ts' && file !== 'scripts/backend.ts',
  },
  {
    what: 'hands process.env over: only main.ts and scripts do',
    code: /readConfig\(process\.env/,
    where: (file) => file !== 'src/main.ts' && !file.startsWith('scripts/'),
  },
  {
    what: 'reads the time: use the injected Clock',
    code: /\bDate\.now\(|\bnew Date\(\s*\)/,
    where: (file) => isServer(file) && file !== 'src/base/clock.ts',
  },
  {
    what: 'draws a random number: use the injected Ids',
    code: /\bMath\.random\b|\brandomUUID\b/,
    where: (file) => isServer(file) && file !== 'src/base/ids.ts',
  },
]

/** The pages run in a browser, with its own clock and nothing injected; scripts are callers. */
const isServer = (file: string) => file.startsWith('src/') && !file.startsWith('src/web/')

export function violationsIn(sources: Sources): readonly string[] {
  const imports = importsOf(sources)
  return [
    ...imports.flatMap(whyForbidden),
    ...[...sources].flatMap(([file, text]) => codeViolations(file, text)),
    ...[...sources.keys()].flatMap(nameViolations),
    ...cyclesOf(imports).map((cycle) => `${cycle[0]} imports itself: ${cycle.join(' → ')}`),
  ]
}

/** The room of a file in src; undefined outside it. `src/main.ts` and `src/config.ts` are rooms of their own. */
export function roomOf(file: string): string | undefined {
  return /^src\/([^/.]+)/.exec(file)?.[1]
}

function whyForbidden(each: Import): string[] {
  const at = `${each.file}:${each.line}`
  if (each.target === undefined) {
    const closed = ONE_DOOR.find(({ packages }) => packages.test(each.from))
    if (!closed || closed.doors.some((door) => each.file.startsWith(door))) return []
    return [`${at} imports ${each.from}: only ${closed.doors.join(' and ')} may`]
  }
  const [room, target] = [roomOf(each.file), roomOf(each.target)]
  if (room === undefined) return target !== undefined || each.target.startsWith('scripts/') ? [] : [leaves(at, each)]
  if (target === undefined) return [leaves(at, each)]
  if (room === target) return []
  const may = MAY_IMPORT[room]
  if (may?.rooms.includes(target) || (each.typeOnly && may?.types?.includes(target))) return []
  return [`${at} ${room} may not import ${target} (${each.from})`]
}

const leaves = (at: string, each: Import) => `${at} imports ${each.from}, outside src and scripts`

function codeViolations(file: string, text: string): string[] {
  const code = withoutComments(text)
  return FORBIDDEN_CODE.filter((rule) => rule.where(file)).flatMap(({ what, code: pattern }) => {
    const found = pattern.exec(code)
    return found ? [`${file}:${lineAt(code, found.index)} ${what}`] : []
  })
}

function nameViolations(file: string): string[] {
  const inBase = /^src\/base\/(.+)$/.exec(file)?.[1]
  if (inBase !== undefined && !BASE_FILES.includes(inBase)) return [`${file} base is a closed list of files`]
  const room = roomOf(file)
  if (room !== undefined && !(room in MAY_IMPORT)) return [`${file} ${room} is not a room`]
  if (/(^|\/)(index|utils?|helpers?|common|shared)(\.ts|\/)/.test(file)) return [`${file} is named for no idea`]
  return []
}

/** One cycle through each file that is on any, types included: they tie files together just as well. */
export function cyclesOf(imports: readonly Import[]): readonly string[][] {
  const edges = new Map<string, string[]>()
  for (const { file, target } of imports) if (target) edges.set(file, [...(edges.get(file) ?? []), target])
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]) => {
    const at = path.indexOf(file)
    if (at >= 0) found.push([...path.slice(at), file])
    if (at >= 0 || done.has(file)) return
    for (const target of edges.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  return found
}
