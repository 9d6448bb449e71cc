// Personal data of accounts: a copy for its person, and its end once somebody is no longer here.
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, shot, test } from './desk'

test('a person takes a copy of what is held about them', async ({ page, server }) => {
  await enter(page, server)
  await page.goto(`${server.address}/me`)
  await expect(page.getByRole('heading', { name: '我的个人信息' })).toBeVisible()
  await expectOneLanguage(page, 'zh', 'me')
  await expectNoOverflow(page)
  await shot(page, 'me-personal')
  const arriving = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出 Excel' }).click()
  expect((await arriving).suggestedFilename()).toContain('个人信息')
})

test('what is held about somebody who left is erased, and their name stays', async ({ page, server }) => {
  await enter(page, server)
  const made = await page.request.post(`${server.address}/api/accounts`, { data: { login: 'wang.wu', name: '王五', posts: [] } })
  const { id } = await made.json()
  await page.request.post(`${server.address}/api/accounts/${id}/disable`, { data: {} })
  await page.goto(`${server.address}/people`)
  await page.getByRole('button', { name: '管理 王五' }).click()
  await page.getByRole('button', { name: '清除个人信息' }).click()
  await expect(dialog(page).last().getByText('依法留存')).toBeVisible()
  await expectAccessible(page, 'erasing', '[role=dialog]')
  await shot(page, 'erasing')
  await page.getByLabel('原因').fill('已调离')
  await page.locator('.ant-modal-footer').getByRole('button', { name: '清除个人信息' }).click()
  await expect(page.getByText('个人信息已于')).toBeVisible()
  await expect(page.getByRole('button', { name: '启用' })).toHaveCount(0)
  await expectNoOverflow(page)
  await shot(page, 'erased')
})
