// 我的待办: what waits for whom, worked out of the records; handing on, urging, supervising and their answers.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, send, shot, test } from './desk'
import { street, type Street } from './ledger'
import type { Server } from './server'

const chosen = '雨里亮着的灯塔在海边'
const day = (from: number) => new Date(Date.now() + from * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

/** Somebody with a post and a password of their own. */
async function somebody(page: Page, server: Server, login: string, name: string, posts: unknown[]): Promise<string> {
  await enter(page, server)
  const { id, password } = await send(page, `${server.address}/api/accounts`, { login, name, posts })
  await page.context().clearCookies()
  await page.request.post(`${server.address}/api/session`, { data: { login, password } })
  const changed = await page.request.put(`${server.address}/api/session/password`, { data: { old: password, new: chosen } })
  expect(changed.ok()).toBe(true)
  await enter(page, server)
  return id
}

async function become(page: Page, server: Server, login: string) {
  await page.context().clearCookies()
  const answer = await page.request.post(`${server.address}/api/session`, { data: { login, password: chosen } })
  expect(answer.ok()).toBe(true)
}

async function hazard({ post, units }: Street, summary: string, due: string, fields: Record<string, string[]> = {}) {
  const given = { summary: [summary], spot: ['一楼'], category: ['fire'], found_on: [day(-30)], due: [due], rectifier: ['物业公司'], ...fields }
  return post('/registers/hazard/records', { unit: units['岭山社区'], fields: given })
}

test('what waits stands first on the home page, is urged once a day, and is answered', async ({ page, server }) => {
  const place = await street(page, server)
  await hazard(place, '灭火器过期', day(2))
  await hazard(place, '楼道堆放杂物', day(-4))
  await somebody(page, server, 'she.qu', '社区书记', [{ role: 'community-head', unit: place.units['岭山社区'] }])
  await somebody(page, server, 'wang.ge', '网格员小王', [{ role: 'grid-worker', unit: place.units['岭山社区'] }])

  await page.goto(server.address)
  const mine = page.getByRole('region', { name: '我的待办' })
  await expect(mine.getByTestId('todo').getByRole('listitem').first()).toContainText('楼道堆放杂物')
  await expect(mine).toContainText('超期 1')
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'home')
  await expectAccessible(page, 'home with to-do')
  await shot(page, 'todo-home')

  // urged once a day; who is to act is named
  await mine.getByRole('link', { name: '楼道堆放杂物' }).click()
  const press = page.getByRole('region', { name: '交办与催办' })
  await expect(press).toContainText('等待整改')
  await expect(press).toContainText('社区书记')
  await press.getByRole('button', { name: '催办' }).click()
  await dialog(page).getByLabel('内容').fill('明天市里来检查')
  await shot(page, 'todo-urge')
  await dialog(page).getByRole('button', { name: '催办' }).click()
  await expect(page.getByText('已发给 1 人')).toBeVisible()
  await expect(press.getByRole('button', { name: '催办' })).toBeDisabled()
  await press.getByRole('button', { name: '督办' }).click()
  await dialog(page).getByLabel('内容').fill('三日内清除并反馈')
  await dialog(page).getByRole('button', { name: '督办' }).click()
  await expect(press).toContainText('号')
  await expectNoOverflow(page)
  await expectAccessible(page, 'press')
  await shot(page, 'todo-press')

  // the urged one sees it, signs, answers the supervision, and hands the work on
  await become(page, server, 'she.qu')
  await page.goto(`${server.address}/todo`)
  const list = page.getByTestId('todo')
  const first = list.getByRole('listitem').first()
  await expect(first).toContainText('明天市里来检查')
  await first.getByRole('button', { name: '签收' }).first().click()
  await expect(first).toContainText('已签收')
  await first.getByRole('button', { name: '反馈' }).click()
  await dialog(page).getByLabel('办理情况').fill('已安排清理')
  await dialog(page).getByRole('button', { name: '反馈' }).click()
  await expect(first).not.toContainText('三日内清除并反馈')
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'todo')
  await expectAccessible(page, 'todo')
  await shot(page, 'todo-page')
  await page.getByRole('button', { name: '超期 1' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await page.getByRole('link', { name: '楼道堆放杂物' }).click()
  await press.getByRole('button', { name: '转办' }).click()
  await dialog(page).getByLabel('发给').click()
  await page.locator('.ant-select-dropdown:visible').getByText('网格员小王').click()
  await dialog(page).getByLabel('内容').fill('请去现场处理')
  await dialog(page).getByRole('button', { name: '转办' }).click()
  await expect(page.getByText('已发给 1 人')).toBeVisible()
  await page.goto(`${server.address}/todo`)
  await expect(list).not.toContainText('楼道堆放杂物')
  await page.goto(`${server.address}/todo?of=started`)
  await expect(list).toContainText('请去现场处理')
  await shot(page, 'todo-started')

  // the grid worker has it now, and gives it back
  await become(page, server, 'wang.ge')
  await page.goto(`${server.address}/todo`)
  await expect(list.getByRole('listitem').first()).toContainText('转办')
  await list.getByRole('button', { name: '退回' }).click()
  await dialog(page).getByLabel('退回理由').fill('正在休假')
  await dialog(page).getByRole('button', { name: '退回' }).click()
  await expect(page.getByRole('heading', { name: '没有要办的事。' })).toBeVisible()
  await shot(page, 'todo-none')
  await become(page, server, 'she.qu')
  await page.goto(`${server.address}/todo`)
  await expect(list).toContainText('楼道堆放杂物')

  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  for (const of of ['todo', 'done', 'started', 'copies']) {
    await page.goto(`${server.address}/todo?of=${of}`)
    await expect(page.locator('.todo-page .sheet').first()).toBeVisible()
    await expectOneLanguage(page, 'en', of)
    await expectNoOverflow(page)
    await shot(page, `todo-english-${of}`)
  }
})

test('a to-do that does not come says so on the home page, which stays', async ({ page, server }) => {
  const place = await street(page, server)
  await hazard(place, '灭火器过期', day(2))
  await page.route('**/api/todo', route => route.fulfill({ status: 500, json: { status: 500, code: 'internal', message: '服务器出错' } }))
  await page.goto(server.address)
  const mine = page.getByRole('region', { name: '我的待办' })
  await expect(mine.getByRole('alert')).toBeVisible()
  await shot(page, 'todo-failed')
  await page.unroute('**/api/todo')
  await mine.getByRole('button', { name: '重试' }).click()
  await expect(mine).toContainText('灭火器过期')
})
