/** Settings that would open the service to strangers without a lock are refused, all at once and by name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config'

const refusalOf = (env: Record<string, string>): string => {
  try {
    readConfig(env)
    return ''
  } catch (fault) {
    return fault instanceof Error ? fault.message : ''
  }
}
const key = (id: string, fill: number) => `${id}:${Buffer.alloc(32, fill).toString('base64')}`
const LOCKS = { OPERATOR_TOKEN: 'o'.repeat(24), DIRECT_LINE_SECRET: 'd'.repeat(40) }

it('needs nothing at all on this machine alone', () => {
  expect(readConfig({})).toMatchObject({ host: '127.0.0.1', trustProxy: false, botFramework: {}, metrics: {} })
})

it.each<Record<string, string>>([{ HOST: '0.0.0.0' }, { TRUST_PROXY: 'true' }])(
  'needs both locks once others can reach it: %j',
  (open) => {
    for (const name of Object.keys(LOCKS)) expect(refusalOf(open)).toContain(name)
    const config = readConfig({ ...open, ...LOCKS })
    expect(config.botFramework).toBeUndefined()
    expect(config.metrics).toBeUndefined()
    expect(readConfig({ ...open, ...LOCKS, METRICS_TOKEN: 'm'.repeat(16) }).metrics?.token).toHaveLength(16)
  },
)

it('reads the keys of data at rest in order, and wants them shared when the database is', () => {
  const DATA_KEYS = `${key('k2', 2)},${key('k1', 1)}`
  expect(readConfig({ DATA_KEYS }).dataKeys?.map(({ id }) => id)).toEqual(['k2', 'k1'])
  expect(refusalOf({ DATA_KEYS: 'k1:short' })).toContain('DATA_KEYS')
  expect(refusalOf({ DATABASE_URL: 'postgres://db/assistant' })).toContain('DATA_KEYS')
})

it('names no key, secret or token in a refusal', () => {
  const given = { DATA_KEYS: 'k1:c2VjcmV0', BACKEND_SECRETS: 'whsec_c2VjcmV0', OPERATOR_TOKEN: 'short', ALERT_URL: 'x' }
  const refusal = refusalOf(given)
  for (const name of ['DATA_KEYS', 'BACKEND_SECRETS', 'OPERATOR_TOKEN', 'ALERT_URL', 'ALERT_SECRETS'])
    expect(refusal).toContain(name)
  for (const secret of ['c2VjcmV0', 'short']) expect(refusal).not.toContain(secret)
})

it('keeps what the law lets it keep, for as long as it was told', () => {
  expect(readConfig({}).retention).toEqual({ drafts: 30, delivered: 30, questions: 90 })
  expect(readConfig({ RETENTION_DRAFT_DAYS: '7' }).retention.drafts).toBe(7)
  expect(refusalOf({ RETENTION_DELIVERED_DAYS: '0', RETENTION_QUESTION_DAYS: 'for ever' })).toMatch(
    /RETENTION_DELIVERED_DAYS[\s\S]*RETENTION_QUESTION_DAYS/,
  )
})

it('reads where attachments go and who scans them, and wants the keys apart from the address', () => {
  const keys = { ATTACHMENTS_KEY_ID: 'id', ATTACHMENTS_SECRET_KEY: 'secret' }
  const ATTACHMENTS_URL = 's3+https://oss.example/papers/bureau?region=cn-north-1&style=virtual'
  expect(readConfig({ ...keys, ATTACHMENTS_URL }).bucket).toEqual({
    address: {
      ...{ endpoint: 'https://oss.example', name: 'papers', prefix: ['bureau'] },
      ...{ region: 'cn-north-1', style: 'virtual' },
    },
    keys: { accessKeyId: 'id', secretAccessKey: 'secret' },
  })
  expect(readConfig({}).bucket).toBeUndefined()
  expect(refusalOf({ ATTACHMENTS_URL })).toMatch(/ATTACHMENTS_KEY_ID.*ATTACHMENTS_SECRET_KEY/)
  expect(refusalOf({ ...keys, ATTACHMENTS_URL: 's3+https://a:b@oss.example/papers' })).toContain('ATTACHMENTS_URL')
  const scan = { words: ['clamdscan', '--no-summary', '-'], timeoutMs: 10_000 }
  expect(readConfig({ ATTACHMENT_SCAN_COMMAND: 'clamdscan --no-summary  -' }).scan).toEqual(scan)
  expect(readConfig({}).scan).toBeUndefined()
})

it('takes any setting from a file, and says by name which file it cannot read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
  const file = join(folder, 'token')
  writeFileSync(file, 'an operator token of ours\n')
  expect(readConfig({ OPERATOR_TOKEN_FILE: file }).operatorToken).toBe('an operator token of ours')
  const twice = refusalOf({ OPERATOR_TOKEN_FILE: file, OPERATOR_TOKEN: 'another token of ours' })
  expect(twice).toContain('OPERATOR_TOKEN_FILE')
  expect(twice).not.toContain('of ours')
  expect(refusalOf({ DATA_KEYS_FILE: join(folder, 'none') })).toContain('DATA_KEYS_FILE')
  expect(readConfig({ SOMETHING_ELSE_FILE: join(folder, 'none') }).port).toBe(3978)
  rmSync(folder, { recursive: true })
})
