/** The verbs that only look: check, preview, diff, impact, schedule, gaps. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { diffDialogs } from '../../src/assistant/diff-dialogs'
import { type Changed, compareAnswers, compareConversations, compareVerdicts } from '../../src/assistant/impact'
import { indexContent } from '../../src/assistant/library'
import { linesOf, preview } from '../../src/assistant/preview'
import { replyText } from '../../src/assistant/reply-text'
import { parseLegalDay } from '../../src/domain/legal-day'
import { changedFiles } from '../../src/knowledge/publishing/changed-files'
import { diffKnowledge } from '../../src/knowledge/publishing/diff-knowledge'
import { gapsIn } from '../../src/knowledge/publishing/gaps'
import { upcoming } from '../../src/knowledge/publishing/schedule'
import { type ContentFolders, currentNumber } from '../../src/knowledge/publishing/snapshots'
import {
  type Desk,
  liveFolders,
  type Options,
  openWorking,
  Refused,
  readReadable,
  readSound,
  root,
  sayAt,
} from './desk'
import { printOpenQuestions } from './questions'
import { openSide, recordedIn } from './side'

export function check({ working, print }: Desk): void {
  const { programmes, passages, sources, golden, cases } = readSound(working).knowledge
  print(
    `内容检查通过：事项 ${programmes.size} 个，段落 ${passages.length} 条，依据 ${sources.size} 份，金题 ${golden.length} 道，资格例子 ${cases.length} 个。`,
  )
}

export async function previewAnswer(desk: Desk, [text]: readonly string[], options: Options): Promise<void> {
  if (!text) throw new Refused('用法：npm run content -- preview "问题" [--on 2025-05-09] [--region 灵璧县]', 2)
  if (options.on && !parseLegalDay(options.on)) throw new Refused(`--on“${options.on}”不是真实存在的日期`, 2)
  const { print } = desk
  const library = await openWorking(desk)
  const region = options.region && library.knowledge.regions.find(options.region)?.name
  if (options.region && !region) throw new Refused(`没有叫“${options.region}”的地区`, 2)
  const seen = await preview({ text, today: desk.today, on: options.on, region }, library)
  const { asked } = seen
  print(
    `问题：${text}（按 ${seen.on}、${seen.region}）`,
    `听懂：${asked.text}｜事项 ${asked.programmes.join('、') || '没说'}｜环节 ${asked.facets.join('、') || '没说'}`,
  )
  seen.hits.forEach((hit, i) => {
    const marks = Object.entries(hit.features).filter(([, value]) => value !== 0)
    print(
      `${i + 1}. ${hit.score.toFixed(2)} ${hit.passage.id}  ${hit.passage.file}:${hit.passage.line}`,
      `   ${marks.map(([name, value]) => `${name} ${value.toFixed(2)}`).join('，')}`,
      ...(hit.wording ? [`   最近的问法：${hit.wording}`] : []),
      ...linesOf(hit, seen, library).map((line) => `   ${line}`),
    )
  })
  print(`为什么：${seen.why}`, `回答 [${seen.reply.kind}]：`, replyText(seen.reply))
}

export function diff(desk: Desk, _: readonly string[], { against }: Options): void {
  const { print, working } = desk
  const live = liveFolders(desk, against)
  const [was, is] = [readReadable(live, desk), readReadable(working, desk)]
  const told = [
    ...diffKnowledge(
      { knowledge: was.knowledge, folder: live.knowledge },
      { knowledge: is.knowledge, folder: working.knowledge },
    ),
    ...diffDialogs(was.dialogs, is.dialogs),
  ]
  const files = new Set(told.map((each) => each.at.file))
  const untold = changedFiles(live, working).filter((each) => !files.has(each.at.file))
  const differences = [...told, ...untold]
  for (const each of differences) print(`${sayAt(each.at)} ${each.what}`)
  print(differences.length === 0 ? '和线上一样。' : `共 ${differences.length} 处不同。`)
}

export async function impact(desk: Desk, _: readonly string[], { against }: Options): Promise<void> {
  const open = async (folders: ContentFolders) => openSide((await indexContent(readReadable(folders, desk))).library)
  const [live, working] = [await open(liveFolders(desk, against)), await open(desk.working)]
  const folder = join(root, 'tests', 'conversations')
  const recorded = existsSync(folder) ? recordedIn(folder) : []
  const verdicts = compareVerdicts(live.knowledge, working.knowledge)
  const answers = await compareAnswers(live, working)
  const conversations = await compareConversations(live, working, recorded)
  await Promise.all([live.close(), working.close()])
  for (const each of [...answers, ...verdicts, ...conversations]) desk.print(...sayChange(each))
  desk.print(
    `问了 ${working.knowledge.golden.length} 道金题、${working.knowledge.cases.length} 个资格例子、${recorded.length} 段对话：` +
      `回答变了 ${answers.length} 处，判断变了 ${verdicts.length} 处，对话变了 ${conversations.length} 处。`,
  )
}

const CHANGED = { answer: '回答', verdict: '判断', conversation: '对话' } as const

const sayChange = ({ kind, at, what, old, now }: Changed) => [
  `${sayAt(at)} ${CHANGED[kind]} ${what}`,
  `  原来：${old}`,
  `  现在：${now}`,
]

export function schedule(desk: Desk): void {
  const { working, today, config, print } = desk
  const { knowledge } = readSound(working)
  const entries = upcoming(working.knowledge, knowledge, today)
  for (const each of entries) print(`${each.on} ${sayAt(each.at)} ${each.what}`)
  print(`共 ${entries.length} 处，到那天零点（北京时间）自动生效，不用再操作。`)
  const isLive =
    currentNumber(config.dataDir) === undefined ||
    readSound(liveFolders(desk, undefined)).knowledge.digest === knowledge.digest
  if (!isLive) print('（现在的内容和线上不同：要先发布，才会按这张表生效）')
}

/** `--questions`: not what is unpublished, but what was asked and not answered well. */
export async function gaps(desk: Desk, _: readonly string[], options: Options): Promise<void> {
  if (options.questions !== undefined) return printOpenQuestions(desk)
  const { working, today, print } = desk
  const found = gapsIn(working.knowledge, readSound(working).knowledge, today)
  for (const each of found) print(`${sayAt(each.at)} ${each.what} → 问：${each.ask}`)
  const count = (kind: string) => found.filter((each) => each.kind === kind).length
  print(`没有公布的：金额 ${count('amount')} 个，机构 ${count('office')} 个，热线工作时间 ${count('hours')} 个。`)
}
