/** The service is killed with a case submitted and nobody to take it; started again, the case arrives exactly once. */
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startBackend } from '../../scripts/backend'
import { SUBSISTENCE_INTAKE } from './answers'
import { endAll, startProcess } from './process'
import { directLine, eventually, SECRET, temporaryFolder } from './service'

jest.setTimeout(120_000)

describe('killed between submit and delivery', () => {
  afterAll(endAll)

  it('delivers the case once after the restart, and still knows it', async () => {
    const dataDir = temporaryFolder()
    const port = await freePort()
    const env = { DATA_DIR: dataDir, BACKEND_URL: `http://127.0.0.1:${port}/cases`, BACKEND_SECRETS: SECRET }

    const first = await startProcess(env)
    const line = await directLine(first.url)
    await line.say('我要办低保')
    let number = ''
    for (const answer of SUBSISTENCE_INTAKE) number = String((await line.say(answer)).channelData.caseNumber)
    expect(number).toMatch(/^2026-341302-/)
    await first.kill()

    const backend = await startBackend({ port, dataDir: join(dataDir, 'backend'), secrets: [SECRET] })
    const second = await startProcess(env)
    const received = await eventually(() => backend.cases()[0], 'the case arrives', 60_000)
    expect(received.caseFile.number).toBe(number)
    await new Promise((done) => setTimeout(done, 2_500))
    expect(backend.cases()).toHaveLength(1)

    const asked = await (await directLine(second.url)).say(`查一下 ${number} 5678`)
    expect(asked.text).toContain('已送达')
    const stranger = await (await directLine(second.url)).say(`查一下 ${number}`)
    expect(stranger.text).toContain('后四位')
    await second.kill()
    await backend.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
})

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
