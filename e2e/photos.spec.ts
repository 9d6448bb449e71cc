// Photos on their way, over a line that breaks.
import { randomBytes } from 'node:crypto'
import { dialog, expect, shot, test } from './desk'
import { street } from './ledger'

/** A JPEG by its first bytes, of so many megabytes. */
function photo(megabytes: number): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(megabytes * 1024 * 1024)])
}

test('a large photo goes on where the line broke, and what is no photo is refused in words', async ({ page, server }) => {
  await street(page, server)
  await page.goto(`${server.address}/registers/hydrant`)
  await page.getByRole('button', { name: '新增' }).first().click()
  await dialog(page).getByLabel('编号').fill('XHS-9')
  await page.keyboard.press('Enter')
  await page.keyboard.type('梅东')
  await page.keyboard.press('Enter')
  const files = dialog(page).locator('input[type=file]').first()
  const begins: number[] = []
  let isBroken = true
  await page.route('**/api/uploads/*', async route => {
    const request = route.request()
    if (request.method() !== 'PATCH') return route.continue()
    const at = Number(request.headers()['upload-offset'])
    begins.push(at)
    if (at > 1_000_000 && isBroken) {
      isBroken = false
      return route.abort('connectionreset')
    }
    return route.continue()
  })
  await files.setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: photo(3) })
  await expect(dialog(page).getByText(/正在上传 \d+%/)).toBeVisible()
  await shot(page, 'photos-1-coming')
  await expect(dialog(page).getByRole('link', { name: /附件 1/ })).toBeVisible({ timeout: 30_000 })
  expect(isBroken).toBe(false)
  expect(begins.filter(at => at === 0), 'the beginning went once').toHaveLength(1)

  await files.setInputFiles({ name: '假照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ this is a program') })
  await expect(page.getByText(/只收照片/)).toBeVisible()
  await files.setInputFiles({ name: '很大.jpg', mimeType: 'image/jpeg', buffer: photo(21) })
  await expect(page.getByText(/文件超过 20 MB/)).toBeVisible()
  await shot(page, 'photos-2-refused')
  await dialog(page).getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog(page)).toBeHidden()
  await page.getByRole('link', { name: 'XHS-9' }).first().click()
  const place = await page.locator('a.file').first().getAttribute('href')
  const kept = await page.request.get(`${server.address}${place}`)
  expect((await kept.body()).length).toBe(3 * 1024 * 1024 + 4)
})
