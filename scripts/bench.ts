/**
 * `npm run bench -- <what>`: each prints a table and asserts nothing; on a shared machine a clock proves nothing.
 * One module for each, loaded only when asked. Without a name: turn.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './terminal-assistant'

const MEASURES = ['turn', 'retrieval', 'dialog', 'decide', 'switch'] as const

runCommand(async () => {
  const [asked = 'turn'] = process.argv.slice(2).filter((each) => !each.startsWith('--'))
  const measure = MEASURES.find((each) => each === asked)
  if (!measure) throw new Error(`没有“${asked}”，可以量的有：${MEASURES.join('、')}`)
  if (!existsSync(join(__dirname, 'bench', `${measure}.ts`))) throw new Error(`“${measure}”还没有写好`)
  const { bench } = (await import(`./bench/${measure}`)) as { bench(): Promise<void> }
  await bench()
})
