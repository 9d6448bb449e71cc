// The cast and the stage: a server of its own for each test, and the short ways to where a story begins.
import { expect, test as base, type Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { start, type Server } from './server'

export const sample = fileURLToPath(new URL('../examples/notice.txt', import.meta.url))
const real = fileURLToPath(new URL('../../shared/notices/meiling-2020.txt', import.meta.url))
/** The notice of the main story: the one that NOTICE names, the real one where it is kept beside the repository, or the sample. */
export const paper = process.env.NOTICE ?? (existsSync(real) ? real : sample)

/** A notice with one demand, that hydrants are in order. */
export const hydrants = `临政安〔2026〕9号

临海街道办事处
关于下达2026年消防工作目标的通知

各单位：

现下达给你们。

临海街道办事处
2026年3月5日
一、部门目标
1．社区服务中心：市政消火栓完好率100%。
抄送：市政府办。
`

interface Stage {
  server: Server
  /** What the page complained of; a test fails when there is anything. */
  complaints: string[]
}

export const test = base.extend<Stage>({
  server: async ({}, use) => {
    const server = await start()
    await use(server)
    await server.stop()
  },
  // asks for the server, so that it is weighed before the server goes: a page that still fetches a piece then may complain
  complaints: [
    async ({ page, server: _ }, use) => {
      const complaints: string[] = []
      page.on('pageerror', error => complaints.push(String(error)))
      page.on('console', message => {
        // a refused request is the story of some tests; a broken policy or component never is
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
      })
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Signs in without the form. */
export async function enter(page: Page, server: Server) {
  const answer = await page.request.post(`${server.address}/api/session`, { data: { login: 'admin', password: server.password } })
  expect(answer.ok()).toBe(true)
}

/** Writes through the API; what is refused fails the test. */
export async function send(page: Page, address: string, data: unknown) {
  const answer = await page.request.post(address, { data })
  expect(answer.ok(), `${address}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true)
  return answer.status() === 204 ? null : answer.json()
}

/** Reads a notice in without the dialog; gives its id. */
export async function readIn(page: Page, server: Server, text: string | Buffer = readFileSync(sample), query = ''): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await page.request.post(`${server.address}/api/notices?name=notice.txt${query}`, { data: Buffer.from(text), headers })
  expect(answer.status()).toBe(201)
  return (await answer.json()).id
}

interface Detail {
  version: number
  year: number
  issuer: string | null
  target_list: { id: string; version: number; state: string }[]
}

/** Accepts all, matches all units, publishes. */
export async function publish(page: Page, server: Server, id: string) {
  const at = `${server.address}/api/notices/${id}`
  const notice: Detail = await (await page.request.get(at)).json()
  const open = notice.target_list.filter(target => target.state === 'proposed')
  await send(page, `${server.address}/api/targets/accept`, { targets: open.map(({ id, version }) => ({ id, version })) })
  const names: { text: string; guess_kind: string }[] = (await (await page.request.get(`${at}/units`)).json()).items
  const choices = names.map(name => ({ text: name.text, name: name.text, kind: name.guess_kind }))
  await send(page, `${at}/units`, { street: notice.issuer ?? '滨江街道', street_for_unnamed: true, choices })
  const { version }: Detail = await (await page.request.get(at)).json()
  await send(page, `${at}/publish`, { version, effect_from: `${notice.year}-01-01`, effect_to: `${notice.year}-12-31` })
}

/** A card of the review, by words of its subject. */
export const card = (page: Page, words: string) => page.locator('.card').filter({ hasText: words }).first()

export const dialog = (page: Page) => page.getByRole('dialog')

export const shot = (page: Page, name: string) => page.screenshot({ path: `shots/${test.info().project.name}-${name}.png` })

/** Goes to one of the places of the product; on a phone some are one touch further. */
export async function goTo(page: Page, name: string) {
  const places = page.getByRole('navigation', { name: /^(主导航|Main places)$/ })
  const link = places.getByRole('link', { name, exact: true })
  if (isPhone() && !(await link.isVisible())) await places.getByRole('button').click()
  await link.click()
}

export const isPhone = () => test.info().project.name === 'phone'

/** Nothing is wider than the screen. */
export async function expectNoOverflow(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
}
