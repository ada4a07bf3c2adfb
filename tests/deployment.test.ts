/** compose.yaml starts what src/config.ts accepts: no setting it does not know, none missing that it asks for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { readConfig } from '../src/config'

const root = join(__dirname, '..')
const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true })
const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const GIVEN: Readonly<Record<string, string>> = {
  DATABASE_PASSWORD: 'a-password',
  DATA_KEYS: `k1:${Buffer.alloc(32, 2).toString('base64')}`,
  OPERATOR_TOKEN: 'o'.repeat(24),
  DIRECT_LINE_SECRET: 'd'.repeat(40),
  METRICS_TOKEN: 'm'.repeat(24),
  BACKEND_URL: 'https://backend.example/cases',
  BACKEND_SECRETS: secret,
  ALERT_URL: 'https://alerts.example/',
  ALERT_SECRETS: secret,
}

function settingsOf(service: string, given = GIVEN): Record<string, string> {
  const environment: Record<string, string> = compose.services[service].environment
  const filled = (text: string) => text.replace(/\$\{([A-Z_]+)(:[?-][^}]*)?\}/g, (_, name: string) => given[name] ?? '')
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]))
}

it.each(['assistant-1', 'assistant-2', 'desk'])('gives %s settings the service accepts', (service) => {
  const settings = settingsOf(service)
  const config = readConfig(settings, root)
  expect(config).toMatchObject({
    host: '0.0.0.0',
    trustProxy: true,
    databaseUrl: expect.stringContaining('a-password'),
  })
  expect(config.backend?.url).toBe(GIVEN.BACKEND_URL)
  const source = readFileSync(join(root, 'src', 'config.ts'), 'utf8')
  expect(Object.keys(settings).filter((name) => !name.startsWith('NPM_') && !source.includes(`  ${name}: `))).toEqual(
    [],
  )
})

it('starts without a backend and without alerts, and with nothing else left out', () => {
  const { BACKEND_URL: _, BACKEND_SECRETS: __, ALERT_URL: ___, ALERT_SECRETS: ____, ...least } = GIVEN
  expect(readConfig(settingsOf('assistant-1', least), root).backend).toBeUndefined()
  for (const name of ['DATA_KEYS', 'OPERATOR_TOKEN', 'DIRECT_LINE_SECRET']) {
    expect(() => readConfig(settingsOf('assistant-1', { ...least, [name]: '' }), root)).toThrow(name)
  }
})

it('lets both processes be reached through the gateway alone', () => {
  expect(compose.services['assistant-1'].ports).toBeUndefined()
  expect(compose.services.gateway.ports).toEqual(['8080:8080'])
  const nginx = readFileSync(join(root, 'deploy', 'nginx.conf'), 'utf8')
  for (const service of ['assistant-1:3978', 'assistant-2:3978']) expect(nginx).toContain(`server ${service}`)
  expect(nginx).toContain('X-Forwarded-For $remote_addr')
})
