// What protects an account, in a real browser: the page's policy holds, and a second factor is asked for once it is set up.
import { createHmac } from 'node:crypto'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, publish, readIn, sample, shot, test } from './desk'

/** What the phone shows at a moment: RFC 6238, with steps of half a minute. */
function codeAt(secret: string, seconds: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/\s/g, '')].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

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
