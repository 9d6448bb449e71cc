// Duty lists: taken from a notice, and what is wrong with them when they are laid side by side.
import { expectAccessible, expectOneLanguage } from './checks'
import { enter, expect, expectNoOverflow, publish, readIn, send, shot, test } from './desk'

const paper = `临政安〔2026〕9号

临海街道办事处
关于下达2026年安全生产目标的通知

各部门：

现下达给你们。

临海街道办事处
2026年3月5日
一、部门目标
1．教育办：（1）督促学校落实消防制度。（2）消防教育每学年不少于4课时。
2．综治办：（1）配合教育办做好校园周边整治。（2）每季度开展1次联合检查。
`

test('duties of a notice join the lists of their units, and the lists are compared', async ({ page, server }) => {
  await enter(page, server)
  await page.goto(`${server.address}/duties`)
  await expect(page.getByText('还没有权责事项')).toBeVisible()
  await shot(page, 'duties-empty')

  const notice = await readIn(page, server, paper)
  await publish(page, server, notice)
  await page.goto(`${server.address}/notices/${notice}/duties`)
  const rows = page.getByTestId('duties').locator('tbody tr')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('配合')
  await shot(page, 'duties-found')
  await page.getByText('全选能加入的').click()
  await page.getByRole('button', { name: '加入权责清单（2）' }).click()
  await expect(rows.nth(0)).toContainText('已加入')
  await expect(page.getByText('全选能加入的')).toBeVisible()

  // a second office that leads what the first one leads
  const units: { items: { id: string; name: string }[] } = await (await page.request.get(`${server.address}/api/units`)).json()
  const office = units.items.find(unit => unit.name === '综治办')?.id ?? ''
  await send(page, `${server.address}/api/registers/duty-item/records`, {
    unit: office,
    fields: { name: ['督促学校落实消防制度'], department: [office], kind: ['duty'], role: ['recalled'] },
  })
  await page.goto(`${server.address}/duties`)
  await expect(page.getByTestId('overlaps')).toContainText('教育办、综治办')
  await expect(page.getByTestId('pushed')).toContainText('上级已收回')
  await expect(page.getByTestId('gaps')).toContainText('权责清单')
  await expectAccessible(page, 'duties')
  await expectNoOverflow(page)
  await shot(page, 'duties')
  await page.getByTestId('pushed').getByRole('link', { name: '督促学校落实消防制度' }).first().click()
  await expect(page).toHaveURL(/registers\/duty-item\//)

  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  for (const [name, path] of [
    ['duties', '/duties'],
    ['duties-found', `/notices/${notice}/duties`],
  ] as const) {
    await page.goto(server.address + path)
    await expect(page.locator('table').first()).toBeVisible()
    await expectOneLanguage(page, 'en', name)
    await expectNoOverflow(page)
    await shot(page, `english-${name}`)
  }
})

test('a comparison that fails says so and can be asked for again', async ({ page, server }) => {
  await enter(page, server)
  let isBroken = true
  await page.route('**/api/duty-findings*', route => (isBroken ? route.fulfill({ status: 500, body: '{}' }) : route.continue()))
  await page.goto(`${server.address}/duties`)
  await expect(page.getByRole('alert')).toBeVisible()
  await shot(page, 'duties-failing')
  isBroken = false
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByText('还没有权责事项')).toBeVisible()
})
