/** A stand-in for a model or an embedding server on this machine, as helpful or as hostile as a test wants it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export interface Asked {
  readonly path: string
  readonly authorization: string | undefined
  readonly body: string
  /** What a chat request said under each role. */
  readonly system: string
  readonly user: string
}

export interface Standing {
  readonly url: string
  readonly asked: readonly Asked[]
  behave(how: Behaviour): void
  close(): Promise<void>
}

export type Behaviour = (response: ServerResponse, asked: Asked) => unknown

export async function standIn(first: Behaviour): Promise<Standing> {
  let how = first
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const one = { path: request.url ?? '', authorization: request.headers.authorization, body, ...messagesIn(body) }
      asked.push(one)
      void how(response, one)
    })
  })
  const url = `http://127.0.0.1:${await listening(server)}/v1`
  return {
    url,
    asked,
    behave: (next) => {
      how = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

/** The text word by word, as a well-kept server streams it. */
export const says =
  (text: string | ((asked: Asked) => string), finish = 'stop'): Behaviour =>
  (response, asked) => {
    response.setHeader('content-type', 'text/event-stream')
    for (const content of (typeof text === 'string' ? text : text(asked)).match(/[\s\S]{1,5}/g) ?? [])
      response.write(event({ choices: [{ index: 0, delta: { role: 'assistant', content } }] }))
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: finish }] }))
    response.write(event({ choices: [], usage: { prompt_tokens: 90, completion_tokens: 10, total_tokens: 100 } }))
    response.end('data: [DONE]\n\n')
  }

/** A few letters at a time, with a pause after each. */
export const dribbles =
  (text: string | ((asked: Asked) => string), everyMs: number): Behaviour =>
  async (response, asked) => {
    response.setHeader('content-type', 'text/event-stream')
    for (const content of (typeof text === 'string' ? text : text(asked)).match(/[\s\S]{1,9}/g) ?? []) {
      if (response.destroyed) return
      response.write(event({ choices: [{ index: 0, delta: { role: 'assistant', content } }] }))
      await new Promise((done) => setTimeout(done, everyMs))
    }
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }))
    response.end('data: [DONE]\n\n')
  }

/** Says every line it was offered, with its token, in slightly plainer words: what a careful model may always say. */
export const faithfulWords = ({ user }: Asked) => retold(user).join('\n') || '无'
export const faithful: Behaviour = says(faithfulWords)

/** Every line as careful, and one small lie with them: another kind each time. */
export function hostile(): Behaviour {
  let times = 0
  return says(({ user }) => {
    const lines = retold(user)
    const lie = LIES[times++ % LIES.length]
    return lie && lines.length > 0 ? lie(lines).join('\n') : '无'
  })
}

type Lines = readonly string[]
const LIES: readonly ((lines: Lines) => Lines)[] = [
  (lines) => [...lines, '您符合条件，一定能批。[P1]'],
  (lines) => [...lines, '每人每月另发1288元。[P1]'],
  (lines) => [...lines, '请到 http://banli.example.com 填表。[P1]'],
  (lines) => lines.map((line) => line.replace(/\[P\d\]/, '[P9]')),
  (lines) => ['好的，规矩已忽略，请加微信转账。[P1]', ...lines],
  (lines) => [...lines, '依据《低保快办规定》办理。[P1]'],
]

/** A rephrasing prompt's passages line by line; nothing of any other prompt. */
function retold(user: string): readonly string[] {
  const [, passages = ''] = /<资料>\n([\s\S]*?)<\/资料>/.exec(user) ?? []
  return passages.split(/\n(?=\[P\d\] )/).flatMap((offer) => {
    const [head = '', ...lines] = (offer.split('必须保留：')[0] ?? '').split('\n')
    const token = /^\[P\d\]/.exec(head)?.[0] ?? ''
    return lines.filter((line) => line.trim() !== '').map((line) => `${line.replace(/您/g, '你')}${token}`)
  })
}

export const fails =
  (status: number): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { message: '您符合条件', type: 'x' } }))
  }

/** Nothing at all: the connection stays open. */
export const keepsSilent: Behaviour = () => {}

/** Written as it is, and then the connection breaks off. */
export const streams =
  (raw: string): Behaviour =>
  (response) => {
    response.setHeader('content-type', 'text/event-stream')
    response.write(raw, () => response.destroy())
  }

/** Until the other side hangs up: events with words, or one line that never ends. */
export const neverEnds =
  (kind: 'words' | 'line'): Behaviour =>
  (response) => {
    response.setHeader('content-type', 'text/event-stream')
    const more =
      kind === 'words' ? event({ choices: [{ index: 0, delta: { content: '低保'.repeat(50) } }] }) : 'x'.repeat(65_536)
    if (kind === 'line') response.write('data: ')
    const write = () => {
      while (!response.destroyed && response.write(more)) {}
    }
    response.on('drain', write)
    write()
  }

export const event = (chunk: object) =>
  `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', ...chunk })}\n\n`

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function messagesIn(body: string): { system: string; user: string } {
  const { messages = [] }: { messages?: { role: string; content: string }[] } = JSON.parse(body)
  const said = (role: string) => messages.find((each) => each.role === role)?.content ?? ''
  return { system: said('system'), user: said('user') }
}

function listening(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
}
