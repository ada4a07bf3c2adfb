/** `npm run content -- check`: proves all content and prints every problem, one line each. */
import { join } from 'node:path'
import { readContent } from '../src/assistant/content'
import { printProblems } from '../src/base/content-file'

const root = join(__dirname, '..')
const verb = process.argv[2] ?? 'check'
if (verb !== 'check') {
  console.error(`不认识的命令：${verb}。可用：check`)
  process.exit(2)
}
const read = readContent({ knowledge: join(root, 'knowledge'), dialogs: join(root, 'dialogs') })
if (!read.ok) {
  console.error(printProblems(read.problems))
  console.error(`共 ${read.problems.length} 处问题。`)
  process.exit(1)
}
const { programmes, passages, sources, golden, cases } = read.content.knowledge
console.log(
  `内容检查通过：事项 ${programmes.size} 个，段落 ${passages.length} 条，依据 ${sources.size} 份，金题 ${golden.length} 道，资格例子 ${cases.length} 个。`,
)
