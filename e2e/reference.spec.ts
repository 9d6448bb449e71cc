// The reference of the API: read from the server alone, under the policy of all pages.
import { enter, expect, shot, test } from './desk'

test('who writes a program reads the whole API without the internet', async ({ page, server }) => {
  await enter(page, server)
  await page.goto(`${server.address}/security`)
  await expect(page.getByRole('link', { name: '接口说明' })).toHaveAttribute('href', '/api/docs')

  const strangers: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(server.address) && !request.url().startsWith('data:')) strangers.push(request.url())
  })
  await page.addInitScript(() => {
    const broken: string[] = []
    Object.assign(window, { broken })
    document.addEventListener('securitypolicyviolation', event => broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
  })
  await page.goto(`${server.address}/api/docs`)
  await expect(page.getByRole('heading', { name: /Shouze 守责/ })).toBeVisible()
  const notices = page.locator('#operations-tag-notices')
  await notices.click()
  await page.locator('#operations-notices-list_notices').click()
  await expect(page.getByText('application/problem+json').first()).toBeVisible()
  await shot(page, 'reference')

  // reading is tried out in the name of who is signed in; writing is not offered
  await page.locator('#operations-notices-list_notices').getByRole('button', { name: 'Try it out' }).click()
  await page.getByRole('button', { name: 'Execute' }).click()
  await expect(page.locator('.live-responses-table .response-col_status').filter({ hasText: '200' })).toBeVisible()
  await page.locator('#operations-notices-list_notices .opblock-summary-control').click()
  await page.locator('#operations-notices-read_in').click()
  await expect(page.locator('#operations-notices-read_in').getByText('Responses').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try it out' })).toHaveCount(0)

  expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([])
  expect(strangers).toEqual([])
  expect((await page.request.get(`${server.address}/api/docs/index.html`)).status()).toBe(404)
})
