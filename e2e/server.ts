// The real server on a database of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const binary = process.env.SHOUZE ?? fileURLToPath(new URL('../target/debug/shouze', import.meta.url))

export interface Server {
  address: string
  password: string
  /** Ends it in the middle of a story. */
  halt: () => Promise<void>
  /** Ends it and removes its database. */
  stop: () => Promise<void>
}

/** Starts one, with settings of its own; gives the address and the administrator's password as it prints them. */
export function start(settings: Record<string, string> = {}): Promise<Server> {
  return serve(mkdtempSync(join(tmpdir(), 'shouze-e2e-')), settings)
}

/** Starts one with the street of the demo and a year of its work. */
export function startDemo(sites: number, settings: Record<string, string> = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'shouze-e2e-'))
  const told = execFileSync(binary, ['demo', '--data', folder, '--sites', String(sites)], { encoding: 'utf8' })
  return serve(folder, settings, told)
}

function serve(folder: string, settings: Record<string, string>, told = ''): Promise<Server> {
  const child = spawn(binary, ['serve', '--data', folder, '--listen', settings.SHOUZE_LISTEN ?? '127.0.0.1:0'], { env: { ...process.env, ...settings } })
  let out = told
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`the server ended with ${code}: ${out}`)))
    child.stderr.on('data', chunk => (out += chunk))
    child.stdout.on('data', chunk => {
      out += chunk
      const password = /password: (\w+)/.exec(out)?.[1]
      const address = /listening: (\S+)/.exec(out)?.[1]
      if (!password || !address) return
      const halt = () => end(child)
      const stop = async () => {
        await end(child)
        rmSync(folder, { recursive: true, force: true })
      }
      resolve({ address, password, halt, stop })
    })
  })
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
