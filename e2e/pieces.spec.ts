// The UI comes in pieces: little at first, a calm page while a piece is on its way, and a way on when it does not come.
import { enter, expect, expectNoOverflow, goTo, shot, test } from './desk'

/** What a visitor waits for at first, in bytes as they go over the line. */
const MOST_AT_FIRST = 400_000

test('the first page asks for little', async ({ page, server }) => {
  await enter(page, server)
  const sizes: Promise<number>[] = []
  page.on('requestfinished', request => {
    if (request.url().includes('/assets/')) sizes.push(request.sizes().then(sizes => sizes.responseBodySize))
  })
  await page.goto(server.address)
  await expect(page.getByRole('heading', { name: '首页', exact: true })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const whole = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  test.info().annotations.push({ type: 'bytes at first', description: String(whole) })
  expect(whole).toBeGreaterThan(100_000)
  expect(whole).toBeLessThan(MOST_AT_FIRST)
})

test('a page on its way holds its place, and one that does not come says what to do', async ({ page, server, complaints }) => {
  await enter(page, server)
  await page.goto(`${server.address}/registers`)
  const ways = page.getByRole('navigation')
  await expect(page.getByRole('heading', { name: '台账', exact: true })).toBeVisible()

  let arrive = () => {}
  const held = new Promise<void>(resolve => (arrive = resolve))
  await page.route('**/assets/UnitsPage-*.js', async route => {
    await held
    await route.continue()
  })
  await goTo(page, '单位')
  await expect(page.getByRole('status')).toBeVisible()
  await expect(ways).toBeVisible()
  arrive()
  await expect(page.getByRole('heading', { name: '单位', exact: true })).toBeVisible()

  await page.route('**/assets/BoardPage-*.js', route => route.abort())
  await goTo(page, '目标')
  await expect(page.getByRole('alert')).toContainText('这一页没有取到')
  await expect(page.getByRole('alert')).toContainText('刷新页面')
  await expectNoOverflow(page)
  await shot(page, 'piece-missing')
  // the other places still open
  await goTo(page, '台账')
  await expect(page.getByRole('heading', { name: '台账', exact: true })).toBeVisible()
  await goTo(page, '目标')
  await page.unroute('**/assets/BoardPage-*.js')
  await page.getByRole('button', { name: '刷新页面' }).click()
  await expect(page.getByRole('heading', { name: '还没有已发布的目标' })).toBeVisible()
  // the browser reports the piece that did not come, and nothing else
  expect(complaints.filter(words => !words.includes('a piece of the page did not come'))).toEqual([])
  complaints.length = 0
})

test('a piece of another version is not answered with a page', async ({ page, server }) => {
  const answer = await page.request.get(`${server.address}/assets/UnitsPage-00000000.js`)
  expect(answer.status()).toBe(404)
})
