/** compose.yaml starts what src/config.ts accepts, and the image, the two processes and the gateway fit one another. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { UPLOAD_LIMIT } from '../src/channels/direct-line-upload'
import { readConfig } from '../src/config'

const root = join(__dirname, '..')
const docker = readFileSync(join(root, 'Dockerfile'), 'utf8')
const nginx = readFileSync(join(root, 'deploy', 'nginx.conf'), 'utf8')
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
  for (const service of ['assistant-1:3978', 'assistant-2:3978']) expect(nginx).toContain(`server ${service}`)
  expect(nginx).toContain('X-Forwarded-For $remote_addr')
})

it('passes on every setting there is, but those that are the image’s own', () => {
  const source = readFileSync(join(root, 'src', 'config.ts'), 'utf8')
  const known = [...source.matchAll(/^ {2}([A-Z_]{3,}): /gm)].map(([, name = '']) => name)
  expect(known.length).toBeGreaterThan(25)
  // Content is in the image; a scanner would have to be in it too.
  const inside = ['KNOWLEDGE_DIR', 'DIALOGS_DIR', 'ATTACHMENT_SCAN_COMMAND', 'ATTACHMENT_SCAN_SECONDS']
  const passed = compose.services['assistant-1'].environment
  expect(known.filter((name) => !(name in passed) && !inside.includes(name))).toEqual([])
})

it('runs the service as nobody special, on a root it cannot write, with nothing to gain', () => {
  for (const name of ['assistant-1', 'assistant-2', 'gateway']) {
    const service = compose.services[name]
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(service.tmpfs).toEqual(['/tmp'])
  }
  const last = docker.slice(docker.lastIndexOf('\nFROM '))
  expect(last.indexOf('\nUSER node')).toBeGreaterThan(last.lastIndexOf('\nRUN '))
  expect(last).not.toMatch(/COPY (?!--from=production )/)
  expect(last).toContain('CMD ["node", "dist/main.js"]')
  for (const folder of ['dist', 'knowledge', 'dialogs', 'node_modules'])
    expect(last).toContain(`/app/${folder} ./${folder}`)
})

it('keeps metrics and readiness inside, however their path is written', () => {
  const pattern = /location ~ (\S+) \{ return 404; \}/.exec(nginx)?.[1] ?? ''
  for (const path of ['/metrics', '/metrics/', '/readyz', '/readyz//']) expect(path).toMatch(new RegExp(pattern))
  for (const path of ['/', '/healthz', '/metricsx', '/console']) expect(path).not.toMatch(new RegExp(pattern))
})

it('says in Chinese, in the shape the page reads, that no process is there', () => {
  const body: unknown = JSON.parse(/return 503 '([^']+)'/.exec(nginx)?.[1] ?? '')
  expect(body).toMatchObject({ error: { code: 'service.away', message: expect.stringContaining('12345') } })
})

it('lets through what the service takes: whole uploads, and a stop in its own time', () => {
  const [, megabytes] = /client_max_body_size (\d+)m/.exec(nginx) ?? []
  expect(Number(megabytes) * 1024 * 1024).toBeGreaterThan(UPLOAD_LIMIT)
  expect(compose.services['assistant-1'].stop_grace_period).toBe('20s')
})
