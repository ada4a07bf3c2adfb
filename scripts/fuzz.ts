/**
 * `npm run fuzz [-- --requests 20000] [--seed 1] [--seconds 900] [--only <seed>] [--postgres <url of an empty database>]`:
 * malformed requests at every route of the running service. Non-zero when one of them is answered 5xx without that
 * being declared, gets no answer, shows our insides, ends the process, or makes it hold on to memory.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startFuzzedService } from './fuzz/fuzzed-service'
import { whatIsWrong } from './fuzz/judge'
import { declared, memoryLine, problems, table } from './fuzz/report'
import { requestOf } from './fuzz/requests'
import { runFuzz } from './fuzz/run'
import { prepareWorld } from './fuzz/samples'
import { exchange } from './fuzz/wire'
import { runCommand } from './terminal-assistant'

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const WARM_UP = 2_000
const AT_ONCE = 6

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '900' },
      only: { type: 'string' },
      postgres: { type: 'string' },
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  // A channel of this machine, so that good messages of the Bot Framework are answered too.
  const channel = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end('{"id":"1"}')
  })
  await new Promise<void>((listening) => channel.listen(0, '127.0.0.1', listening))
  const service = await startFuzzedService({
    ...{ DATA_DIR: folder, BACKEND_URL: 'http://127.0.0.1:1/cases', BACKEND_SECRETS: SECRET },
    ...(values.postgres && {
      DATABASE_URL: values.postgres,
      DATA_KEYS: `k1:${Buffer.alloc(32, 4).toString('base64')}`,
    }),
  })
  try {
    const serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}`
    const world = await prepareWorld(service.url, { secret: SECRET, serviceUrl })
    if (values.only !== undefined) {
      const request = requestOf(Number(values.only), service.routes, world)
      const answer = await exchange(service.url, request)
      console.log(
        `${request.bytes.toString('utf8').slice(0, 4_000)}\n----\n${JSON.stringify(answer)}\n${service.said()}`,
      )
      process.exitCode = whatIsWrong(request, answer) ? 1 : 0
      return
    }
    const until = Date.now() + Number(values.seconds) * 1000
    const [seed, requests] = [Number(values.seed), Number(values.requests)]
    const ran = await runFuzz(service, world, { seed, requests, warmUp: WARM_UP, until, atOnce: AT_ONCE })
    const wrong = problems(ran)
    console.log([table(ran), memoryLine(ran), ...declared(), ...wrong].join('\n'))
    console.log(
      wrong.length === 0 ? '没有异常。' : `共 ${wrong.length} 处异常；重现一个：npm run fuzz -- --only <种子>`,
    )
    if (wrong.length > 0) process.stderr.write(service.said())
    process.exitCode = wrong.length === 0 && ran.sent >= requests ? 0 : 1
  } finally {
    await service.end()
    channel.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
