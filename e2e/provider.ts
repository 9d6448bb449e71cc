// A real provider of identities (OpenID Connect), certified, on this machine. Whoever signs in there is who they say that they are.
import { createServer, type Server as Line } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { start, type Server } from './server'

/** The server of ours, and the provider that it knows. */
export interface Pair {
  server: Server
  issuer: string
  /** Ends the provider and leaves ours. */
  silence: () => Promise<void>
  stop: () => Promise<void>
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const line = createServer()
  await new Promise<void>(resolve => line.listen(0, '127.0.0.1', resolve))
  const { port } = line.address() as AddressInfo
  await new Promise(resolve => line.close(resolve))
  return port
}

/** Starts both. The claim `preferred_username` is what was typed at the provider; the subject is not. */
export async function startPair(settings: Record<string, string> = {}): Promise<Pair> {
  const [ours, theirs] = [await freePort(), await freePort()]
  const [address, issuer] = [`http://127.0.0.1:${ours}`, `http://127.0.0.1:${theirs}`]
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'shouze', client_secret: 'a secret of the test', redirect_uris: [`${address}/signed-in`] }],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    cookies: { keys: ['a key of the test'] },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id.split('/')[0] }) }),
  })
  const line = await new Promise<Line>(resolve => {
    const line = provider.listen(theirs, '127.0.0.1', () => resolve(line))
  })
  const silence = () =>
    new Promise<void>(resolve => {
      line.close(() => resolve())
      line.closeAllConnections()
    })
  const server = await start({
    SHOUZE_LISTEN: `127.0.0.1:${ours}`,
    SHOUZE_PUBLIC_ADDRESS: address,
    SHOUZE_SINGLE_SIGN_ON__ISSUER: issuer,
    SHOUZE_SINGLE_SIGN_ON__CLIENT_ID: 'shouze',
    SHOUZE_SINGLE_SIGN_ON__CLIENT_SECRET: 'a secret of the test',
    ...settings,
  })
  const stop = async () => {
    await server.stop()
    if (line.listening) await silence()
  }
  return { server, issuer, silence, stop }
}
