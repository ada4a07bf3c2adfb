/**
 * /api/messages with full authentication and no network: the key server, the token endpoint and the channel's
 * connector are the only things stubbed, on the wire; tokens are really signed and really checked.
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import nock from 'nock'
import { refusal } from './direct-line-calls'
import { forgetPages, runServer, stopServers } from './running-server'

const APP = '7a1f0000-0000-4000-8000-00000000beef'
const TENANT = '9b2e0000-0000-4000-8000-00000000cafe'
const SERVICE = 'https://smba.trafficmanager.net'
const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 })
const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2048 })

beforeAll(() => {
  // The library prints each refused token; the refusal itself is what is tested.
  jest.spyOn(console, 'error').mockImplementation(() => {})
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
  stubKeyServer()
})
afterEach(stopServers)
afterAll(() => {
  nock.cleanAll()
  nock.enableNetConnect()
  forgetPages()
})

function stubKeyServer(): void {
  const jwk = KEYS.publicKey.export({ format: 'jwk' })
  nock('https://login.botframework.com')
    .persist()
    .get('/v1/.well-known/openidconfiguration')
    .reply(200, { issuer: 'https://api.botframework.com', jwks_uri: 'https://login.botframework.com/v1/keys' })
    .get('/v1/keys')
    .reply(200, { keys: [{ kty: 'RSA', use: 'sig', kid: 'key-1', n: jwk.n, e: jwk.e, endorsements: ['msteams'] }] })
}

function stubTokenEndpoint(): nock.Scope {
  const login = `https://login.microsoftonline.com/${TENANT}`
  return nock('https://login.microsoftonline.com')
    .persist()
    .get(/\/common\/discovery\/instance/)
    .reply(200, {
      tenant_discovery_endpoint: `${login}/v2.0/.well-known/openid-configuration`,
      metadata: [
        {
          preferred_network: 'login.microsoftonline.com',
          preferred_cache: 'login.windows.net',
          aliases: ['login.microsoftonline.com', 'login.windows.net'],
        },
      ],
    })
    .get(/\/openid-configuration/)
    .reply(200, {
      issuer: `${login}/v2.0`,
      authorization_endpoint: `${login}/oauth2/v2.0/authorize`,
      token_endpoint: `${login}/oauth2/v2.0/token`,
      jwks_uri: `${login}/discovery/v2.0/keys`,
    })
    .post(/\/oauth2\/v2\.0\/token/)
    .reply(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'token-for-the-channel' })
}

interface Claims {
  readonly [name: string]: unknown
}

function jwt(claims: Claims = {}, key: KeyObject = KEYS.privateKey): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { iss: 'https://api.botframework.com', aud: APP, serviceurl: SERVICE, nbf: now, exp: now + 600 }
  const signed = `${part({ alg: 'RS256', kid: 'key-1' })}.${part({ ...payload, ...claims })}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

const activity = {
  type: 'message',
  id: 'activity-1',
  channelId: 'msteams',
  serviceUrl: SERVICE,
  timestamp: '2026-11-25T04:00:00.000Z',
  conversation: { id: '19:meeting' },
  from: { id: '29:resident', name: '王秀英' },
  recipient: { id: '28:bot' },
  text: '低保怎么申请',
}

const withAppId = { botFramework: { appId: APP, password: 'app-password', tenant: TENANT } }

function deliver(url: string, body: unknown, authorization?: string): Promise<Response> {
  return fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(body),
  })
}

function stubConnector(path: RegExp) {
  const sent: { body: nock.Body; authorization: string }[] = []
  nock(SERVICE)
    .post(path)
    .reply(function reply(_uri, body) {
      sent.push({ body, authorization: String(this.req.headers.authorization) })
      return [200, { id: 'sent-1' }]
    })
  return sent as unknown as readonly { body: Record<string, unknown>; authorization: string }[]
}

describe('a signed activity', () => {
  it('is answered through its channel’s connector, with a token of ours', async () => {
    stubTokenEndpoint()
    const sent = stubConnector(/\/v3\/conversations\/19%3Ameeting\/activities\/activity-1/)
    const { url, scripted } = await runServer(withAppId)
    const response = await deliver(url, activity, `Bearer ${jwt()}`)
    expect(response.status).toBe(200)
    expect(scripted.received).toHaveLength(1)
    expect(scripted.received[0]).toMatchObject({
      conversation: 'msteams|19:meeting',
      id: 'msteams|activity-1',
      resident: 'msteams|29:resident',
      channel: 'msteams',
      text: '低保怎么申请',
    })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.authorization).toBe('Bearer token-for-the-channel')
    expect(sent[0]?.body).toMatchObject({
      type: 'message',
      replyToId: 'activity-1',
      channelData: { kind: 'answer', citations: [{ document: '社会救助暂行办法' }, {}] },
      suggestedActions: { actions: [{ type: 'imBack', value: '开始办理' }, {}, {}, {}] },
    })
    expect(sent[0]?.body.text).toContain('依据')
  })

  it('gets its replies in the response when it expects them there', async () => {
    stubTokenEndpoint()
    const { url } = await runServer(withAppId)
    const response = await deliver(url, { ...activity, deliveryMode: 'expectReplies' }, `Bearer ${jwt()}`)
    expect(response.status).toBe(200)
    const { activities } = (await response.json()) as { activities: { text: string; replyToId: string }[] }
    expect(activities).toHaveLength(1)
    expect(activities[0]?.text).toContain('人均收入低于当地低保标准')
    expect(activities[0]?.replyToId).toBe('activity-1')
  })

  it('that comes twice makes one turn', async () => {
    stubTokenEndpoint()
    const { url, scripted } = await runServer(withAppId)
    const twice = { ...activity, deliveryMode: 'expectReplies' }
    await deliver(url, twice, `Bearer ${jwt()}`)
    expect((await deliver(url, twice, `Bearer ${jwt()}`)).status).toBe(200)
    expect(await scripted.history('msteams|19:meeting', 0)).toHaveLength(2)
  })

  it('of another kind than a message is accepted without a turn', async () => {
    const { url, scripted } = await runServer(withAppId)
    const { text: _text, ...rest } = activity
    expect((await deliver(url, { ...rest, type: 'conversationUpdate' }, `Bearer ${jwt()}`)).status).toBe(200)
    expect(scripted.received).toHaveLength(0)
  })

  it('is stored although its channel does not take the reply, and the sender is told', async () => {
    stubTokenEndpoint()
    nock(SERVICE).persist().post(/.*/).reply(403)
    const { url, scripted } = await runServer(withAppId)
    expect(await refusal(await deliver(url, activity, `Bearer ${jwt()}`))).toEqual([502, 'channel.unreached'])
    expect(await scripted.history('msteams|19:meeting', 0)).toHaveLength(2)
    nock.cleanAll()
    stubKeyServer()
  })
})

describe('a forged activity', () => {
  it.each([
    ['without a token', undefined],
    ['with no JWT at all', 'Bearer rubbish'],
    ['with another scheme', 'Basic dXNlcjpwYXNz'],
    ['signed by a stranger', `Bearer ${jwt({}, STRANGER.privateKey)}`],
    ['for another app', `Bearer ${jwt({ aud: 'another-app' })}`],
    ['from another issuer', `Bearer ${jwt({ iss: 'https://elsewhere.example' })}`],
    ['for another service address', `Bearer ${jwt({ serviceurl: 'https://elsewhere.botframework.com' })}`],
    ['that has expired', `Bearer ${jwt({ nbf: 1, exp: 1000 })}`],
    ['without a signature', `Bearer ${jwt().split('.').slice(0, 2).join('.')}.`],
  ])('%s is refused with 401 and starts no turn', async (_name, authorization) => {
    const { url, scripted } = await runServer(withAppId)
    expect(await refusal(await deliver(url, activity, authorization))).toEqual([401, 'signature.invalid'])
    expect(scripted.received).toHaveLength(0)
  })

  it('from a channel the key does not vouch for is refused', async () => {
    const { url } = await runServer(withAppId)
    const elsewhere = { ...activity, channelId: 'webchat' }
    expect(await refusal(await deliver(url, elsewhere, `Bearer ${jwt()}`))).toEqual([401, 'signature.invalid'])
  })

  it.each([
    ['another host', 'https://evil.example/'],
    ['a look-alike', 'https://botframework.com.evil.example/'],
    ['the machine itself', 'http://127.0.0.1:3978/'],
    ['plain http', 'http://smba.trafficmanager.net/'],
    ['a host behind credentials', 'https://smba.trafficmanager.net:x@evil.example/'],
    ['no address', 'nothing'],
  ])('whose serviceUrl is %s is refused before anything is sent', async (_name, serviceUrl) => {
    const { url, scripted } = await runServer(withAppId)
    const token = jwt({ serviceurl: serviceUrl })
    const response = await deliver(url, { ...activity, serviceUrl }, `Bearer ${token}`)
    expect(await refusal(response)).toEqual([403, 'channel.forbidden'])
    expect(scripted.received).toHaveLength(0)
  })
})

it.each([
  ['a list', []],
  ['nothing of an activity', { hello: 1 }],
  ['no conversation', { ...activity, conversation: undefined }],
  ['a conversation without id', { ...activity, conversation: { id: '' } }],
  ['a channel that is an object', { ...activity, channelId: {} }],
  ['a conversation no store can name', { ...activity, conversation: { id: 'a\u0000b' } }],
  ['a message id no store can hold', { ...activity, id: 'a\u0000b' }],
])('refuses %s with 400', async (_name, body) => {
  const { url } = await runServer(withAppId)
  expect(await refusal(await deliver(url, body, `Bearer ${jwt()}`))).toEqual([400, 'activity.invalid'])
})

describe('a reply nobody asked for', () => {
  const status = { kind: 'status', text: '您的办件已经送达。', citations: [], choices: [] } as const

  it('reaches the conversation it is for, after a restart too', async () => {
    stubTokenEndpoint()
    const first = await runServer(withAppId)
    const expecting = { ...activity, deliveryMode: 'expectReplies' }
    await deliver(first.url, expecting, `Bearer ${jwt()}`)
    const second = await runServer(withAppId, first)
    const sent = stubConnector(/\/v3\/conversations\/19%3Ameeting\/activities/)
    expect(await second.server.line.send('msteams|19:meeting', status)).toBe('sent')
    expect(sent).toHaveLength(1)
    expect(sent[0]?.body).toMatchObject({ text: '您的办件已经送达。', recipient: { id: '29:resident' } })
    expect(JSON.stringify(sent[0]?.body)).not.toContain('王秀英')
  })

  it('to a conversation never met, or a channel that is away, is unreached', async () => {
    stubTokenEndpoint()
    const { url, server } = await runServer(withAppId)
    expect(await server.line.send('msteams|19:unknown', status)).toBe('unreached')
    await deliver(url, { ...activity, deliveryMode: 'expectReplies' }, `Bearer ${jwt()}`)
    nock(SERVICE).persist().post(/.*/).reply(404)
    expect(await server.line.send('msteams|19:meeting', status)).toBe('unreached')
  })
})

describe('without an app id', () => {
  it('works on this machine, for tools that answer on this machine', async () => {
    const { url } = await runServer({ botFramework: {} })
    const local = { ...activity, serviceUrl: 'http://localhost:50000', deliveryMode: 'expectReplies' }
    const response = await deliver(url, local)
    expect(response.status).toBe(200)
    expect(((await response.json()) as { activities: unknown[] }).activities).toHaveLength(1)
    expect(await refusal(await deliver(url, activity))).toEqual([403, 'channel.forbidden'])
  })

  it('is not there at all unless asked for', async () => {
    const { url } = await runServer()
    expect(await refusal(await deliver(url, activity))).toEqual([404, 'route.notFound'])
  })
})
