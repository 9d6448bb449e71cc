// A register of a whole city: it scrolls, jumps, sorts and filters as one of a street does.
import type { Page } from '@playwright/test'
import { expect, expectNoOverflow, shot, test } from './desk'
import { choose, street } from './ledger'
import type { Server } from './server'

const MANY = 100_000
/** Elements of the page with a full screen of rows; a hundred thousand rows must not make it more. */
const MOST_ELEMENTS = 3000

const lamps = {
  code: 'lamp',
  name: { zh: '路灯', en: 'Street lamps' },
  group: 'sites',
  title: 'number',
  key: ['number'],
  field: [
    { code: 'number', name: { zh: '编号' }, kind: 'text', length: 20, required: true, search: true },
    { code: 'kind', name: { zh: '光源' }, kind: 'choice', options: [{ code: 'led', zh: '半导体' }, { code: 'sodium', zh: '钠灯' }] },
    { code: 'watts', name: { zh: '功率' }, kind: 'number', unit: '瓦' },
  ],
}

const number = (k: number) => `LD-${String(k).padStart(6, '0')}`

/** One in ten is a sodium lamp; the power of each is its own, in no order. */
const row = (k: number) => `岭山社区,${number(k)},${k % 10 ? '半导体' : '钠灯'},${(k * 7919) % 100_003}`

/** A register of so many lamps. */
async function lit(page: Page, server: Server) {
  const { post } = await street(page, server)
  await post('/registers', { base: 0, definition: lamps })
  // in by the way that a clerk's sheet takes
  const sheet = ['社区,编号,光源,功率', ...Array.from({ length: MANY }, (_, n) => row(n + 1))].join('\n')
  const answer = await page.request.post(`${server.address}/api/registers/lamp/imports?name=lamps.csv`, { data: Buffer.from(sheet), headers: { 'content-type': 'application/octet-stream' }, timeout: 60_000 })
  const checked: { id: string; new: number } = await answer.json()
  expect(checked.new).toBe(MANY)
  await post(`/imports/${checked.id}/run`, { only_good: false })
  const state = async () => (await (await page.request.get(`${server.address}/api/imports/${checked.id}`)).json()).state
  await expect.poll(state, { timeout: 150_000, intervals: [1000] }).toBe('done')
}

/** How many pages of records were asked for since the last look. */
function pages(page: Page) {
  let n = 0
  page.on('request', request => {
    if (request.url().includes('/registers/lamp/records?')) n += 1
  })
  return () => {
    const seen = n
    n = 0
    return seen
  }
}

test('@desk a hundred thousand records scroll, jump, sort and filter', async ({ page, server }) => {
  test.setTimeout(240_000)
  await lit(page, server)
  const asked = pages(page)
  const table = page.getByRole('region', { name: '记录' })
  /** The row at a place of the list, counted from one. */
  const at = (n: number) => page.locator(`tr[aria-rowindex="${n + 1}"]`)
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length)
  const scrollTo = (part: number) => table.evaluate((box, part) => box.scrollTo({ top: (box.scrollHeight - box.clientHeight) * part }), part)
  async function isBounded() {
    expect(await elements()).toBeLessThan(MOST_ELEMENTS)
  }

  await page.goto(`${server.address}/registers/lamp?sort=number`)
  await expect(page.getByTestId('count')).toHaveText('100,000 条')
  await expect(at(1)).toContainText(number(1))
  await isBounded()

  // on, a screen at a time: each brings its rows
  for (let screen = 1; screen <= 20; screen += 1) {
    const first = await table.evaluate(box => {
      box.scrollBy({ top: box.clientHeight })
      const row = box.querySelector('tbody tr[aria-rowindex]')
      return Math.ceil(box.scrollTop / (row?.clientHeight ?? 1)) + 1
    })
    await expect(at(first)).toContainText(number(first))
    await isBounded()
  }

  // to the end, and back to the start: no page on the way is asked for
  asked()
  await scrollTo(1)
  await expect(at(MANY)).toContainText(number(MANY))
  expect(asked()).toBeLessThan(4)
  await isBounded()
  await scrollTo(0.5)
  await expect(at(MANY / 2)).toContainText(number(MANY / 2))
  await isBounded()
  await scrollTo(0)
  await expect(at(1)).toContainText(number(1))

  // to a row, to what begins with something, to the last, without a mouse
  asked()
  const jump = async (label: RegExp, text: string) => {
    await table.focus()
    await page.keyboard.press('g')
    await page.getByLabel(label).fill(text)
    await page.keyboard.press('Enter')
  }
  await jump(/^行号/, '７７,７７７')
  await expect(at(77_777)).toContainText(number(77_777))
  await expect(at(77_777)).toHaveClass('sought')
  await shot(page, 'jumped')
  await jump(/^按“编号”/, 'ld-33300')
  await expect(at(33_300)).toContainText(number(33_300))
  await expect(at(33_300)).toHaveClass('sought')
  await jump(/^行号/, '100001')
  await expect(page.getByText('请填 1 至 100000 之间的整数')).toBeVisible()
  await shot(page, 'jump')
  await page.getByRole('button', { name: '最后一行' }).click()
  await expect(at(MANY)).toContainText(number(MANY))
  await isBounded()
  expect(asked()).toBeLessThan(10)
  await page.keyboard.press('g')
  await page.getByRole('button', { name: '第一行' }).click()
  await expect(at(1)).toContainText(number(1))

  // another order, both ways
  await page.getByRole('columnheader', { name: '功率' }).getByRole('button').first().click()
  const powers = Array.from({ length: MANY }, (_, n) => ({ k: n + 1, watts: ((n + 1) * 7919) % 100_003 })).sort((a, b) => a.watts - b.watts)
  await expect(at(1)).toContainText(number(powers[0]!.k))
  await page.getByRole('columnheader', { name: '功率' }).getByRole('button').first().click()
  await expect(at(1)).toContainText(number(powers.at(-1)!.k))
  await isBounded()

  // fewer, by a choice and by a search
  await choose(page, '光源', '钠灯')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('count')).toHaveText('10,000 条')
  const sodium = powers.filter(({ k }) => k % 10 === 0)
  await expect(at(1)).toContainText(number(sodium.at(-1)!.k))
  await scrollTo(1)
  await expect(at(10_000)).toContainText(number(sodium[0]!.k))
  await isBounded()
  await page.getByLabel('搜索').fill('LD-04999')
  await expect(page.getByTestId('count')).toHaveText('1 条')
  await expect(at(1)).toContainText(number(49_990))
})

test('@phone a hundred thousand cards scroll and jump', async ({ page, server }) => {
  test.setTimeout(240_000)
  await lit(page, server)
  const asked = pages(page)
  const at = (n: number) => page.locator(`li[aria-posinset="${n}"]`)
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length)
  /** How long the browser was kept from drawing, at most, while something was done. */
  const longest = async (work: () => Promise<unknown>) => {
    await page.evaluate(() => {
      Object.assign(window, { longTasks: [] })
      new PerformanceObserver(list => (window as unknown as { longTasks: number[] }).longTasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' })
    })
    await work()
    return page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks))
  }
  await page.goto(`${server.address}/registers/lamp?sort=number`)
  await expect(page.getByTestId('count')).toHaveText('100,000 条')
  await expect(at(1)).toContainText(number(1))
  await expectNoOverflow(page)
  await shot(page, 'many-cards')
  const few = await elements()
  // a card is as high as the list takes it to be: else the places below would be wrong
  const heights = await page.locator('li[aria-posinset]').evaluateAll(cards => [...new Set(cards.map(card => (card as HTMLElement).offsetHeight))])
  expect(heights).toHaveLength(1)
  const [height] = heights
  const stutter = await longest(async () => {
    for (let screen = 1; screen <= 20; screen += 1) {
      const first = await page.evaluate(height => {
        const box = document.querySelector('main')!
        box.scrollBy({ top: box.clientHeight })
        const above = box.getBoundingClientRect().top - document.querySelector('.record-cards')!.getBoundingClientRect().top
        return Math.ceil(above / height) + 1
      }, height!)
      await expect(at(first)).toContainText(number(first))
    }
  })
  expect(stutter).toBeLessThan(500)
  expect(await elements()).toBeLessThan(few + 300)
  asked()
  const jump = async () => page.getByRole('button', { name: '跳到', exact: true }).first().click()
  await jump()
  await page.getByRole('button', { name: '最后一行' }).click()
  await expect(at(MANY)).toContainText(number(MANY))
  await expect(at(MANY)).toBeInViewport()
  await page.evaluate(() => document.querySelector('main')!.scrollTo({ top: 0 }))
  await jump()
  await page.getByLabel(/^行号/).fill('54321')
  await shot(page, 'jump-phone')
  await page.keyboard.press('Enter')
  await expect(at(54_321)).toContainText(number(54_321))
  await expect(at(54_321)).toBeInViewport()
  expect(asked()).toBeLessThan(7)
  expect(await elements()).toBeLessThan(few + 300)
})
