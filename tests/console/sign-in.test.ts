/** Who gets into the console, and how little it takes to be kept out. */
import { cookieIn, type Desk, HEADERS, openDesk, TOKEN } from './desk'

const opened: Desk[] = []
const open = async (options: Parameters<typeof openDesk>[0] = {}) => {
  const desk = await openDesk(options)
  opened.push(desk)
  return desk
}
afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.close()
})

const signIn = (desk: Desk, body: unknown, given = {}) => desk.call('POST', 'sign-in', { body, ...given })
const code = (answer: { json: unknown }) => (answer.json as { error?: { code: string } }).error?.code

describe('with a shared token', () => {
  it('exchanges token and name for a cookie no script can read and no other site can send', async () => {
    const desk = await open()
    const answer = await signIn(desk, { name: '王敏', token: TOKEN })
    expect(answer).toMatchObject({ status: 200, json: { operator: '王敏', needsToken: true } })
    const cookie = answer.headers['set-cookie'] ?? ''
    expect(cookie).toMatch(/^operator=[\w-]+\.[\w-]+; Path=\/console; Max-Age=1800; HttpOnly; SameSite=Strict$/)
    expect(cookie).not.toContain(TOKEN)
    const session = await desk.call('GET', 'session', { headers: { ...HEADERS, cookie: cookieIn(answer) } })
    expect(session.json).toEqual({ operator: '王敏', needsToken: true })
  })

  it('marks the cookie as secure behind https', async () => {
    const answer = await signIn(await open(), { name: '王敏', token: TOKEN }, { origin: 'https://desk.example' })
    expect(answer.headers['set-cookie']).toMatch(/; Secure$/)
  })

  it.each([[undefined], [''], ['wrong'], [`${TOKEN} `], [TOKEN.slice(0, -1)], [TOKEN.toUpperCase()]])(
    'refuses the token %j',
    async (token) => {
      const answer = await signIn(await open(), { name: '王敏', token })
      expect([answer.status, code(answer)]).toEqual([401, 'signIn.tokenWrong'])
      expect(answer.headers['set-cookie']).toBeUndefined()
    },
  )

  it.each([[''], ['   '], ['<img src=x>'], ['王\n敏'], ['a'.repeat(21)], ["王敏'"]])(
    'refuses the name %j',
    async (name) => {
      expect(code(await signIn(await open(), { name, token: TOKEN }))).toBe('signIn.nameInvalid')
    },
  )

  it.each([[undefined], [null], ['text'], [{ token: TOKEN }], [{ name: 7, token: TOKEN }]])(
    'refuses the body %j',
    async (body) => expect(code(await signIn(await open(), body))).toBe('request.invalid'),
  )

  it('pauses an address after five wrong tokens, even for the right one, and no other address', async () => {
    const desk = await open()
    const wrong = () => signIn(desk, { name: '王敏', token: 'wrong' }, { address: '10.0.0.9' })
    const five = await Promise.all(Array.from({ length: 5 }, wrong))
    expect(five.map(code)).toEqual(Array.from({ length: 5 }, () => 'signIn.tokenWrong'))
    const right = () => signIn(desk, { name: '王敏', token: TOKEN }, { address: '10.0.0.9' })
    const paused = await right()
    expect([paused.status, code(paused), paused.headers['retry-after']]).toEqual([429, 'signIn.tooMany', '600'])
    expect((await signIn(desk, { name: '李强', token: TOKEN }, { address: '10.0.0.8' })).status).toBe(200)
    desk.later(600)
    expect((await right()).status).toBe(200)
  })

  it('writes neither names nor tokens into the log', async () => {
    const desk = await open()
    await signIn(desk, { name: '王敏', token: 'a wrong token' })
    await signIn(desk, { name: '王敏', token: TOKEN })
    expect(desk.log.lines).toHaveLength(2)
    expect(desk.log.lines.join()).not.toMatch(/王敏|wrong token|operator token/)
  })
})

describe('a session', () => {
  const session = async (desk: Desk, cookie: string) => desk.call('GET', 'cases', { headers: { ...HEADERS, cookie } })

  it('is asked for on every route but the two that begin one', async () => {
    const desk = await open()
    const guarded = desk.routes.filter(({ path }) => !/\/(session|sign-in)$/.test(path))
    expect(guarded).toHaveLength(16)
    for (const { method, path } of guarded) {
      const answer = await desk.call(method, path.replace('/console/api/', '').replace(':id', 'c1'))
      expect([path, answer.status, code(answer)]).toEqual([path, 401, 'session.missing'])
    }
  })

  it('ends half an hour after the last request, and goes on with every one before', async () => {
    const desk = await open()
    let cookie = cookieIn(await signIn(desk, { name: '王敏', token: TOKEN }))
    desk.later(20 * 60)
    const prolonged = await session(desk, cookie)
    expect(prolonged.headers['set-cookie']).toBeDefined()
    cookie = cookieIn(prolonged)
    desk.later(20 * 60)
    expect((await session(desk, cookie)).status).toBe(200)
    desk.later(30 * 60)
    expect((await session(desk, cookie)).status).toBe(401)
  })

  it('ends with the shift, however busy', async () => {
    const desk = await open()
    let cookie = cookieIn(await signIn(desk, { name: '王敏', token: TOKEN }))
    let hours = 0
    for (; hours < 24; hours += 1 / 3) {
      const answer = await session(desk, cookie)
      if (answer.status === 401) break
      if (answer.headers['set-cookie']) cookie = cookieIn(answer)
      desk.later(20 * 60)
    }
    expect(Math.round(hours)).toBe(12)
  })

  it('is not one when a letter of it is changed, or when it was signed with another token', async () => {
    const desk = await open()
    const cookie = cookieIn(await signIn(desk, { name: '王敏', token: TOKEN }))
    const [payload = '', signature = ''] = cookie.split('.')
    const forged = Buffer.from(JSON.stringify({ n: '局长', b: 0, e: 9_999_999_999 })).toString('base64url')
    const other = cookieIn(
      await signIn(await open({ operatorToken: 'another operator token' }), {
        name: '王敏',
        token: 'another operator token',
      }),
    )
    for (const bad of [
      `${payload}.${signature.slice(0, -2)}AA`,
      `operator=${forged}.${signature}`,
      `${payload}.`,
      other,
    ]) {
      expect((await session(desk, bad)).status).toBe(401)
    }
    expect((await session(desk, cookie)).status).toBe(200)
  })
})

describe('without a configured token', () => {
  it('asks this machine for a name alone', async () => {
    const desk = await open({ operatorToken: undefined })
    expect((await desk.call('GET', 'session')).json).toEqual({ operator: null, needsToken: false })
    const answer = await signIn(desk, { name: '王敏' })
    expect(answer).toMatchObject({ status: 200, json: { operator: '王敏' } })
  })

  it.each([
    ['another address', { address: '192.168.1.7' }],
    ['a name somebody else bound to this machine', { origin: 'http://evil.example:3978' }],
    ['a proxy on this machine', { headers: { ...HEADERS, 'x-forwarded-for': '203.0.113.9' } }],
  ])('is closed to %s', async (_, given) => {
    const desk = await open({ operatorToken: undefined })
    const answer = await signIn(desk, { name: '王敏' }, given)
    expect([answer.status, code(answer)]).toEqual([403, 'console.closed'])
    expect((await desk.call('GET', 'inbox', given)).status).toBe(403)
  })
})

it.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling of this site', { 'sec-fetch-site': 'same-site' }],
  ['an older browser on another site', { origin: 'http://evil.example' }],
])('takes no request that comes from %s', async (_, headers) => {
  const desk = await open()
  const cookie = cookieIn(await signIn(desk, { name: '王敏', token: TOKEN }))
  const answer = await desk.call('POST', 'sign-out', { headers: { ...headers, cookie } })
  expect([answer.status, code(answer)]).toEqual([403, 'origin.foreign'])
})
