/** `due`: what needs an editor's eye — ending, ended, unreviewed, never told to anybody. */
import { toldReplies } from '../../src/adapters/sql/told-replies'
import { ended, expiring, neverQuoted, unreviewed } from '../../src/knowledge/publishing/due'
import { type Desk, type Options, Refused, readSound, sayAt } from './desk'
import { CONVERSATIONS, withTranscripts } from './transcripts'

export async function due(desk: Desk, _: readonly string[], options: Options): Promise<void> {
  const days = Number(options.days ?? 90)
  if (!Number.isInteger(days) || days < 1) throw new Refused('--days 要写成天数，例如 --days 90', 2)
  const { working, today, print } = desk
  const { knowledge } = readSound(working)
  const soon = expiring(working.knowledge, knowledge, today, days)
  print(`# ${days} 天内到期、后面没有接上的：${soon.length} 处`)
  for (const each of soon) print(`${each.on} ${sayAt(each.at)} ${each.what}`)
  const told = await repliesTold(desk)
  const lists = [
    ['依据已失效的', ended(working.knowledge, knowledge, today)],
    ['一年没有核对的', unreviewed(working.knowledge, knowledge, today)],
    ['从来没有用上的', told.length > 0 ? neverQuoted(knowledge, told) : []],
  ] as const
  for (const [title, entries] of lists) {
    print(`# ${title}：${entries.length} 处`)
    for (const each of entries) print(`${sayAt(each.at)} ${each.what}`)
  }
  if (told.length === 0) print('（还没有对话记录，看不出哪些从来没有用上）')
}

/** Nothing of them is printed. */
async function repliesTold(desk: Desk): Promise<readonly string[]> {
  const told = await withTranscripts(desk, ({ database, conversations }) =>
    toldReplies(database, conversations, CONVERSATIONS),
  )
  return told ?? []
}
