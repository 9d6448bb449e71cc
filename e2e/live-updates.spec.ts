// A page that stays open shows what others write, without being loaded again.
import { enter, expect, hydrants, publish, readIn, send, test } from './desk'

test('an open page follows what is written, and asks from time to time when it is not told', async ({ page, server }) => {
  await enter(page, server)
  const notice = await readIn(page, server, hydrants)
  await publish(page, server, notice)
  const at = `${server.address}/api/registers/hydrant/records`
  const hydrant = async (number: string) => {
    const made = await send(page, at, { unit: '社区服务中心', fields: { number: [number], task: ['existing'] } })
    await send(page, `${at}/${made.id}/move`, { version: made.version, transition: 'accept', entered: { fields: { accepted_on: ['2026-02-01'] } } })
  }
  await hydrant('DH-1')
  const stream = page.waitForRequest('**/api/changes')
  await page.goto(`${server.address}/board?view=list`)
  await stream
  await expect(page.getByText('1/1')).toBeVisible()
  // told, it asks within a second; by itself it would in a minute
  await hydrant('DH-2')
  await expect(page.getByText('2/2')).toBeVisible({ timeout: 10_000 })

  await page.route('**/api/changes', route => route.fulfill({ status: 503, json: { status: 503, code: 'changes.too_many', message: '', message_en: '', params: {} } }))
  const refused = page.waitForResponse('**/api/changes')
  await page.reload()
  expect((await refused).status()).toBe(503)
  await expect(page.getByText('2/2')).toBeVisible()
  await hydrant('DH-3')
  await expect(page.getByText('3/3')).toBeVisible({ timeout: 30_000 })
})
