/** The verbs that change what residents read: publish and rollback. */
import { userInfo } from 'node:os'
import { failingGolden } from '../../src/assistant/golden'
import { systemClock } from '../../src/base/clock'
import type { ContentProblem } from '../../src/base/content-file'
import { lockPublishing } from '../../src/knowledge/publishing/publish-lock'
import {
  currentNumber,
  discardSnapshot,
  findSnapshot,
  pointTo,
  type Snapshot,
  snapshotNumbers,
  writeSnapshot,
} from '../../src/knowledge/publishing/snapshots'
import { type Desk, type Options, openFolders, Refused, readSound, sayProblems, workingIndex } from './desk'
import { openSide } from './side'

/** What is asked is what goes live: the snapshot itself, before the pointer moves. The service opens it meanwhile. */
export async function publish(desk: Desk, _: readonly string[], options: Options): Promise<void> {
  const author = options.author ?? userInfo().username
  const lock = lockPublishing(desk.config.dataDir, { author, at: systemClock.now() })
  if (!lock.ok) throw new Refused(lock.why)
  try {
    await publishAlone(desk, author)
  } finally {
    lock.release()
  }
}

async function publishAlone(desk: Desk, author: string): Promise<void> {
  const { config, working, key, print, tell } = desk
  const { golden } = readSound(working).knowledge
  tell(`内容检查通过，正在问 ${golden.length} 道金题……`)
  const before = currentNumber(config.dataDir)
  const snapshot = writeSnapshot(config.dataDir, working, { author, at: systemClock.now(), key })
  const discard = () => discardSnapshot(config.dataDir, snapshot.number)
  const failing = await failingIn(snapshot, desk).catch((cause: unknown) => {
    discard()
    throw cause
  })
  if (failing.length > 0) {
    discard()
    throw new Refused(`${sayProblems(failing)}金题没有全部答对，没有发布。`)
  }
  const now = currentNumber(config.dataDir)
  if (now !== before) {
    discard()
    throw new Refused(`问金题的时候，有人把线上换成了第 ${now ?? '无'} 号，没有发布。看清楚再发布一次。`)
  }
  pointTo(config.dataDir, snapshot.number)
  print(`已发布第 ${snapshot.number} 号：${Object.keys(snapshot.manifest.files).length} 个文件，发布人 ${author}。`)
}

async function failingIn(snapshot: Snapshot, desk: Desk): Promise<readonly ContentProblem[]> {
  const side = await openSide(await openFolders(snapshot, workingIndex(desk)))
  try {
    return await failingGolden(side.knowledge, side.ask)
  } finally {
    await side.close()
  }
}

export function rollback({ config, key, print }: Desk, [wanted]: readonly string[]): void {
  const numbers = snapshotNumbers(config.dataDir)
  const current = currentNumber(config.dataDir)
  const before = numbers.filter((number) => current === undefined || number < current).at(-1)
  const number = wanted === undefined ? before : Number(wanted)
  if (number === undefined) throw new Refused('没有更早的一份可以换回。')
  if (!numbers.includes(number)) throw new Refused(`没有第 ${wanted} 号；现有：${numbers.join('、') || '没有'}`)
  const found = findSnapshot(config.dataDir, number, key)
  if (!found.ok) throw new Refused(`${found.why}，不能换回。现有：${numbers.join('、')}`)
  pointTo(config.dataDir, number)
  const { author, at } = found.snapshot.manifest
  print(`已换回第 ${number} 号（${author} 于 ${at} 发布；原来是第 ${current ?? '无'} 号）。`)
}
