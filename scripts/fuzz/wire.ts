/** One request on one connection of its own, byte by byte; what came back, as far as it was read. */
import { connect } from 'node:net'
import type { FuzzRequest } from './requests'

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  /** The connection was closed without a word, or by the sender itself. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'silent' }

const PATIENCE_MS = 20_000
const HANG_UP_MS = 20
const MOST_READ = 64 * 1024

export function exchange(url: string, { bytes, hangsUp }: FuzzRequest): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes)
      if (hangsUp) setTimeout(() => socket.destroy(), HANG_UP_MS)
    })
    const late = setTimeout(() => {
      resolve(readAnswer(received, 'silent'))
      socket.destroy()
    }, PATIENCE_MS)
    socket.on('data', (chunk) => {
      if (received.length < MOST_READ) received += chunk.toString('latin1')
      // A stream that was opened stays open: it has answered.
      if (/^HTTP\/1\.1 101/.test(received)) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(late)
      resolve(readAnswer(received, 'closed'))
    })
  })
}

function readAnswer(received: string, otherwise: 'closed' | 'silent'): Answer {
  // After `100 Continue` comes the answer itself.
  const text = received.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '')
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
  return status ? { kind: 'answered', status: Number(status), text } : { kind: otherwise }
}
