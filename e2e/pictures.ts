// The pictures of the documentation, taken from the real UI with the sample notice: `npm run pictures`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dialog, enter, expect, publish, readIn, sample, send, test } from './desk'
import type { Page } from '@playwright/test'
import { street } from './ledger'
import { shrink } from './png'
import { robot } from './robot'
import { startDemo } from './server'

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))

async function take(page: Page, name: string) {
  await page.waitForLoadState('networkidle')
  // nothing is pointed at by chance
  await page.mouse.move(0, 0)
  const picture = shrink(await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}${name}.png`, picture)
  expect(picture.length, `${name}.png is small enough to be read online`).toBeLessThan(250_000)
}

interface Cell {
  target_id: string
  unit_id: string
  light: string
  plan: number | null
  denominator: number | null
}

test('pictures of the desk', { tag: '@desk' }, async ({ page, server }) => {
  await enter(page, server)
  await page.goto(`${server.address}/notices`)
  await page.getByRole('button', { name: '读入通知' }).click()
  await expect(dialog(page)).toBeVisible()
  await take(page, 'upload')

  await page.locator('input[type=file]').setInputFiles(sample)
  await expect(page.getByTestId('progress')).toBeVisible()
  const id = /notices\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? ''
  for (let n = 0; n < 6; n++) {
    await page.keyboard.press('a')
    await expect(page.getByTestId('progress')).toContainText(`已处理 ${n + 1} /`)
  }
  await take(page, 'review')
  await publish(page, server, id)

  await page.goto(`${server.address}/units`)
  await expect(page.getByText('教育办')).toBeVisible()
  await take(page, 'units')
  const { items } = await (await page.request.get(`${server.address}/api/units`)).json()
  const at = (name: string) => items.find((unit: { name: string }) => unit.name === name)?.id ?? items[0].id
  for (const [login, name, posts] of [
    ['chen', '陈志远', [{ role: 'clerk', unit: items[0].id }]],
    ['lin', '林秀英', [{ role: 'department-officer', unit: at('教育办'), sector: 'fire' }]],
    ['wang', '王建国', [{ role: 'leader', unit: items[0].id }, { role: 'auditor' }]],
    ['anquan', '吴安', [{ role: 'security-administrator' }]],
  ] as const)
    await send(page, `${server.address}/api/accounts`, { login, name, posts })
  for (let n = 0; n < 5; n++) await page.request.post(`${server.address}/api/session`, { data: { login: 'lin', password: 'wrong' } })
  await enter(page, server)
  await page.goto(`${server.address}/people`)
  await expect(page.getByText('锁定').first()).toBeVisible()
  await take(page, 'people')
  await page.goto(`${server.address}/notices/${id}/duties`)
  await page.getByText('全选能加入的').click()
  await page.getByRole('button', { name: /加入权责清单/ }).click()
  await expect(page.getByTestId('duties').getByText('已加入').first()).toBeVisible()
  await page.goto(`${server.address}/duties`)
  await expect(page.getByTestId('pushed')).toContainText('不在履职清单内')
  await take(page, 'duties')

  // an amendment in review, so that the list shows both states
  await page.request.post(`${server.address}/api/notices/${id}/amend`, { headers: { 'x-requested-with': 'shouze' } })
  await page.goto(`${server.address}/notices`)
  await expect(page.getByText('2 份')).toBeVisible()
  await take(page, 'notices')
})

test('pictures of a year of work', { tag: '@desk' }, async ({ page }) => {
  test.setTimeout(600_000)
  const group = await robot()
  const server = await startDemo(200, { SHOUZE_MESSAGE_HOSTS: JSON.stringify([group.host]) })
  try {
    await enter(page, server)
    await page.goto(server.address)
    await expect(page.getByText('要盯的目标')).toBeVisible()
    await take(page, 'home')

    const { items } = await (await page.request.get(`${server.address}/api/notices`)).json()
    await page.goto(`${server.address}/notices/${items[0].id}`)
    await page.locator('.mark', { hasText: '消火栓' }).first().click()
    await expect(page.getByTestId('target-facts')).toBeVisible()
    await take(page, 'live')

    await page.goto(`${server.address}/board`)
    await expect(page.getByTestId('shown')).toBeVisible()
    await take(page, 'board')

    // a rate that is partly reached, with its formula, its course and the records that are missing
    const { cells } = await (await page.request.get(`${server.address}/api/figures`)).json()
    const partly = cells.find((cell: Cell) => cell.light === 'yellow' && cell.plan && cell.denominator && cell.denominator > 20) ?? cells.find((cell: Cell) => cell.light === 'yellow') ?? cells[0]
    await page.goto(`${server.address}/notices/${items[0].id}/targets/${partly.target_id}/figures/${partly.unit_id}`)
    await expect(page.getByTestId('figure')).toBeVisible()
    await expect(page.getByTestId('why')).toBeVisible()
    await take(page, 'figure')

    await page.goto(`${server.address}/registers/hydrant`)
    await expect(page.getByTestId('count')).toBeVisible()
    await take(page, 'register')

    await page.goto(`${server.address}/hazards`)
    await expect(page.getByTestId('count')).toBeVisible()
    await take(page, 'hazards')

    await page.goto(`${server.address}/channels`)
    for (const name of ['滨江街道安办工作群', '各社区微型消防站群']) {
      await page.getByRole('button', { name: '新建通道' }).click()
      await dialog(page).getByLabel('名称').fill(name)
      await dialog(page).getByLabel('所属单位').click()
      await page.getByTitle('滨江街道').first().click()
      await dialog(page).getByLabel('机器人地址').fill(`http://${group.host}/send?key=1`)
      await dialog(page).getByRole('button', { name: '保存' }).click()
      const row = page.getByRole('row').filter({ hasText: name })
      await row.getByRole('button', { name: '发测试消息' }).click()
      await expect(row).toContainText('已送达', { timeout: 60_000 })
    }
    await expect(page.locator('.ant-message-notice')).toHaveCount(0, { timeout: 15_000 })
    await take(page, 'channels')
  } finally {
    await server.stop()
    group.stop()
  }
})

test('a picture of a paper before it is issued', { tag: '@desk' }, async ({ page, server }) => {
  const { post, units } = await street(page, server)
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
  const fields = { summary: ['疏散通道堆放纸箱'], spot: ['二号车间二楼楼梯间'], category: ['fire'], found_on: [day(-2)], due: [day(10)], rectifier: ['岭山制鞋厂'], measures: ['清理堆放的纸箱，恢复通道宽度，并落实专人每天检查。'] }
  const hazard = await post('/registers/hazard/records', { unit: units['岭山社区'], fields })
  await page.goto(`${server.address}/registers/hazard/${hazard.id}`)
  await page.getByRole('button', { name: '安全隐患告知书' }).click()
  await dialog(page).getByLabel('检查人员').fill('陈志远、林秀英')
  await dialog(page).getByRole('button', { name: '预览' }).click()
  await expect(dialog(page).getByRole('region', { name: '预览' })).toBeVisible()
  await take(page, 'papers')
})

test('a picture of the phone', { tag: '@phone' }, async ({ page, server }) => {
  await enter(page, server)
  const id = await readIn(page, server)
  await publish(page, server, id)
  await page.goto(`${server.address}/notices/${id}`)
  await page.locator('.mark', { hasText: '重点企业建档率100%' }).click()
  await expect(page.getByTestId('target-facts')).toBeVisible()
  await take(page, 'phone-live')
})
