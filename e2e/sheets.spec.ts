// A clerk's own sheet: mapped, checked, written, taken back; and the list out again.
import { dialog, enter, expect, shot, test } from './desk'

const SHEET = '滨江街道市政消火栓台账\n社区,编号,静压（MPa）,验收日期\n东湖社区,DH-1,0.25,2026.3.1\n东湖社区,DH-2,高,2026-03-02\n东湖社区,DH-3,0.3,2026年3月5日\n'

test('a sheet is checked, written without its wrong row, and taken back', async ({ page, server }) => {
  await enter(page, server)
  const unit = { parent: null, kind: 'community', name: '东湖社区', valid_from: '2020-01-01' }
  expect((await page.request.post(`${server.address}/api/units`, { data: unit })).ok()).toBe(true)
  await page.goto(`${server.address}/registers/hydrant`)
  await page.getByRole('button', { name: 'Excel' }).first().click()
  await page.getByRole('menuitem', { name: '导入', exact: true }).click()
  await page.locator('input[type=file]').setInputFiles({ name: '消火栓.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) })
  await expect(dialog(page)).toContainText('共 3 行：新增 2，修改 0，不变 0，有误 1。')
  await expect(dialog(page)).toContainText('不是数字')
  await shot(page, 'sheet-checked')
  await dialog(page).getByRole('button', { name: '只写入正确的 2 条' }).click()
  await expect(dialog(page)).toContainText('正确的行已写入。')
  await dialog(page).getByRole('button', { name: '完成' }).click()
  await expect(page.getByText('DH-3').first()).toBeVisible()

  const rows = await page.request.get(`${server.address}/api/registers/hydrant/export.xlsx?columns=number,unit`)
  expect(rows.headers()['content-type']).toContain('spreadsheetml')
  const imports = await (await page.request.get(`${server.address}/api/registers/hydrant/imports`)).json()
  const undone = await page.request.post(`${server.address}/api/undo`, { data: { request_id: imports.items[0].id } })
  expect((await undone.json()).undone).toBe(2)
})

test('a record is entered in a form and stands in the list', async ({ page, server }) => {
  await enter(page, server)
  const unit = { parent: null, kind: 'community', name: '东湖社区', valid_from: '2020-01-01' }
  expect((await page.request.post(`${server.address}/api/units`, { data: unit })).ok()).toBe(true)
  await page.goto(`${server.address}/registers/hydrant?form=new`)
  await dialog(page).getByLabel('编号').fill('DH-7')
  await dialog(page).getByLabel('属地单位').click()
  await page.getByTitle('东湖社区').first().click()
  await dialog(page).getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已新增 DH-7')).toBeVisible()
  await expect(page.getByText('DH-7').first()).toBeVisible()
  await shot(page, 'record-entered')
})
