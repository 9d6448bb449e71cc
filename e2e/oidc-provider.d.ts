// What we use of the package, which has no types of its own.
declare module 'oidc-provider' {
  import type { Server } from 'node:http'
  export default class Provider {
    constructor(issuer: string, settings: unknown)
    listen(port: number, host: string, listening: () => void): Server
  }
}
