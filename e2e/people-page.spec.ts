// Accounts and posts as two administrators keep them: one makes the account, the other says what its owner is.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, hydrants, isPhone, publish, readIn, send, shot, test } from './desk'
import type { Server } from './server'

async function units(page: Page, server: Server) {
  await enter(page, server)
  await publish(page, server, await readIn(page, server, hydrants))
  const { items }: { items: { id: string; name: string; kind: string }[] } = await (await page.request.get(`${server.address}/api/units`)).json()
  return items
}

async function choose(page: Page, label: string, option: string) {
  const field = dialog(page).last().getByLabel(label, { exact: true })
  await field.click()
  // a long list draws what is in view alone
  await field.fill(option)
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
}

const row = (page: Page, name: string) => page.locator(isPhone() ? '.rows-phone > li' : 'tbody tr').filter({ hasText: name })

test('somebody is given an account with a post, a second post, and is kept out', async ({ page, server }) => {
  const [street] = await units(page, server)
  await page.goto(`${server.address}/people`)
  await expect(row(page, 'admin')).toHaveCount(1)
  await page.getByRole('button', { name: '新建账号' }).click()
  await dialog(page).getByLabel('姓名').fill('李四')
  await dialog(page).getByLabel('登录名').fill('Li.Si')
  await choose(page, '角色', '安办专干')
  await choose(page, '单位', street?.name ?? '')
  await shot(page, 'people-new')
  await expectAccessible(page, 'new account', '[role=dialog]')
  await dialog(page).getByRole('button', { name: '建账号' }).click()
  const password = await page.getByTestId('one-time').innerText()
  expect(password).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/)
  await shot(page, 'people-one-time')
  await expectNoOverflow(page)
  await page.getByRole('button', { name: '已记下' }).click()
  await expect(page.getByTestId('one-time')).toBeHidden()
  await expect(row(page, '李四')).toContainText('安办专干')
  await expect(row(page, '李四')).toContainText('从未登录')

  // a second post with a last day, and its end
  await row(page, '李四').getByRole('button', { name: '管理 李四' }).click()
  await page.getByRole('button', { name: '分配岗位' }).click()
  await choose(page, '角色', '审计人员')
  await dialog(page).last().getByRole('button', { name: '分配岗位' }).click()
  const posts = page.getByRole('list', { name: '岗位' })
  await expect(posts.getByRole('listitem')).toHaveCount(2)
  await shot(page, 'people-person')
  await expectNoOverflow(page)
  await posts.getByRole('listitem').filter({ hasText: '审计人员' }).getByRole('button', { name: '结束岗位' }).click()
  await dialog(page).last().getByRole('button', { name: '结束岗位' }).click()
  await expect(posts.getByRole('listitem').filter({ hasText: '审计人员' })).not.toContainText('至今')

  // out of use, and in use again
  await page.getByRole('button', { name: '停用', exact: true }).click()
  await page.locator('.ant-popover').getByRole('button', { name: '停用' }).click()
  await expect(page.getByRole('button', { name: '启用' })).toBeVisible()
  const refused = await page.request.post(`${server.address}/api/session`, { data: { login: 'li.si', password } })
  expect(refused.status()).toBe(403)
  await page.getByRole('button', { name: '启用' }).click()
  await expect(page.getByRole('button', { name: '停用', exact: true })).toBeVisible()
  await page.getByRole('button', { name: '重置密码' }).click()
  await page.locator('.ant-popover').getByRole('button', { name: '重置密码' }).click()
  await expect(page.getByTestId('one-time')).not.toHaveText(password)
})

test('accounts are narrowed by name, unit, role and state, and the address says by what', async ({ page, server }) => {
  const [street, office] = await units(page, server)
  const add = (login: string, name: string, posts: unknown[]) => send(page, `${server.address}/api/accounts`, { login, name, posts })
  await add('wang', '王五', [{ role: 'clerk', unit: street?.id }])
  await add('zhao', '赵六', [{ role: 'dispatcher', unit: office?.id }])
  for (let n = 0; n < 5; n++) await page.request.post(`${server.address}/api/session`, { data: { login: 'zhao', password: 'wrong' } })
  await enter(page, server)
  await page.goto(`${server.address}/people`)
  await expect(row(page, '赵六')).toContainText('锁定')
  await expectOneLanguage(page, 'zh', 'people')
  await expectAccessible(page, 'people')
  await expectNoOverflow(page)
  await shot(page, 'people')
  await page.getByLabel('姓名或登录名').fill('王')
  await page.getByLabel('姓名或登录名').press('Enter')
  await expect(row(page, '赵六')).toHaveCount(0)
  await expect(page).toHaveURL(/text=/)
  await page.goto(`${server.address}/people?role=dispatcher&state=locked`)
  await expect(row(page, '赵六')).toHaveCount(1)
  await expect(row(page, '王五')).toHaveCount(0)
  await row(page, '赵六').getByRole('button', { name: '管理 赵六' }).click()
  await page.getByRole('button', { name: '解锁' }).click()
  await expect(page.getByText('没有这样的账号')).toBeVisible()
  await shot(page, 'people-none')
})

test('who keeps accounts gives no posts, and who gives posts keeps no accounts', async ({ page, server }) => {
  await enter(page, server)
  const passwords = new Map<string, string>()
  for (const [login, role] of [['xitong', 'system-administrator'], ['anquan', 'security-administrator'], ['shenji', 'audit-administrator']] as const) {
    const made = await send(page, `${server.address}/api/accounts`, { login, name: login, posts: [{ role }] })
    passwords.set(login, made.password)
  }
  const own = '雨里亮着的灯塔在海边'
  const as = async (login: string) => {
    await page.context().clearCookies()
    const address = `${server.address}/api/session`
    const signed = await page.request.post(address, { data: { login, password: passwords.get(login) } })
    expect(signed.ok()).toBe(true)
    const data = { old: passwords.get(login), new: own + login }
    await page.request.put(`${address}/password`, { data })
    await page.goto(`${server.address}/people`)
  }
  await as('xitong')
  await page.getByRole('button', { name: '新建账号' }).click()
  await expect(dialog(page)).toContainText('岗位由安全管理员分配')
  await expect(dialog(page).getByLabel('角色')).toHaveCount(0)
  await dialog(page).getByLabel('姓名').fill('李四')
  await dialog(page).getByLabel('登录名').fill('li.si')
  await dialog(page).getByRole('button', { name: '建账号' }).click()
  await page.getByRole('button', { name: '已记下' }).click()
  await row(page, '李四').getByRole('button', { name: '管理 李四' }).click()
  await expect(page.getByRole('button', { name: '停用', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: '分配岗位' })).toHaveCount(0)

  await as('anquan')
  await expect(page.getByRole('button', { name: '新建账号' })).toHaveCount(0)
  await row(page, '李四').getByRole('button', { name: '管理 李四' }).click()
  await expect(page.getByRole('button', { name: '停用', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: '分配岗位' }).click()
  await choose(page, '角色', '系统管理员')
  await dialog(page).last().getByRole('button', { name: '分配岗位' }).click()
  await expect(page.getByRole('list', { name: '岗位' })).toContainText('系统管理员')
  await expect(dialog(page)).toHaveCount(1)
  // nobody is two of those that are kept apart
  await page.getByRole('button', { name: '分配岗位' }).click()
  await choose(page, '角色', '审计管理员')
  await dialog(page).last().getByRole('button', { name: '分配岗位' }).click()
  await expect(page.getByText('须由不同的人担任')).toBeVisible()
  await shot(page, 'people-kept-apart')

  await as('shenji')
  await expect(page.getByRole('alert')).toBeVisible()
  if (isPhone()) await page.getByRole('navigation').getByRole('button', { name: '更多' }).click()
  await expect(page.getByRole('navigation').getByRole('link', { name: '人员' })).toHaveCount(0)
  await shot(page, 'people-refused')
})
