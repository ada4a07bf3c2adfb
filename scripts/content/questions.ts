/** `gaps --questions`: what was asked and not answered well, put together, with the passage that should be made better. */
import { sqlQuestionDesk } from '../../src/adapters/sql/question-desk'
import { type Cluster, clusterQuestions, openIn } from '../../src/assistant/cluster-questions'
import type { Mark } from '../../src/assistant/open-questions'
import { type Desk, openWorking } from './desk'
import { CONVERSATIONS, withTranscripts } from './transcripts'

export async function printOpenQuestions(desk: Desk): Promise<void> {
  const open = await withTranscripts(desk, ({ database, conversations }) =>
    sqlQuestionDesk(database, conversations).list(CONVERSATIONS),
  )
  const clusters = await clusterQuestions(open ?? [], await openWorking(desk), desk.today)
  for (const each of clusters) desk.print(...sayCluster(each))
  const count = clusters.reduce((sum, each) => sum + openIn(each), 0)
  desk.print(
    `没答好的问题：${count} 问，${clusters.length} 类（最近 ${CONVERSATIONS} 个会话里还保存着文字的，证件号、电话已遮住）。`,
  )
}

const SAID: Readonly<Record<Mark, string>> = {
  notFound: '没找到',
  unsure: '反问',
  littleSure: '把握小',
  useless: '说没用',
  useful: '说有用',
}

const MARKS: readonly Mark[] = ['notFound', 'unsure', 'littleSure', 'useless', 'useful']

function sayCluster(cluster: Cluster): readonly string[] {
  const marks = MARKS.filter((each) => cluster.marks[each] > 0).map((each) => `${SAID[each]} ${cluster.marks[each]}`)
  const where = cluster.passage ? `${cluster.programme ?? ''}｜最近的一段 ${cluster.passage}` : '没有相近的内容'
  return [
    `${openIn(cluster)} 次（${marks.join('，')}）${where}`,
    ...cluster.questions.map((each) => `  问：${short(each)}`),
  ]
}

const LONGEST = 80
const short = (text: string) => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
