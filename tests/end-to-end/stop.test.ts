/** SIGTERM, as an upgrade or a restart sends it: turns under way are answered and kept, and the process leaves by itself. */
import { rmSync } from 'node:fs'
import { openConversation, read, say } from '../channels/direct-line-calls'
import { endAll, exitCode, startProcess } from './process'
import { temporaryFolder } from './service'

jest.setTimeout(90_000)

const folder = temporaryFolder()
afterAll(() => {
  endAll()
  rmSync(folder, { recursive: true, force: true })
})

it('answers what has arrived, keeps it, and ends with 0 well within a container’s patience', async () => {
  const env = { DATA_DIR: folder, DIRECT_LINE_SECRET: 'd'.repeat(40) }
  const first = await startProcess(env)
  const residents = await Promise.all(Array.from({ length: 12 }, () => openConversation(first.url)))
  const answered = residents.map((opened) =>
    say(first.url, opened, '低保要什么材料', 'm1').then(({ status }) => status),
  )
  // Once one is answered the others are at every stage of theirs.
  await Promise.race(answered)
  const [began, ended] = [Date.now(), exitCode(first.child)]
  first.child.kill('SIGTERM')
  const statuses = (await Promise.allSettled(answered)).map((each) => each.status === 'fulfilled' && each.value)
  expect(await ended).toBe(0)
  expect(Date.now() - began).toBeLessThan(15_000)
  expect(statuses).toContain(200)
  expect(statuses.filter((status) => status !== 200 && status !== false)).toEqual([])
  expect(first.said()).not.toContain('"level":50')

  const second = await startProcess(env)
  for (const [index, opened] of residents.entries()) {
    const { activities } = await read(second.url, opened)
    expect(activities).toHaveLength(statuses[index] === 200 ? 2 : activities.length === 2 ? 2 : 0)
    // Whoever was cut off sends again and gets an answer, once.
    expect((await say(second.url, opened, '低保要什么材料', 'm1')).status).toBe(200)
    expect((await read(second.url, opened)).activities).toHaveLength(2)
  }
  await second.kill()
})
