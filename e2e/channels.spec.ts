// Channels: a robot of a group chat is entered, tried, fails, and gets its message when it is back.
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, send, shot, test } from './desk'
import { robot } from './robot'
import { start } from './server'

test('a group is told, and told again when its robot is back', async ({ page }) => {
  const group = await robot()
  const server = await start({ SHOUZE_MESSAGE_HOSTS: JSON.stringify([group.host]) })
  await enter(page, server)
  await send(page, `${server.address}/api/units`, { parent: null, kind: 'street', name: '临海街道', valid_from: '2026-01-01' })
  await page.goto(`${server.address}/channels`)
  await expect(page.locator('.blank')).toContainText('还没有通道')
  await shot(page, 'channels-none')

  await page.getByRole('button', { name: '新建通道' }).click()
  await expectOneLanguage(page, 'zh', 'new channel')
  // whatever a channel may be told of is chosen at first
  for (const occasion of ['每日提醒', '催办督办', '升级']) await expect(dialog(page).getByLabel(occasion, { exact: true })).toBeChecked()
  await dialog(page).getByLabel('催办督办').uncheck()
  await dialog(page).getByLabel('名称').fill('安办工作群')
  await dialog(page).getByLabel('所属单位').click()
  await page.getByTitle('临海街道').click()
  await dialog(page).getByLabel('机器人地址').fill('https://10.0.0.1/send?key=1')
  await expectAccessible(page, 'new channel', '[role=dialog]')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await expect(dialog(page).getByText('这个地址不是所选通道的机器人')).toBeVisible()
  await shot(page, 'channels-refused')
  await dialog(page).getByLabel('机器人地址').fill(`http://${group.host}/send?key=1`)
  await dialog(page).getByRole('button', { name: '保存' }).click()
  const row = page.getByRole('row').filter({ hasText: '安办工作群' })
  await expect(row).toContainText('还没有发过')
  await expect(row).toContainText('每日提醒、升级')
  await expectNoOverflow(page)

  await row.getByRole('button', { name: '发测试消息' }).click()
  await expect(row).toContainText('已送达', { timeout: 30_000 })
  expect(group.heard).toHaveLength(1)
  expect(group.heard[0]).toContain('安办工作群')

  group.state.status = 500
  await row.getByRole('button', { name: '发测试消息' }).click()
  await expect(row).toContainText('HTTP 500', { timeout: 30_000 })
  await expect(row).toContainText('失败 1 次')
  await expectAccessible(page, 'channels')
  await shot(page, 'channels')

  group.state.status = 200
  await row.getByRole('button', { name: '发送记录' }).click()
  await dialog(page).getByRole('button', { name: '现在再发' }).click()
  await expect(dialog(page).getByRole('button', { name: '现在再发' })).toHaveCount(0, { timeout: 30_000 })
  await shot(page, 'channels-sent')
  expect(group.heard).toHaveLength(2)
  await server.stop()
  group.stop()
})
