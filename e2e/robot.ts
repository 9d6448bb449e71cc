// The far end of a channel: what a group chat's robot would hear.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A robot that keeps what it hears and answers with a status. */
export async function robot() {
  const heard: string[] = []
  const state = { status: 200 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', piece => (body += piece))
    request.on('end', () => {
      if (state.status === 200) heard.push(body)
      response.writeHead(state.status, { 'content-type': 'application/json' }).end(JSON.stringify({ errcode: 0, errmsg: 'ok' }))
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { heard, state, host, stop: () => server.close() }
}
