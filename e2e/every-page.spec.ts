// What holds for every page: readable by a screen reader, in one language, no wider than the screen, calm when it fails.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, publish, readIn, shot, test } from './desk'

/** Every sort of mark, card and problem in a few lines: looking at colours takes long on a long page. */
const short = `临政安〔2026〕7号

临海街道办事处
关于下达2026年安全生产目标的通知

各社区：

现下达给你们。

临海街道办事处
2026年3月5日
一、综合目标
1．事故指标。力争死亡人数比上年下降10%以上，不发生较大火灾，按上级下达的数量完成消火栓建设任务。
2．教育办：（1）消防教育每学年不少于4课时。（2）督促学校落实制度，所有学校建立微型消防站。
抄送：市政府办。
`

test('every page is accessible, in one language, and no wider than the screen', async ({ page, server }) => {
  await enter(page, server)
  const draft = await readIn(page, server, short)
  const live = await readIn(page, server, short, '&again=true')
  await publish(page, server, live)
  const review = page.getByTestId('progress')
  const places: [string, string, () => Promise<void>][] = [
    ['home', '/', () => expect(page.locator('.tallies')).toBeVisible()],
    ['due', '/dues/school-drills', () => expect(page.locator('.page h1')).toBeVisible()],
    ['notices', '/notices', () => expect(page.locator('.sheet a').first()).toBeVisible()],
    ['review', `/notices/${draft}/review`, () => expect(review).toBeVisible()],
    ['live', `/notices/${live}`, () => expect(page.locator('.mark').first()).toBeVisible()],
    ['board', '/board', () => expect(page.getByTestId('shown')).toBeVisible()],
    ['list', '/board?view=list', () => expect(page.getByTestId('shown')).toBeVisible()],
    ['todo', '/todo', () => expect(page.locator('.blank')).toBeVisible()],
    ['hazards', '/hazards', () => expect(page.locator('.blank')).toBeVisible()],
    ['papers', '/papers', () => expect(page.locator('.blank')).toBeVisible()],
    ['reports', '/reports', () => expect(page.locator('.tabs-row')).toBeVisible()],
    ['closings', '/closings', () => expect(page.locator('.blank')).toBeVisible()],
    ['units', '/units', () => expect(page.locator('.sheet button').first()).toBeVisible()],
    ['start', '/start', () => expect(page.locator('.start-steps')).toBeVisible()],
    ['people', '/people', () => expect(page.locator('.sheet button').first()).toBeVisible()],
    ['channels', '/channels', () => expect(page.locator('.blank')).toBeVisible()],
    ['audit', '/audit', () => expect(page.locator('.sheet button').first()).toBeVisible()],
    ['me', '/me', () => expect(page.locator('.me')).toBeVisible()],
    ['nowhere', '/nowhere', () => expect(page.getByRole('alert')).toBeVisible()],
  ]
  for (const language of ['zh', 'en'] as const) {
    await page.addInitScript(language => localStorage.setItem('shouze.language', language), language)
    for (const [name, path, isReady] of places) {
      await page.goto(server.address + path)
      await isReady()
      await expectNoOverflow(page)
      await expectOneLanguage(page, language, name)
      if (language === 'zh') await expectAccessible(page, name)
      else await shot(page, `english-${name}`)
    }
  }
})

test('every dialog is accessible and in one language', async ({ page, server }) => {
  await enter(page, server)
  const draft = await readIn(page, server, short)
  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  const buttons: [string, string][] = [
    [`/notices/${draft}/review`, 'Edit'],
    [`/notices/${draft}/review`, 'Split'],
    [`/notices/${draft}/review`, 'Merge'],
    [`/notices/${draft}/review`, 'Drop'],
    [`/notices/${draft}/review`, 'Add a target'],
    [`/notices/${draft}/review`, 'Match units'],
    [`/notices/${draft}/review`, 'Publish'],
    ['/notices', 'Read in a notice'],
    ['/units', 'Add a unit'],
    ['/people', 'Add an account'],
  ]
  for (const [path, name] of buttons) {
    await page.goto(server.address + path)
    await page.getByRole('button', { name, exact: true }).first().click()
    await expect(dialog(page)).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expectOneLanguage(page, 'en', name)
    await expectAccessible(page, name, '[role=dialog]')
    await expectNoOverflow(page)
  }
})

test('a page that fails says what happened and what to do', async ({ page, server }) => {
  await page.goto(server.address)
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
  await expectAccessible(page, 'sign-in')
  await enter(page, server)
  await page.goto(`${server.address}/notices/01890000-0000-7000-8000-000000000000`)
  await expect(page.getByRole('alert')).toContainText('没有这一页')

  // a fault of the server is told with the number under which it was logged
  const fault = { status: 500, code: 'internal', message: '系统内部错误，已记录。', message_en: '', params: {} }
  await page.route('**/api/board', route => route.fulfill({ status: 500, json: fault, headers: { 'x-request-id': 'abc123' } }))
  await page.goto(`${server.address}/board`)
  await expect(page.getByRole('alert')).toContainText('请求编号 abc123')
  await shot(page, 'failed-500')
  await page.unroute('**/api/board')
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByRole('heading', { name: '还没有已发布的目标' })).toBeVisible()
})

test('what was typed stays when the server is gone, and when the session is over', async ({ page, server }) => {
  await enter(page, server)
  await page.goto(`${server.address}/units`)
  await page.getByRole('button', { name: '新增单位' }).click()
  await dialog(page).getByLabel('名称').fill('河东工作点')
  await page.request.delete(`${server.address}/api/session`)
  await dialog(page).getByRole('button', { name: '保存' }).click()
  const again = dialog(page).filter({ hasText: '登录已过期' })
  await shot(page, 'session-over')
  await again.getByLabel('用户名').fill('admin')
  await again.getByLabel('密码', { exact: true }).fill(server.password)
  await again.getByRole('button', { name: '登录' }).click()
  await expect(again).toBeHidden()
  await expect(dialog(page).getByLabel('名称')).toHaveValue('河东工作点')

  await server.halt()
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('连不上服务器')).toBeVisible()
  await expect(dialog(page).getByLabel('名称')).toHaveValue('河东工作点')
  await shot(page, 'failed-offline')
})
