/** Stands between the service and its database and can be cut: every connection ends, and new ones are refused. */

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

export interface SeveredLine {
  /** The database's own address, by way of this line. */
  readonly databaseUrl: string
  cut(): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

export async function severedLine(databaseUrl: string): Promise<SeveredLine> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => one.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  const listen = (port: number) => new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const through = new URL(databaseUrl)
  through.host = `127.0.0.1:${port}`
  const cut = async () => {
    if (!server.listening) return
    const closed = new Promise((done) => server.close(done))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { databaseUrl: through.href, cut, mend: () => listen(port), close: cut }
}
