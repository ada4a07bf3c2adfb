/** `npm run content -- <verb>`: what policy staff do with the content, from a skeleton to a published snapshot. */
import { parseArgs } from 'node:util'
import { Fault } from '../src/base/fault'
import { readConfig } from '../src/config'
import { type Desk, type Options, openDesk, Refused, root } from './content/desk'
import { importDocument, newEntry } from './content/draft'
import { due } from './content/due'
import { graph } from './content/graph'
import { check, diff, gaps, impact, previewAnswer, schedule } from './content/look'
import { publish, rollback } from './content/publish'

type Verb = (desk: Desk, words: readonly string[], options: Options) => void | Promise<void>

const VERBS: Readonly<Record<string, { readonly does: string; readonly run: Verb }>> = {
  new: { does: 'programme|standard|faq：写一份骨架', run: newEntry },
  import: { does: '<文件>：把 docx、pdf、xlsx、md 变成草稿', run: importDocument },
  check: { does: '检查全部内容', run: check },
  preview: { does: '"问题"：选中哪几段、怎么答、为什么', run: previewAnswer },
  diff: { does: '和线上比，哪些条目和金额不同', run: diff },
  impact: { does: '金题、资格例子、对话在新旧内容上各问一遍，列出变化', run: impact },
  publish: { does: '检查并问完金题，发布为新的一号', run: publish },
  rollback: { does: '[号]：换回上一号', run: rollback },
  schedule: { does: '以后哪天有什么自动生效', run: schedule },
  due: { does: '快到期、依据失效、久未核对、从未用上的', run: due },
  graph: { does: '<表单>：画出问题、分支和重复组（Mermaid）', run: graph },
  gaps: { does: '没有公布给我们的，问谁；--questions 没答好的问题', run: gaps },
}

const names = [
  'on',
  'region',
  'against',
  'author',
  'days',
  'title',
  'label',
  'unit',
  'source',
  'from',
  'programme',
  'out',
  'ask',
]

/** The exit code: 0 done, 1 refused by the content, 2 not understood. */
export async function runContent(words: readonly string[], desk: Desk): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
        questions: { type: 'boolean' as const },
      },
    })
    const [name = 'check', ...rest] = positionals
    const verb = VERBS[name]
    const usage = Object.entries(VERBS).map(([each, { does }]) => `  ${each}  ${does}`)
    if (!verb) throw new Refused(`不认识的命令：${name}。可用：\n${usage.join('\n')}`, 2)
    const { questions, ...named } = values
    await verb.run(desk, rest, { ...named, questions: questions ? 'yes' : undefined })
    return 0
  } catch (cause) {
    const isTold = cause instanceof Refused || cause instanceof Fault
    const message = cause instanceof Error ? cause.message : String(cause)
    desk.tell(isTold ? message : `没有做成：${message}`)
    return cause instanceof Refused ? cause.exitCode : 1
  }
}

const lines =
  (stream: NodeJS.WriteStream) =>
  (...said: readonly string[]) => {
    for (const line of said) stream.write(`${line}\n`)
  }

async function main(): Promise<void> {
  const out = { print: lines(process.stdout), tell: lines(process.stderr) }
  process.exitCode = await runContent(process.argv.slice(2), openDesk(readConfig(process.env, root), out))
}

if (require.main === module) {
  main().catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exitCode = 1
  })
}
