/** The console's routes on the real HTTP server, beside the resident's: cookies, bodies and headers as a browser meets them. */
import type { Route } from '../../src/channels/http'
import { runServer, stopServers } from '../channels/running-server'
import { type Desk, openDesk, TOKEN } from './desk'
import { bothPages, forgetBothPages } from './pages'

let desk: Desk
let url: string
beforeEach(async () => {
  desk = await openDesk()
  const mounts: readonly Route[] = desk.routes
  const running = await runServer({
    mounts,
    pages: bothPages(),
    history: desk.conversations.history,
    clock: desk.clock,
  })
  url = running.url
})
afterEach(async () => {
  await stopServers()
  await desk.close()
})
afterAll(forgetBothPages)

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/console/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const signIn = async () =>
  (await post('sign-in', { name: '王敏', token: TOKEN })).headers.get('set-cookie')?.split(';')[0] ?? ''

it('serves the page with no script or style of anybody else’s', async () => {
  const page = await fetch(`${url}/console`)
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
  expect(html).toContain('坐席工作台 · 宿州市民政局')
  expect(html).not.toMatch(/<script(?![^>]+src="\/assets\/)|https?:\/\/|\{\{/)
})

it('takes a message for a conversation whose id holds what a URL does not', async () => {
  const id = '19:abc/def@thread|人 1'
  await desk.resident(id).say('<b>转人工</b>')
  await desk.resident(id).say('转人工')
  const cookie = await signIn()
  const path = `conversations/${encodeURIComponent(id)}`
  const { token } = await (await post(`${path}/take`, {}, { cookie })).json()
  const sent = await post(`${path}/messages`, { token, id: 'message-1', text: '<script>alert(1)</script>' }, { cookie })
  expect([sent.status, await sent.json()]).toEqual([200, { reached: true, covered: false }])
  const view = await fetch(`${url}/console/api/${path}?after=0`, { headers: { cookie } })
  expect(view.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(view.headers.get('cache-control')).toBe('no-store')
  const { entries } = await view.json()
  expect(entries.map((entry: { text: string }) => entry.text)).toEqual(
    expect.arrayContaining(['<b>转人工</b>', '<script>alert(1)</script>']),
  )
})

it('refuses what is no JSON, what is too large, and who is not signed in, before it reads the body', async () => {
  const cookie = await signIn()
  const form = await fetch(`${url}/console/api/sign-out`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', cookie },
    body: '{}',
  })
  expect(form.status).toBe(415)
  expect((await post('suggestions', { question: '字'.repeat(70_000) }, { cookie })).status).toBe(413)
  expect((await post('suggestions', { question: '字'.repeat(70_000) })).status).toBe(401)
  expect((await fetch(`${url}/console/api/nothing`, { headers: { cookie } })).status).toBe(404)
})
