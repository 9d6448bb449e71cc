// The main job in a real browser against the real server: upload, review, units, publish, live page, board.
import { expect, test, type Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { start, type Server } from './server'

const real = fileURLToPath(new URL('../../shared/notices/meiling-2020.txt', import.meta.url))
const sample = fileURLToPath(new URL('../examples/notice.txt', import.meta.url))
const paper = existsSync(real) ? real : sample

let server: Server
test.beforeEach(async () => {
  server = await start()
})
test.afterEach(async () => {
  await server.stop()
})

async function signIn(page: Page) {
  await page.goto(server.address)
  await page.getByLabel('用户名').fill('admin')
  await page.getByLabel('密码', { exact: true }).fill(server.password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { name: '通知', exact: true })).toBeVisible()
}

const shot = (page: Page, name: string) => page.screenshot({ path: `shots/${test.info().project.name}-${name}.png` })

test('a notice goes from upload to the live page and the board', async ({ page, isMobile }) => {
  const failures: string[] = []
  page.on('pageerror', error => failures.push(String(error)))
  await page.goto(server.address)
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
  await shot(page, '1-sign-in')
  await signIn(page)
  await expect(page.getByText('还没有通知')).toBeVisible()
  await shot(page, '2-empty')

  await page.getByRole('button', { name: '读入通知' }).click()
  await page.locator('input[type=file]').setInputFiles(paper)
  await expect(page.getByRole('heading', { name: '审核目标' })).toBeVisible()
  const progress = page.getByTestId('progress')
  await expect(progress).toContainText('已处理 0 /')
  const total = Number(/\/ (\d+)/.exec((await progress.textContent()) ?? '')?.[1])
  expect(total).toBeGreaterThan(50)
  await shot(page, '3-review')

  // one by one with the keys a clerk uses, the rest at once
  if (!isMobile) {
    await page.keyboard.press('a')
    await expect(progress).toContainText(`已处理 1 / ${total}`)
    await page.keyboard.press('d')
    await page.getByLabel('不采用的理由').fill('与上级指标重复')
    await page.getByRole('dialog').getByRole('button', { name: '不采用' }).click()
    await expect(progress).toContainText(`已处理 2 / ${total}`)
  }
  await page.getByRole('button', { name: /确认其余/ }).click()
  await expect(progress).toContainText(`已处理 ${total} / ${total}`)

  // a target without a unit holds publication back, and the server says so
  await page.getByRole('button', { name: '匹配单位', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: '正文中的名称' })).toBeVisible()
  await page.getByRole('checkbox', { name: /未写明责任单位/ }).uncheck()
  await shot(page, '4-units')
  await page.getByRole('dialog').getByRole('button', { name: '全部匹配' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await shot(page, '5-publish')
  await page.getByRole('dialog').getByRole('button', { name: '发布' }).click()
  await expect(page.getByText(/没有责任单位/)).toBeVisible()
  await shot(page, '6-refused')
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()

  // targets that name nobody are the street's own
  await page.getByRole('button', { name: '匹配单位', exact: true }).click()
  await expect(page.getByRole('checkbox', { name: /未写明责任单位/ })).toBeChecked()
  await page.getByRole('dialog').getByRole('button', { name: '全部匹配' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '发布' }).click()
  await expect(page).toHaveURL(/\/notices\/[0-9a-f-]+$/)
  await expect(page.locator('.paper .number')).toContainText('号')
  await page.locator('.mark').nth(10).click()
  await expect(page.getByTestId('target-facts')).toContainText('尚无数据')
  await expect(page).toHaveURL(/target=/)
  await shot(page, '7-live')

  await page.getByRole('link', { name: '目标', exact: true }).click()
  await expect(page.getByTestId('shown')).toContainText('/')
  await shot(page, '8-board')
  await page.getByRole('link', { name: '单位', exact: true }).click()
  await expect(page.getByRole('heading', { name: '单位', exact: true })).toBeVisible()
  await shot(page, '9-units')

  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('link', { name: 'Targets' }).click()
  await expect(page.getByTestId('shown')).toContainText('of')
  await shot(page, '10-board-english')
  expect(failures).toEqual([])
})

test('the same file is noticed, and a file that is no text is refused in words', async ({ page }) => {
  await signIn(page)
  await page.getByRole('button', { name: '读入通知' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from([80, 75, 3, 4, 0, 0]) })
  await expect(page.getByText(/文件不是文本/)).toBeVisible()
  await page.getByLabel('在此粘贴通知正文').fill('一、安办：整改率达95%以上。')
  await page.getByRole('dialog').getByRole('button', { name: '读入', exact: true }).click()
  await expect(page.getByRole('heading', { name: '审核目标' })).toBeVisible()
  await page.getByRole('link', { name: '通知' }).first().click()
  await page.getByRole('button', { name: '读入通知' }).click()
  await page.getByLabel('在此粘贴通知正文').fill('一、安办：整改率达95%以上。')
  await page.getByRole('dialog').getByRole('button', { name: '读入', exact: true }).click()
  await expect(page.getByText(/已经读入过/)).toBeVisible()
  await shot(page, '11-known')
  await page.getByRole('button', { name: '打开已读入的' }).click()
  await expect(page.getByRole('heading', { name: '审核目标' })).toBeVisible()
})
