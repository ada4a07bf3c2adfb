import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')

/** Logs write straight to standard error: they are read as an operator reads them, from a process. */
function logged(code: string): { out: string; lines: Record<string, unknown>[] } {
  const script = `
    const { pinoLog } = require(${JSON.stringify(join(root, 'src/base/log.ts'))})
    const { Fault } = require(${JSON.stringify(join(root, 'src/base/fault.ts'))})
    const log = pinoLog('info')
    ${code}`
  const run = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { cwd: root, encoding: 'utf8' })
  expect(run.status).toBe(0)
  return {
    out: run.stdout,
    lines: run.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}

describe('the log', () => {
  it('writes one JSON line per event on standard error and keeps standard output clean', () => {
    const { out, lines } = logged("log.info('case.opened', { caseId: 'case_1', fields: 12 }); log.warn('case.parked')")
    expect(out).toBe('')
    expect(lines).toMatchObject([
      { msg: 'case.opened', caseId: 'case_1', fields: 12, level: 30 },
      { msg: 'case.parked', level: 40 },
    ])
  })

  it("names a cause by its kind and code, never by its message: that can quote a person's words", () => {
    const { lines } = logged(`
      log.error('message.failed', { turn: 't_1' }, new Fault('store.unusable', '张三 110101199003070011 打不开'))
      log.error('message.failed', {}, '张三')`)
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({ msg: 'message.failed', turn: 't_1', cause: 'Fault', code: 'store.unusable' })
    expect(JSON.stringify(lines)).not.toMatch(/张三|110101|打不开/)
  })
})
