// What protects an account, in a real browser: the page's policy holds, and a second factor is asked for once it is set up.
import { request } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, publish, readIn, shot, test } from './desk'
import { codeAt } from './phone-code'
import { start } from './server'

const now = () => Date.now() / 1000

test('no page breaks its own policy, and a style of somebody else is not applied', async ({ page, server, complaints }) => {
  await enter(page, server)
  const id = await readIn(page, server)
  await publish(page, server, id)
  await page.addInitScript(() => {
    const broken: string[] = []
    Object.assign(window, { broken })
    document.addEventListener('securitypolicyviolation', event => broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
  })
  const broken = () => page.evaluate(() => (window as unknown as { broken: string[] }).broken)
  for (const path of ['/', '/notices', `/notices/${id}`, '/board', '/reports', '/closings', '/units', '/registers', '/registers/hydrant', '/hazard-table', '/me', '/security']) {
    await page.goto(server.address + path)
    await expect(page.locator('.page h1').first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(await broken(), path).toEqual([])
  }
  // a dialog locks the page behind it, by a style of its own
  await page.goto(`${server.address}/units`)
  await page.getByRole('button', { name: '新增单位' }).click()
  await expect(dialog(page)).toBeVisible()
  await expect(page.locator('body')).toHaveCSS('overflow-y', 'hidden')
  expect(await broken()).toEqual([])

  const applied = await page.evaluate(async () => {
    const box = document.createElement('div')
    box.innerHTML = '<style>body { outline-style: dotted }</style><img src="x" onerror="document.title = \'run\'"><iframe srcdoc="<p>x"></iframe>'
    document.body.append(box)
    await new Promise(resolve => setTimeout(resolve))
    return { outline: getComputedStyle(document.body).outlineStyle, title: document.title }
  })
  expect(applied.outline).toBe('none')
  expect(applied.title).not.toBe('run')
  await expect.poll(async () => (await broken()).map(text => text.split(' ')[0]).sort()).toEqual(['script-src-attr', 'style-src-elem'])
  // the browser tells of both, and of nothing else
  expect(complaints.splice(0).filter(text => !text.includes('Content Security Policy'))).toEqual([])
})

test('a second factor is set up, asked for, and passes once', async ({ page, server }) => {
  await enter(page, server)
  await page.goto(`${server.address}/security`)
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'security')
  await shot(page, 'security-off')
  await page.getByRole('button', { name: '设置第二因素' }).click()
  await dialog(page).getByLabel('当前密码').fill('wrong')
  await dialog(page).getByRole('button', { name: '下一步' }).click()
  await expect(dialog(page).getByText('原密码不对')).toBeVisible()
  await dialog(page).getByLabel('当前密码').fill(server.password)
  await dialog(page).getByRole('button', { name: '下一步' }).click()
  const secret = await dialog(page).getByTestId('secret').innerText()
  await expectAccessible(page, 'enrolment', '[role=dialog]')
  await shot(page, 'security-scan')
  // the last step, so that the present one is left for signing in
  await dialog(page).getByLabel('验证码').fill(codeAt(secret, now() - 30))
  await dialog(page).getByRole('button', { name: '启用' }).click()
  const codes = dialog(page).getByRole('list', { name: '恢复码' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  await shot(page, 'security-codes')
  const recovery = await codes.first().innerText()
  await dialog(page).getByRole('button', { name: '已收好' }).click()
  await expect(page.getByTestId('factor')).toContainText('还有 10 个恢复码未用')
  await shot(page, 'security-on')

  await page.request.delete(`${server.address}/api/session`)
  await page.goto(server.address)
  await page.getByLabel('用户名').fill('admin')
  await page.getByLabel('密码', { exact: true }).fill(server.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  const code = page.getByLabel('验证码或恢复码')
  await expect(code).toBeVisible()
  await shot(page, 'sign-in-code')
  // what a pointer rests on is paler
  await page.mouse.move(0, 0)
  await expectAccessible(page, 'sign-in code')
  await code.fill('000000')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('验证码不对或已用过')).toBeVisible()
  await code.fill(recovery)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.goto(`${server.address}/security`)
  await expect(page.getByTestId('factor')).toContainText('还有 9 个恢复码未用')

  await page.getByRole('button', { name: '停用' }).click()
  await dialog(page).getByLabel('当前密码').fill(server.password)
  await dialog(page).getByRole('button', { name: '停用' }).click()
  await expect(page.getByTestId('factor')).toContainText('未启用')
})

test('whose role must have a second factor sets one up before anything else', async ({ page }) => {
  const server = await start({ SHOUZE_SECOND_FACTOR_ROLES: '["administrator"]' })
  await enter(page, server)
  await page.goto(`${server.address}/units`)
  await expect(page.getByRole('heading', { name: '先设置第二因素' })).toBeVisible()
  expect((await page.request.get(`${server.address}/api/units`)).status()).toBe(403)
  await expectAccessible(page, 'first factor')
  await expectNoOverflow(page)
  await shot(page, 'first-factor')
  await page.getByLabel('当前密码').fill(server.password)
  await page.getByRole('button', { name: '下一步' }).click()
  const secret = await page.getByTestId('secret').innerText()
  await page.getByLabel('验证码').fill(codeAt(secret, now()))
  await page.getByRole('button', { name: '启用' }).click()
  await shot(page, 'first-factor-codes')
  await page.getByRole('button', { name: '已收好' }).click()
  await expect(page.getByRole('heading', { name: '单位', exact: true })).toBeVisible()
  await page.goto(`${server.address}/security`)
  await expect(page.getByText('您的角色必须使用')).toBeVisible()
  await expect(page.getByRole('button', { name: '停用' })).toBeHidden()
  await server.stop()
})

test('a token is given, used by a program, and revoked', async ({ page, server }) => {
  await enter(page, server)
  await page.goto(`${server.address}/security`)
  await page.getByRole('button', { name: '新建令牌' }).click()
  await dialog(page).getByLabel('名称').fill('大屏')
  await dialog(page).getByLabel('当前密码').fill(server.password)
  await expectAccessible(page, 'new token', '[role=dialog]')
  await shot(page, 'token-new')
  await dialog(page).getByRole('button', { name: '新建令牌' }).click()
  const token = await dialog(page).getByTestId('token').innerText()
  await shot(page, 'token-shown')
  await dialog(page).getByRole('button', { name: '已收好' }).click()

  const program = await request.newContext({ baseURL: server.address, extraHTTPHeaders: { authorization: `Bearer ${token}` } })
  expect((await program.get('/api/units')).status()).toBe(200)
  expect((await program.post('/api/units', { data: {} })).status()).toBe(403)
  await page.reload()
  const listed = page.getByRole('list', { name: '访问令牌' }).getByRole('listitem').filter({ hasText: '大屏' })
  await expect(listed).toContainText('只读')
  await expect(listed).toContainText('最近使用')
  await expectNoOverflow(page)
  await expectAccessible(page, 'security')
  await shot(page, 'security-tokens')
  await listed.getByRole('button', { name: '撤销' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '撤销' }).click()
  await expect(listed).toContainText('已于')
  expect((await program.get('/api/units')).status()).toBe(401)
  await program.dispose()
})
