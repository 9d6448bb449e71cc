// Accounts and units as the people of a street meet them.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { enter, expect, expectNoOverflow, isPhone, send, shot, test } from './desk'
import type { Server } from './server'

const chosen = '雨里亮着的灯塔在海边'

/** Somebody new, with the password that was made for them. */
async function somebody(page: Page, server: Server): Promise<string> {
  await enter(page, server)
  const { password } = await send(page, `${server.address}/api/accounts`, { login: 'li.si', name: '李四', posts: [] })
  await page.context().clearCookies()
  return password
}

async function signIn(page: Page, login: string, password: string) {
  await page.getByLabel('用户名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

test('who has a one-time password takes another first, and then goes where they wanted', async ({ page, server }) => {
  const password = await somebody(page, server)
  await page.goto(`${server.address}/me`)
  await signIn(page, 'li.si', password)
  await expect(page.getByRole('heading', { name: '先换一个密码' })).toBeVisible()
  await expectNoOverflow(page)
  await expectAccessible(page, 'first password')
  await page.getByLabel('一次性密码').fill(password)
  const fresh = page.getByLabel('新密码', { exact: true })
  await fresh.fill('li.si2026')
  await expect(page.getByRole('status')).toContainText('10 至 128 个字符')
  await fresh.fill('1234567890')
  await expect(page.getByRole('status')).toContainText('容易被猜到')
  await shot(page, 'first-password')
  await fresh.fill(chosen)
  await expect(page.getByRole('status')).toContainText('可以用')
  await page.getByLabel('再输一遍新密码').fill('别的')
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByText('两次输入的不一样')).toBeVisible()
  await page.getByLabel('再输一遍新密码').fill(chosen)
  await page.getByLabel('一次性密码').fill('不是这个')
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByText('原密码不对')).toBeVisible()
  await page.getByLabel('一次性密码').fill(password)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByRole('heading', { name: '我的', exact: true })).toBeVisible()
})

test('somebody sees where they are signed in and ends it', async ({ page, server, browser }) => {
  await enter(page, server)
  const elsewhere = await browser.newContext()
  await elsewhere.request.post(`${server.address}/api/session`, { data: { login: 'admin', password: server.password } })
  await page.goto(`${server.address}/me`)
  const sessions = page.locator('.session-list li')
  await expect(sessions.filter({ hasText: '本机' })).toHaveCount(1)
  const other = sessions.filter({ hasNotText: '本机' })
  await expect(other).not.toHaveCount(0)
  await expectNoOverflow(page)
  await expectAccessible(page, 'me')
  await expectOneLanguage(page, 'zh', 'me')
  await shot(page, 'me')
  while ((await other.count()) > 0) {
    const count = await other.count()
    await other.first().getByRole('button', { name: '结束' }).click()
    await page.locator('.ant-popover').getByRole('button', { name: '结束' }).click()
    await expect(other).toHaveCount(count - 1)
  }
  expect((await elsewhere.request.get(`${server.address}/api/session`)).status()).toBe(401)
  expect((await page.request.get(`${server.address}/api/session`)).status()).toBe(200)
  await elsewhere.close()
  if (!isPhone()) await expect(page.getByRole('link', { name: '管理员' })).toBeVisible()
})
