/** Run on its own: serves one question with the settings given, and prints what of a model was loaded and who was called. */
import { Socket } from 'node:net'
import { join } from 'node:path'
import { silentLog } from '../../src/base/log'
import { readConfig } from '../../src/config'
import { startService } from '../../src/main'
import { type Opened, post } from '../channels/direct-line-calls'

const called = new Set<string>()
const connect = Socket.prototype.connect
Socket.prototype.connect = function (this: Socket, ...given: Parameters<typeof connect>) {
  called.add(JSON.stringify(given[0]))
  return connect.apply(this, given)
} as typeof connect

async function main(): Promise<void> {
  const service = await startService(readConfig({ ...process.env, PORT: '0' }, join(__dirname, '..', '..')), silentLog)
  const opening = await fetch(`${service.url}/directline/conversations`, { method: 'POST' })
  const opened: Opened = JSON.parse(await opening.text())
  const said = await post(service.url, opened, { type: 'message', text: '哪些孩子可以认定为孤儿' })
  if (!said.ok) throw new Error(`the message was answered ${said.status}`)
  const port = new URL(service.url).port
  const loaded = Object.keys(require.cache).filter((file) => /node_modules\/(@langchain\/openai|openai)\//.test(file))
  const others = [...called].filter((each) => !each.includes(port))
  process.stdout.write(`${JSON.stringify({ loaded: loaded.length, others: others.length })}\n`)
  await service.stop()
}

main().catch((cause) => {
  process.stderr.write(`${cause}\n`)
  process.exit(1)
})
