/**
 * `npm run bench -- switch`: how long a published snapshot of at least 2 000 passages takes to be served, warm (opened
 * before it goes live) and cold (live at once), and how long the event loop stood still meanwhile. Asserts nothing.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { watchNames } from '../../src/adapters/files/watch-names'
import { type LiveContent, openLiveContent } from '../../src/assistant/live-content'
import { printProblems } from '../../src/base/content-file'
import { silentLog } from '../../src/base/log'
import {
  type ContentFolders,
  PUBLISHED_NAMES,
  pointTo,
  publishedFolder,
  snapshotNumbers,
  writeSnapshot,
} from '../../src/knowledge/publishing/snapshots'

const PASSAGES = 2_000
/** Sections of the real policies: they are passages too. */
const SECTIONS = 500
const TIMES = 3
const KEY = 'the bench signs for itself'

export async function bench(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-switch-'))
  const watching: { close(): void }[] = []
  try {
    const working = largeContent(dataDir)
    pointTo(dataDir, publish(dataDir, working, 0))
    const opening = await openLiveContent({ working, dataDir, key: KEY }, silentLog)
    if (!opening.ok) throw new Error(printProblems(opening.problems.slice(0, 5)))
    const { live } = opening
    watching.push(watchNames(publishedFolder(dataDir), PUBLISHED_NAMES, () => void live.reload()))
    const size = live.current().index.size
    const rows = [
      { ...(await switches('冷：写好就切', live, dataDir, () => publish(dataDir, working, Date.now()))), 段落: size },
      { ...(await switches('热：写好、备好再切', live, dataDir, () => prepared(live, dataDir, working))), 段落: size },
      { ...(await switches('换回上一号，再换回来', live, dataDir, () => otherOfTwo(live, dataDir))), 段落: size },
    ]
    console.table(rows)
  } finally {
    for (const each of watching) each.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The real content, each stored question told again under other wordings until there are enough. */
function largeContent(dataDir: string): ContentFolders {
  const root = join(__dirname, '../..')
  const working = { knowledge: join(dataDir, 'knowledge'), dialogs: join(dataDir, 'dialogs') }
  cpSync(join(root, 'knowledge'), working.knowledge, { recursive: true })
  cpSync(join(root, 'dialogs'), working.dialogs, { recursive: true })
  const files = faqFiles(working.knowledge)
  const headings = files.reduce((sum, file) => sum + (readFileSync(file, 'utf8').match(/^## /gm)?.length ?? 0), 0)
  const copies = Math.ceil((PASSAGES - SECTIONS) / headings) - 1
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    const questions = text.slice(text.indexOf('\n## ')).split('\n')
    const told = Array.from({ length: copies }, (_, i) =>
      questions.map((line, at) => asAnother(line, i + 2, at)).join('\n'),
    )
    writeFileSync(file, [text, ...told].join('\n'))
  }
  return working
}

/** Every question and every wording of it once more, told apart by a number. */
function asAnother(line: string, number: number, at: number): string {
  if (!/^(?:## |- )/.test(line) || /】\s*(?:\{[^}]*\})?$/.test(line)) return line
  return line.replace(/\s*(\{[^}]*\})?$/, `（第${number}种情形${at}号） $1`).trimEnd()
}

function faqFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'faq.md')
    .map((entry) => join(entry.parentPath, entry.name))
}

/** One more number, different in one question from the one before. */
function publish(dataDir: string, working: ContentFolders, mark: number): number {
  const [file] = faqFiles(working.knowledge)
  if (!file) throw new Error('no questions to change')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/（第2种情形\d+号）/, `（第2种情形${mark}号）`))
  return writeSnapshot(dataDir, working, { author: 'bench', at: new Date(mark), key: KEY }).number
}

/** As `content -- publish` does: the snapshot is there while its golden questions are asked, and is opened meanwhile. */
async function prepared(live: LiveContent, dataDir: string, working: ContentFolders): Promise<number> {
  const number = publish(dataDir, working, Date.now())
  await live.reload()
  await live.reload()
  return number
}

/** Rollback and back again: both are kept open. */
function otherOfTwo(live: LiveContent, dataDir: string): number {
  const newest = snapshotNumbers(dataDir).at(-1) ?? 2
  return live.snapshot() === newest ? newest - 1 : newest
}

async function switches(name: string, live: LiveContent, dataDir: string, next: () => number | Promise<number>) {
  const [times, stalls, busy]: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < TIMES; i++) {
    const number = await next()
    const stall = monitorEventLoopDelay({ resolution: 5 })
    stall.enable()
    const cpu = process.cpuUsage()
    const began = performance.now()
    pointTo(dataDir, number)
    while (live.snapshot() !== number) await new Promise((done) => setTimeout(done, 2))
    times.push(performance.now() - began)
    const { user, system } = process.cpuUsage(cpu)
    busy.push((user + system) / 1000)
    stall.disable()
    stalls.push(stall.max / 1e6)
  }
  const middle = (values: number[]) => Math.round(values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)
  const most = (values: number[]) => Math.round(Math.max(...values))
  return {
    切换: name,
    '指针改了到答新的，中位毫秒': middle(times),
    最长: most(times),
    '其中处理器，中位毫秒': middle(busy),
    '事件循环停顿，最长毫秒': most(stalls),
  }
}
