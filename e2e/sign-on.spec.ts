// Signing in by a real provider of identities: the way there and back, who is let in, and what is said to who is not.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, send, shot, test } from './desk'
import { codeAt } from './phone-code'
import { startPair, type Pair } from './provider'

let pair: Pair
test.beforeEach(async () => {
  pair = await startPair()
})
test.afterEach(() => pair.stop())

const button = (page: Page) => page.getByRole('button', { name: '统一身份认证登录' })

/** Types a name at the provider, and lets it tell us. */
async function atProvider(page: Page, name: string) {
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('who the provider knows signs in and lands where they wanted to go', async ({ page }) => {
  const { server } = pair
  await page.goto(`${server.address}/units`)
  await expect(button(page)).toBeVisible()
  await expectOneLanguage(page, 'zh', 'sign-in with a provider')
  await expectAccessible(page, 'sign-in with a provider')
  await expectNoOverflow(page)
  await shot(page, 'sign-on-button')
  await button(page).click()
  await atProvider(page, 'admin')
  await expect(page.getByRole('heading', { name: '单位', exact: true })).toBeVisible()
  expect(page.url()).toBe(`${server.address}/units`)

  // the session is one of those that the person sees and ends; what was done stands in the trail
  const answer = await page.request.get(`${server.address}/api/sessions`)
  expect((await answer.json()).items).toHaveLength(1)
  const trail = await (await page.request.get(`${server.address}/api/audit?action=account.link`)).json()
  expect(trail.items).toHaveLength(1)
  await page.goto(`${server.address}/me`)
  await page.getByRole('main').getByRole('button', { name: '退出登录' }).click()
  await expect(button(page)).toBeVisible()
})

test('an identity without an account is told what to do, and no account is made', async ({ page }) => {
  const { server } = pair
  await page.goto(server.address)
  await button(page).click()
  await atProvider(page, 'wang.wu')
  await expect(page.getByText('本系统里没有您的账号')).toBeVisible()
  await expectOneLanguage(page, 'zh', 'unknown person')
  await expectAccessible(page, 'unknown person')
  await expectNoOverflow(page)
  await shot(page, 'sign-on-unknown')
  await page.getByRole('link', { name: '回到登录页' }).click()
  await expect(button(page)).toBeVisible()
  await enter(page, server)
  const accounts = await (await page.request.get(`${server.address}/api/accounts`)).json()
  expect(accounts.items.map((account: { login: string }) => account.login)).toEqual(['admin'])
  const refused = await (await page.request.get(`${server.address}/api/audit?action=session.refuse`)).json()
  expect(refused.items).toHaveLength(1)
})

test('a name that was given to another identity opens nothing, until the link is taken away', async ({ page, browser }) => {
  const { server } = pair
  await page.goto(server.address)
  await button(page).click()
  await atProvider(page, 'admin')
  await expect(page.getByRole('navigation')).toBeVisible()
  // the same name, and another subject
  const other = await browser.newPage()
  await other.goto(server.address)
  await button(other).click()
  await atProvider(other, 'admin/2')
  await expect(other.getByText('已关联另一个身份')).toBeVisible()
  await other.close()
})

test('a provider that is down is said to be, and a password still opens', async ({ page }) => {
  const { server } = pair
  await pair.silence()
  await page.goto(server.address)
  await button(page).click()
  await expect(page.getByText('统一身份认证没有应答')).toBeVisible()
  await expectOneLanguage(page, 'zh', 'provider down')
  await shot(page, 'sign-on-down')
  await page.getByLabel('用户名').fill('admin')
  await page.getByLabel('密码', { exact: true }).fill(server.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation')).toBeVisible()
})

test('who gives up at the provider comes back to the way in', async ({ page }) => {
  await page.goto(`${pair.server.address}/signed-in?error=access_denied&state=x`)
  await expect(page.getByText('没有完成登录')).toBeVisible()
  await page.getByRole('button', { name: 'English' }).or(page.getByRole('link', { name: '回到登录页' })).first().click()
  await expect(button(page)).toBeVisible()
})

test('a second factor of ours is asked for after the provider', async ({ page }) => {
  const { server } = pair
  await enter(page, server)
  await page.goto(`${server.address}/security`)
  await page.getByRole('button', { name: '设置第二因素' }).click()
  await dialog(page).getByLabel('当前密码').fill(server.password)
  await dialog(page).getByRole('button', { name: '下一步' }).click()
  const secret = await dialog(page).getByTestId('secret').innerText()
  await dialog(page).getByLabel('验证码').fill(codeAt(secret, Date.now() / 1000 - 30))
  await dialog(page).getByRole('button', { name: '启用' }).click()
  await dialog(page).getByRole('button', { name: '已收好' }).click()
  await page.request.delete(`${server.address}/api/session`)

  await page.goto(server.address)
  await button(page).click()
  await atProvider(page, 'admin')
  await expect(page.getByRole('heading', { name: '再输入一次验证码' })).toBeVisible()
  // nothing opens before it, the password and the factor itself least of all
  expect((await page.request.get(`${server.address}/api/units`)).status()).toBe(403)
  expect((await page.request.put(`${server.address}/api/session/password`, { data: { old: 'a', new: 'b' } })).status()).toBe(403)
  expect((await page.request.post(`${server.address}/api/session/second-factor`, { data: { password: 'a' } })).status()).toBe(403)
  await expectAccessible(page, 'code after the provider')
  await expectNoOverflow(page)
  await shot(page, 'sign-on-code')
  await page.getByLabel('验证码或恢复码').fill('000000')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('验证码不对或已用过')).toBeVisible()
  await page.getByLabel('验证码或恢复码').fill(codeAt(secret, Date.now() / 1000))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation')).toBeVisible()
})

test('an answer that is forged, of another browser or brought twice opens nothing', async ({ page, browser }) => {
  const { server } = pair
  const way = `${server.address}/api/session/single-sign-on`
  // what comes back stays in the address: the page of ours does not get to send it
  await page.route('**/single-sign-on/finish', route => route.abort())

  /** Goes there and back, and gives what was brought. */
  async function bring() {
    const { address } = await (await page.request.post(way, { headers: { 'x-requested-with': 'shouze' } })).json()
    await page.goto(address)
    if (await page.locator('input[name=login]').isVisible()) await atProvider(page, 'admin')
    await page.waitForURL('**/signed-in?*')
    const brought = new URL(page.url()).searchParams
    return { state: brought.get('state') ?? '', code: brought.get('code') ?? '' }
  }
  const cookie = async () => (await page.context().cookies()).find(cookie => cookie.name === 'shouze_sign_on')
  async function finish(data: { state: string; code: string }) {
    const answer = await page.request.post(`${way}/finish`, { data })
    return `${answer.status()} ${(await answer.json()).code ?? ''}`.trim()
  }

  const first = await bring()
  expect(await finish({ ...first, state: 'forged' })).toBe('401 sign_on.not_begun')
  const elsewhere = await browser.newContext()
  const stolen = await elsewhere.request.post(`${way}/finish`, { data: first })
  expect((await stolen.json()).code).toBe('sign_on.not_begun')
  await elsewhere.close()
  // a token of another attempt has another nonce
  const kept = await cookie()
  const [at, state, , verifier] = (kept?.value ?? '').split('.')
  await page.context().addCookies([{ ...kept!, value: [at, state, 'another', verifier].join('.') }])
  expect(await finish(first)).toBe('401 sign_on.not_begun')
  // and so has one with another verifier, which the provider itself refuses
  const second = await bring()
  const again = await cookie()
  const parts = (again?.value ?? '').split('.')
  await page.context().addCookies([{ ...again!, value: [...parts.slice(0, 3), 'x'.repeat(43)].join('.') }])
  expect(await finish(second)).toBe('401 sign_on.code_used')

  const third = await bring()
  const whole = await cookie()
  expect(await finish(third)).toBe('200')
  expect(await cookie()).toBeUndefined()
  await page.context().addCookies([whole!])
  expect(await finish(third)).toBe('401 sign_on.code_used')
  expect(await finish({ state: third.state, code: 'made-up' })).toBe('401 sign_on.code_used')
  // each of the six stands in the trail, with why
  const trail = await (await page.request.get(`${server.address}/api/audit?action=session.refuse`)).json()
  expect(trail.items).toHaveLength(6)
})

test('an account that is out of use is said to be, and the trail keeps who came', async ({ page }) => {
  const { server } = pair
  await enter(page, server)
  const { id } = await send(page, `${server.address}/api/accounts`, { login: 'li.si', name: '李四', posts: [] })
  expect((await page.request.post(`${server.address}/api/accounts/${id}/disable`, { headers: { 'x-requested-with': 'shouze' } })).status()).toBe(204)
  await page.context().clearCookies()
  await page.goto(server.address)
  await button(page).click()
  await atProvider(page, 'li.si')
  await expect(page.getByText('账号已停用')).toBeVisible()
  await expectOneLanguage(page, 'zh', 'disabled account')
  await expectNoOverflow(page)
  await shot(page, 'sign-on-disabled')
  await enter(page, server)
  const trail = await (await page.request.get(`${server.address}/api/audit?action=session.refuse`)).json()
  expect(trail.items).toHaveLength(1)
})

for (const [words, ahead] of [['ahead', true], ['behind', false]] as const)
  test(`a provider whose clock is ${words} is said to be, and opens nothing`, async ({ page }) => {
    const { server } = pair
    const real = Date.now
    // the provider runs in this process, and the server and the browser do not
    const shift = (hours: number) => (Date.now = () => real() + hours * 3_600_000)
    try {
      if (ahead) shift(1)
      // a token of an hour that was given two hours ago is over; what the browser keeps was made by a clock that was right
      else await page.route('**/single-sign-on/finish', route => (shift(-2), route.continue()))
      await page.goto(server.address)
      await button(page).click()
      await atProvider(page, 'admin')
      await expect(page.getByText('统一身份认证的时间与本系统不一致')).toBeVisible()
      await expectOneLanguage(page, 'zh', 'clocks apart')
      await shot(page, `sign-on-clock-${words}`)
    } finally {
      Date.now = real
    }
    expect((await page.request.get(`${server.address}/api/units`)).status()).toBe(401)
  })
