/** Direct Line, as any of its clients uses it: open, say, read, stream, come back, send a file. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { bearer, type Opened, openConversation, post, read, refusal, type Shown, say } from './direct-line-calls'
import { forgetPages, runServer, stopServers } from './running-server'

afterEach(stopServers)
afterAll(forgetPages)

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const PDF = Buffer.from('%PDF-1.7\n%%EOF')

describe('a conversation', () => {
  it('answers a message with its sources, choices and the client’s own id on the echo', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    const sent = await say(url, opened, '低保怎么申请', 'first')
    expect(sent.status).toBe(200)
    expect(await sent.json()).toEqual({ id: `${opened.conversationId}|first` })

    const { activities, watermark } = await read(url, opened)
    expect(watermark).toBe('2')
    expect(activities).toHaveLength(2)
    expect(activities[0]).toMatchObject({
      text: '低保怎么申请',
      from: { id: opened.userId, role: 'user' },
      channelData: { clientActivityID: 'first' },
    })
    expect(activities[1]).toMatchObject({
      type: 'message',
      from: { role: 'bot' },
      channelData: { kind: 'answer', choices: ['开始办理', '要什么材料', '多少钱', '在哪里办'] },
    })
    expect(activities[1]?.text).toContain('《社会救助暂行办法》（国务院令第649号） 第九条')
    expect(activities[1]?.channelData.body).not.toContain('《社会救助暂行办法》')
    expect(activities[1]?.suggestedActions?.actions.map((action) => action.value)).toContain('开始办理')
  })

  it('shows only what came after the watermark', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    await say(url, opened, '低保怎么申请', 'first')
    await say(url, opened, '开始办理', 'second')
    const { activities, watermark } = await read(url, opened, '2')
    expect(activities.map((activity) => activity.text.split('\n')[0])).toEqual([
      '开始办理',
      '您家的户口在哪个县（区）？',
    ])
    expect(activities[1]?.channelData).toMatchObject({ kind: 'question', step: { done: 2, of: 12 } })
    expect((await read(url, opened, watermark)).activities).toEqual([])
  })

  it('says of a model’s words that they are, where a client can show it, and of nothing else', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    await say(url, opened, '低保说得简单点', '1')
    await say(url, opened, '低保怎么申请', '2')
    const { activities } = await read(url, opened)
    expect(activities[1]).toMatchObject({
      channelData: { generated: true },
      entities: [{ type: 'https://schema.org/Message', additionalType: ['AIGeneratedContent'] }],
    })
    expect(activities[3]).not.toHaveProperty('entities')
    expect(activities[3]?.channelData).not.toHaveProperty('generated')
  })

  it('takes a resent message for what it is: the same id, no second turn', async () => {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    const [first, again] = await Promise.all([
      say(url, opened, '低保怎么申请', 'x'),
      say(url, opened, '低保怎么申请', 'x'),
    ])
    const later = await say(url, opened, '低保怎么申请', 'x')
    expect(await first?.json()).toEqual(await later.json())
    expect(again?.status).toBe(200)
    expect(await scripted.history(opened.conversationId, 0)).toHaveLength(2)
  })

  it('does not mix up two conversations whose clients chose the same id', async () => {
    const { url } = await runServer()
    const [one, two] = [await openConversation(url), await openConversation(url)]
    await say(url, one, '低保怎么申请', '1')
    await say(url, two, '开始办理', '1')
    expect((await read(url, two)).activities[0]?.text).toBe('开始办理')
  })

  it('lets a client come back to its conversation with a fresh token', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    await say(url, opened, '低保怎么申请', 'first')
    const path = `${url}/directline/conversations/${opened.conversationId}?watermark=1`
    const response = await fetch(path, { headers: bearer(opened.token) })
    const again = (await response.json()) as Opened
    expect(again.conversationId).toBe(opened.conversationId)
    expect(again.streamUrl).toContain('watermark=1')
    expect((await read(url, again)).activities).toHaveLength(2)
  })

  it('tells the client when the turn was not stored, so that it can send the message again', async () => {
    const { url } = await runServer({
      assistant: { handle: async () => ({ kind: 'apology', text: '对不起', citations: [], choices: [] }) },
    })
    const opened = await openConversation(url)
    expect(await refusal(await say(url, opened, '低保', 'a'))).toEqual([503, 'assistant.faulted'])
  })

  it('never shows what an assistant threw', async () => {
    const { url, log } = await runServer({
      assistant: { handle: () => Promise.reject(new Error('at /secret/place.ts 身份证')) },
    })
    const opened = await openConversation(url)
    expect(await refusal(await say(url, opened, '低保', 'a'))).toEqual([500, 'server.fault'])
    expect(log.lines.join()).toContain('request.failed')
    expect(log.lines.join()).not.toContain('身份证')
  })

  it('accepts typing and events without a turn', async () => {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    expect((await post(url, opened, { type: 'typing' })).status).toBe(200)
    expect((await post(url, opened, { type: 'event', name: 'webchat/join' })).status).toBe(200)
    expect(scripted.received).toHaveLength(0)
  })
})

describe('who may speak', () => {
  it('gives strangers a user id of ours and lets nobody without the secret choose one', async () => {
    const { url } = await runServer()
    const generate = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}/directline/tokens/generate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    expect(((await (await generate({})).json()) as Opened).userId).toMatch(/^dl_resident_/)
    expect(await refusal(await generate({ user: { id: 'dl_me' } }))).toEqual([403, 'user.reserved'])
    const secret = bearer('a secret of this test'.replaceAll(' ', '-'))
    expect(await refusal(await generate({ user: { id: 'dl_me' } }, secret))).toEqual([403, 'secret.invalid'])
  })

  it('lets the holder of the secret name the user, under dl_ only', async () => {
    const { url } = await runServer({ directLineSecret: 'holder-secret' })
    const generate = (id: string) =>
      fetch(`${url}/directline/tokens/generate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer('holder-secret') },
        body: JSON.stringify({ user: { id } }),
      })
    expect(((await (await generate('dl_hall-3')).json()) as Opened).userId).toBe('dl_hall-3')
    expect(await refusal(await generate('hall-3'))).toEqual([400, 'user.invalid'])
  })

  it('refuses to speak as another user', async () => {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    const forged = { type: 'message', text: '低保', from: { id: 'dl_someone' } }
    expect(await refusal(await post(url, opened, forged))).toEqual([403, 'user.mismatch'])
    expect(scripted.received).toHaveLength(0)
  })

  it('refuses another conversation, an unknown one, no token, a forged one and an old one', async () => {
    const { url, clock } = await runServer()
    const [mine, theirs] = [await openConversation(url), await openConversation(url)]
    const as = (conversationId: string, token: string) => say(url, { ...mine, conversationId, token }, '低保', 'a')
    expect(await refusal(await as(theirs.conversationId, mine.token))).toEqual([403, 'conversation.forbidden'])
    expect(await refusal(await as('nowhere', mine.token))).toEqual([404, 'conversation.unknown'])
    expect(await refusal(await as(mine.conversationId, ''))).toEqual([401, 'token.missing'])
    expect(await refusal(await as(mine.conversationId, `${mine.token}x`))).toEqual([403, 'token.invalid'])
    expect(await refusal(await as(mine.conversationId, 'not.atoken'))).toEqual([403, 'token.invalid'])
    const [payload, signature] = mine.token.split('.')
    const otherClaims = Buffer.from(`{"c":"${theirs.conversationId}","u":"dl_x","e":9999999999}`).toString('base64url')
    expect(payload).not.toBe(otherClaims)
    const forged = `${otherClaims}.${signature}`
    expect(await refusal(await as(theirs.conversationId, forged))).toEqual([403, 'token.invalid'])

    clock.set('2026-11-25T20:00:00+08:00')
    expect(await refusal(await as(mine.conversationId, mine.token))).toEqual([403, 'token.expired'])
  })

  it('refreshes a live token and not a dead one', async () => {
    const { url, clock } = await runServer()
    const opened = await openConversation(url)
    const refresh = (token: string) =>
      fetch(`${url}/directline/tokens/refresh`, { method: 'POST', headers: bearer(token) })
    clock.set('2026-11-25T19:59:59+08:00')
    const fresh = (await (await refresh(opened.token)).json()) as Opened
    clock.set('2026-11-25T20:00:01+08:00')
    expect(await refusal(await refresh(opened.token))).toEqual([403, 'token.expired'])
    expect((await read(url, { ...opened, token: fresh.token })).watermark).toBe('0')
  })

  it('slows down one conversation without slowing its neighbour, and lets it go on after the pause', async () => {
    const { url, clock } = await runServer({ pace: { conversation: { burst: 3, perMinute: 6 } } })
    const [busy, calm] = [await openConversation(url), await openConversation(url)]
    for (const id of ['1', '2', '3']) expect((await say(url, busy, '低保', id)).status).toBe(200)
    const over = await say(url, busy, '低保', '4')
    expect(over.headers.get('retry-after')).toBe('10')
    expect(await refusal(over)).toEqual([429, 'rate.tooMany'])
    expect((await say(url, calm, '低保', '1')).status).toBe(200)
    clock.set('2026-11-25T12:00:10+08:00')
    expect((await say(url, busy, '低保', '4')).status).toBe(200)
  })

  it('slows down one address that opens conversations without end', async () => {
    const { url } = await runServer({ pace: { address: { burst: 2, perMinute: 60 } } })
    await openConversation(url)
    await openConversation(url)
    const over = await fetch(`${url}/directline/conversations`, { method: 'POST' })
    expect(await refusal(over)).toEqual([429, 'rate.tooMany'])
  })
})

describe('the stream', () => {
  const sockets: WebSocket[] = []
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.terminate()
  })

  function listen(streamUrl: string) {
    const socket = new WebSocket(streamUrl)
    sockets.push(socket)
    const texts: string[] = []
    let wake = () => {}
    socket.on('message', (message) => {
      const set = JSON.parse(String(message)) as { activities: Shown[] }
      texts.push(...set.activities.map((activity) => activity.text.split('\n')[0] ?? ''))
      wake()
    })
    const until = async (count: number) => {
      while (texts.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return texts
    }
    return { until, opened: new Promise((resolve) => socket.once('open', resolve)) }
  }

  it('carries the echo and the reply at once, each once and in order', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    const stream = listen(opened.streamUrl)
    await stream.opened
    const began = Date.now()
    await say(url, opened, '低保怎么申请', 'a')
    await say(url, opened, '开始办理', 'b')
    const texts = await stream.until(4)
    expect(Date.now() - began).toBeLessThan(1_500) // sooner than the poll
    expect(texts[0]).toBe('低保怎么申请')
    expect(texts[2]).toBe('开始办理')
    expect(texts).toHaveLength(4)
  })

  it('begins after the watermark a client comes back with', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    await say(url, opened, '低保怎么申请', 'a')
    await say(url, opened, '开始办理', 'b')
    const stream = listen(opened.streamUrl.replace('watermark=-', 'watermark=2'))
    expect((await stream.until(2))[0]).toBe('开始办理')
  })

  it('shows an operator’s words as soon as the line is told', async () => {
    const { url, server, scripted } = await runServer()
    const opened = await openConversation(url)
    const stream = listen(opened.streamUrl)
    await stream.opened
    const at = '2026-11-25T04:00:00.000Z'
    scripted.add(opened.conversationId, { id: 'op-1', from: 'operator', text: '您好，我是工作人员', at })
    const reply = { kind: 'takeover', text: '您好，我是工作人员', citations: [], choices: [] } as const
    expect(await server.line.send(opened.conversationId, reply)).toBe('sent')
    expect(await stream.until(1)).toEqual(['您好，我是工作人员'])
  })

  it('finds what another process wrote, without being told', async () => {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    const stream = listen(opened.streamUrl)
    await stream.opened
    scripted.add(opened.conversationId, { id: 'op-1', from: 'operator', text: '来自另一台机器', at: '' })
    expect(await stream.until(1)).toEqual(['来自另一台机器'])
  })

  it('is refused without a token for this conversation, and elsewhere', async () => {
    const { url } = await runServer()
    const [mine, theirs] = [await openConversation(url), await openConversation(url)]
    const refused = (streamUrl: string) =>
      new Promise<number | undefined>((resolve) => {
        const socket = new WebSocket(streamUrl)
        sockets.push(socket)
        socket.on('error', () => {})
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      })
    expect(await refused(mine.streamUrl.replace(mine.conversationId, theirs.conversationId))).toBe(403)
    expect(await refused(mine.streamUrl.replace(/&t=.*/, ''))).toBe(403)
    expect(await refused(mine.streamUrl.replace('watermark=-', 'watermark=x'))).toBe(400)
    expect(await refused(`${url.replace('http', 'ws')}/elsewhere`)).toBe(404)
  })
})

describe('files', () => {
  function upload(
    url: string,
    opened: Opened,
    parts: { text?: string; files: readonly (readonly [string, Buffer])[] },
  ) {
    const form = new FormData()
    const activity = { type: 'message', text: parts.text ?? '', channelData: { clientActivityID: 'up' } }
    form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }))
    for (const [name, bytes] of parts.files) form.append('file', new File([new Uint8Array(bytes)], name))
    const path = `${url}/directline/conversations/${opened.conversationId}/upload?userId=${opened.userId}`
    return fetch(path, { method: 'POST', headers: bearer(opened.token), body: form })
  }

  it('keeps an image and a PDF, known by their bytes, and passes on references only', async () => {
    const { url, scripted, uploadsFolder, attachments } = await runServer()
    const opened = await openConversation(url)
    const files = [
      ['../户口簿.jpg', PNG],
      ['证明.exe', PDF],
    ] as const
    expect((await upload(url, opened, { text: '材料', files })).status).toBe(200)
    const message = scripted.received[0]
    expect(message?.text).toBe('材料')
    expect(message?.attachments.map(({ name, contentType, bytes }) => [name, contentType, bytes])).toEqual([
      ['户口簿.jpg', 'image/png', PNG.length],
      ['证明.exe', 'application/pdf', PDF.length],
    ])
    const [first] = message?.attachments ?? []
    expect(await attachments.read(first?.reference ?? '')).toEqual(PNG)
    const stored = readFileSync(join(uploadsFolder, first?.reference ?? ''))
    expect(stored.includes(PNG.subarray(1, 8))).toBe(false)
    expect(first?.sha256).toBe(createHash('sha256').update(PNG).digest('hex'))
  })

  it('keeps nothing when one of the files is neither', async () => {
    const { url, scripted, uploadsFolder } = await runServer()
    const opened = await openConversation(url)
    const html = Buffer.from('<html><script>alert(1)</script>')
    const response = await upload(url, opened, {
      files: [
        ['a.png', PNG],
        ['b.png', html],
      ],
    })
    expect(await refusal(response)).toEqual([415, 'upload.wrongType'])
    expect(scripted.received).toHaveLength(0)
    expect(() => readdirSync(uploadsFolder)).toThrow('ENOENT')
  })

  it.each([
    ['infected', [422, 'upload.infected']],
    ['unknown', [503, 'upload.notScanned']],
    ['busy', [503, 'upload.busy']],
  ] as const)('keeps nothing of a file the scanner calls %s, and says so', async (verdict, expected) => {
    const scan = async (bytes: Buffer) => (bytes.equals(PDF) ? verdict : ('clean' as const))
    const { url, scripted, uploadsFolder, log } = await runServer({ scan })
    const opened = await openConversation(url)
    const both = [
      ['a.png', PNG],
      ['李四 110101199003070417.pdf', PDF],
    ] as const
    expect(await refusal(await upload(url, opened, { files: both }))).toEqual(expected)
    expect(scripted.received).toHaveLength(0)
    expect(() => readdirSync(uploadsFolder)).toThrow('ENOENT')
    expect(log.lines.join()).toContain(expected[1])
    expect(log.lines.join()).not.toMatch(/李四|110101/)
    expect((await upload(url, opened, { files: [['a.png', PNG]] })).status).toBe(200)
  })

  it('covers a number of a person in the name of a file', async () => {
    const { url, scripted } = await runServer()
    const opened = await openConversation(url)
    await upload(url, opened, { files: [['110101199003070417正面.png', PNG]] })
    expect(scripted.received[0]?.attachments[0]?.name).toBe('110*************17正面.png')
  })

  it('refuses too much, too many, none, and what is no multipart body', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    const large = Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)])
    expect(await refusal(await upload(url, opened, { files: [['a.png', large]] }))).toEqual([413, 'body.tooLarge'])
    const six = Array.from({ length: 6 }, (_, index) => [`${index}.png`, PNG] as const)
    expect(await refusal(await upload(url, opened, { files: six }))).toEqual([413, 'upload.tooMany'])
    expect(await refusal(await upload(url, opened, { files: [] }))).toEqual([400, 'upload.missing'])
    const path = `${url}/directline/conversations/${opened.conversationId}/upload`
    const headers = { ...bearer(opened.token), 'content-type': 'multipart/form-data; boundary=x' }
    expect(await refusal(await fetch(path, { method: 'POST', headers, body: 'rubbish' }))).toEqual([
      400,
      'upload.invalid',
    ])
  })

  it('refuses a stranger before reading the file', async () => {
    const { url } = await runServer()
    const opened = await openConversation(url)
    const large = Buffer.alloc(11 * 1024 * 1024)
    const response = await upload(url, { ...opened, token: 'no.token' }, { files: [['a.png', large]] })
    expect(await refusal(response)).toEqual([403, 'token.invalid'])
  })
})
