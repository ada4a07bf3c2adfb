/** Whatever a stranger sends: a clear reply or a 4xx with a code, never a stack trace, never a lost conversation. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { bearer, openConversation, post, read, refusal, say } from './direct-line-calls'
import { forgetPages, runServer, stopServers } from './running-server'

afterEach(stopServers)
afterAll(forgetPages)

describe('odd words', () => {
  it('answers an empty message', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    expect((await say(url, opened, '', 'a')).status).toBe(200)
    expect((await read(url, opened)).activities[1]?.text).toContain('没有收到文字')
  })

  it('takes ten thousand characters, and says so when there is one more', async () => {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    expect((await say(url, opened, '民'.repeat(10_000), 'a')).status).toBe(200)
    expect(await refusal(await say(url, opened, '民'.repeat(10_001), 'b'))).toEqual([413, 'activity.tooLong'])
    expect((await say(url, opened, '👵'.repeat(10_000), 'c')).status).toBe(200)
    expect(scripted.received.map((message) => [...message.text].length)).toEqual([10_000, 10_000])
  })

  it.each([
    ['emoji', '👨‍👩‍👧 低保 🙏', '👨👩👧 低保 🙏'],
    ['control characters', '低\u0000保\u0007怎\u001b么\u0085申请', '低保怎么申请'],
    ['invisible characters', '低\u200b保\u202e\ufeff怎么\u2060申\u00ad请', '低保怎么申请'],
    ['half a surrogate pair', '低保\ud83d', '低保'],
    ['other line ends', ' 第一行\r\n第二行\r第三行\n', '第一行\n第二行\n第三行'],
    ['HTML', '<b>你好</b><script>alert(1)</script>', '<b>你好</b><script>alert(1)</script>'],
    ['SQL', "'; DROP TABLE conversations; --", "'; DROP TABLE conversations; --"],
  ])('hands on %s as plain text', async (_name, written, heard) => {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    expect((await say(url, opened, written, 'a')).status).toBe(200)
    expect(scripted.received.map((message) => message.text)).toEqual([heard])
    expect((await read(url, opened)).activities).toHaveLength(2)
  })
})

describe('odd bodies', () => {
  async function sendRaw(body: string | Buffer, contentType: string | undefined) {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    await say(url, opened, '低保怎么申请', 'before')
    const response = await fetch(`${url}/directline/conversations/${opened.conversationId}/activities`, {
      method: 'POST',
      headers: { ...bearer(opened.token), ...(contentType && { 'content-type': contentType }) },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    })
    const outcome = await refusal(response)
    expect(scripted.received).toHaveLength(1)
    expect((await read(url, opened)).activities).toHaveLength(2)
    return outcome
  }

  it.each([
    ['half a JSON', '{"type":"message","text":"低', 'application/json', 400, 'body.notJson'],
    ['no JSON', '你好', 'application/json', 400, 'body.notJson'],
    ['no body', '', 'application/json', 400, 'body.missing'],
    ['text/xml', '<xml/>', 'text/xml', 415, 'body.wrongType'],
    ['a form', 'type=message&text=x', 'application/x-www-form-urlencoded', 415, 'body.wrongType'],
    ['plain text', '{"type":"message"}', 'text/plain', 415, 'body.wrongType'],
    ['a list', '[]', 'application/json', 400, 'activity.invalid'],
    ['null', 'null', 'application/json', 400, 'activity.invalid'],
    ['no type', '{"text":"x"}', 'application/json', 400, 'activity.invalid'],
    ['text that is a number', '{"type":"message","text":5}', 'application/json', 400, 'activity.invalid'],
    ['text that is an object', '{"type":"message","text":{"$gt":""}}', 'application/json', 400, 'activity.invalid'],
    ['a poisoned prototype', '{"__proto__":{"type":"message"}}', 'application/json', 400, 'activity.invalid'],
  ])('refuses %s with a code', async (_name, body, contentType, status, code) => {
    expect(await sendRaw(body, contentType)).toEqual([status, code])
  })

  it('refuses bytes that are not UTF-8', async () => {
    const body = Buffer.from([0x22, 0xff, 0xfe, 0x22])
    expect(await sendRaw(body, 'application/json')).toEqual([400, 'body.notJson'])
  })

  it('refuses more than 64 KB, said or not said beforehand', async () => {
    const large = JSON.stringify({ type: 'message', text: 'x'.repeat(70_000) })
    expect(await sendRaw(large, 'application/json')).toEqual([413, 'body.tooLarge'])

    const { url } = await runServer()
    const opened = await openConversation(url)
    const target = `${url}/directline/conversations/${opened.conversationId}/activities`
    const status = await new Promise((resolve, reject) => {
      const headers = { ...bearer(opened.token), 'content-type': 'application/json' }
      const chunked = request(target, { method: 'POST', headers }, (response) => resolve(response.statusCode))
      chunked.on('error', reject)
      for (let sent = 0; sent < 70; sent++) chunked.write('x'.repeat(1024))
      chunked.end()
    })
    expect(status).toBe(413)
  })

  it.each([
    ['an object', { a: 1 }],
    ['spaces', 'a b'],
    ['the id’s own separator', 'a|b'],
    ['too many characters', 'x'.repeat(101)],
  ])('refuses a client id of %s', async (_name, clientActivityID) => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    const response = await post(url, opened, { type: 'message', text: '低保', channelData: { clientActivityID } })
    expect(await refusal(response)).toEqual([400, 'activity.idInvalid'])
  })

  it.each(['abc', '-1', '1.5', '9999999999', '99999999999999999'])('refuses the watermark %s', async (watermark) => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    const path = `${url}/directline/conversations/${opened.conversationId}/activities?watermark=${watermark}`
    expect(await refusal(await fetch(path, { headers: bearer(opened.token) }))).toEqual([400, 'watermark.invalid'])
  })
})

describe('odd addresses', () => {
  it.each([
    '/nowhere',
    '/directline/conversations/a/b/c',
    '/directline/conversations/a%00b',
    '/assets/../server.js',
    '/assets/%2e%2e%2fpackage.json',
    '/%E0%A4%A',
  ])('has nothing at %s', async (path) => {
    const { url } = await runServer()
    expect(await refusal(await fetch(url + path))).toEqual([404, 'route.notFound'])
  })

  it('says when the method is wrong', async () => {
    const { url } = await runServer()
    const response = await fetch(`${url}/directline/tokens/generate`, { method: 'DELETE' })
    expect(await refusal(response)).toEqual([405, 'route.wrongMethod'])
  })

  it('survives request lines no client library would send', async () => {
    const { url } = await runServer()
    const { port } = new URL(url)
    for (const line of ['GET //', 'GET /\\..\\', 'POST http://[/', 'OPTIONS *', 'GET /%', 'GET ?', 'rubbish']) {
      await exchange(Number(port), `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    }
    const upgrade = 'GET // HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(await exchange(Number(port), upgrade)).toContain('404')
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('offers nothing to pages of other origins', async () => {
    const { url } = await runServer()
    const response = await fetch(`${url}/directline/conversations`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
    })
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let received = ''
    socket.on('data', (chunk) => {
      received += String(chunk)
    })
    socket.on('close', () => resolve(received))
    socket.on('error', () => {})
  })
}
