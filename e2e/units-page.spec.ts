// Units that change on a day: renamed, merged, and what became of them to read.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, isPhone, send, shot, test } from './desk'
import type { Server } from './server'

const row = (page: Page, name: string) => page.locator(isPhone() ? '.rows-phone > li' : 'tbody tr').filter({ hasText: name })

async function street(page: Page, server: Server) {
  await enter(page, server)
  const add = async (name: string, kind: string, parent: string | null) =>
    (await send(page, `${server.address}/api/units`, { name, kind, parent, valid_from: '2020-01-01' })).id as string
  const top = await add('滨江街道', 'street', null)
  const east = await add('东湖社区', 'community', top)
  const west = await add('西山社区', 'community', top)
  await add('东湖一网格', 'grid', east)
  await add('东湖二网格', 'grid', east)
  return { east, west }
}

async function choose(page: Page, label: string, option: string) {
  await dialog(page).getByLabel(label, { exact: true }).fill(option)
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
}

test('a community is renamed and merged, and its page says what became of it', async ({ page, server }) => {
  const { west } = await street(page, server)
  await page.goto(`${server.address}/units`)
  await row(page, '西山社区').getByRole('button', { name: '变动 西山社区' }).click()
  await dialog(page).getByLabel('新名称').fill('西岭社区')
  await dialog(page).getByLabel('依据').fill('临民〔2026〕3号')
  await expectAccessible(page, 'what becomes of a unit', '[role=dialog]')
  await shot(page, 'unit-rename')
  await dialog(page).getByRole('button', { name: '更名' }).click()
  await expect(row(page, '西岭社区')).toHaveCount(1)

  await row(page, '东湖社区').getByRole('button', { name: '变动 东湖社区' }).click()
  await dialog(page).getByText('撤并', { exact: true }).click()
  await choose(page, '并入哪个单位', '西岭社区')
  await shot(page, 'unit-merge')
  await expectNoOverflow(page)
  await dialog(page).getByRole('button', { name: '撤并' }).click()
  await expect(row(page, '东湖社区')).toHaveCount(0)
  await expect(row(page, '东湖一网格')).toHaveCount(1)

  await page.goto(`${server.address}/units/${west}`)
  const history = page.getByRole('region', { name: '沿革' })
  await expect(history).toContainText('原名 西山社区')
  await expect(history).toContainText('临民〔2026〕3号')
  await expect(history).toContainText('东湖社区')
  await expectOneLanguage(page, 'zh', 'history')
  await expectAccessible(page, 'history')
  await expectNoOverflow(page)
  await history.scrollIntoViewIfNeeded()
  await shot(page, 'unit-history')
  await page.evaluate(() => localStorage.setItem('shouze.language', 'en'))
  await page.reload()
  await expect(page.getByRole('region', { name: 'What became of it' })).toContainText('Rename')
  await expectOneLanguage(page, 'en', 'history')
  await shot(page, 'english-unit-history')
})

test('a change that is not yet so is refused, and what was typed stays', async ({ page, server }) => {
  const { east } = await street(page, server)
  await page.goto(`${server.address}/units`)
  await row(page, '东湖社区').getByRole('button', { name: '变动 东湖社区' }).click()
  await dialog(page).getByText('拆分', { exact: true }).click()
  await dialog(page).getByLabel('新单位的名称').fill('新湖社区')
  await choose(page, '划给新单位的下级', '东湖二网格')
  await dialog(page).getByText('新设一个同级单位').click()
  const later = new Date(Date.now() + 9 * 86_400_000).toLocaleDateString('sv')
  const reformed = await page.request.post(`${server.address}/api/units/${east}/changes`, { data: { version: 0, what: 'renamed', name: '东海社区', effect_on: later } })
  expect((await reformed.json()).code).toBe('unit.not_yet')
  await expect(dialog(page).getByLabel('新单位的名称')).toHaveValue('新湖社区')
  await shot(page, 'unit-split')
  await dialog(page).getByRole('button', { name: '拆分' }).click()
  await expect(row(page, '新湖社区')).toHaveCount(1)
})

test('a community has its code, and its page names the grids and who works in each', async ({ page, server }) => {
  const { east, west } = await street(page, server)
  const units: { id: string; name: string }[] = (await (await page.request.get(`${server.address}/api/units`)).json()).items
  const grid = units.find(unit => unit.name === '东湖一网格')!.id
  await page.goto(`${server.address}/units`)
  const edit = async (name: string, code: string) => {
    await row(page, name).getByRole('button', { name: `修改 ${name}` }).click()
    await dialog(page).getByLabel('区划代码').fill(code)
    await dialog(page).getByRole('button', { name: '保存' }).click()
  }
  await edit('东湖社区', '350599001000')
  await expect(page.getByText('区划代码不对')).toBeVisible()
  await dialog(page).getByLabel('区划代码').fill('350599001001')
  await shot(page, 'unit-code')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await expect(row(page, '东湖社区')).toContainText('350599001001')
  await edit('东湖一网格', '350599001001001')
  await expect(row(page, '东湖一网格')).toContainText('350599001001001')
  await expectNoOverflow(page)

  for (const [login, name, part_time] of [['zhang', '张三', false], ['li', '李四', true]] as const)
    await send(page, `${server.address}/api/accounts`, { login, name, posts: [{ role: 'grid-worker', unit: grid, part_time }] })
  await send(page, `${server.address}/api/registers/grid-member/records`, { unit: grid, fields: { name: ['张三'], kind: ['full-time'] } })
  await send(page, `${server.address}/api/registers/grid-member/records`, { unit: units.find(unit => unit.name === '东湖二网格')!.id, fields: { name: ['王五'], kind: ['full-time'] } })
  await page.goto(`${server.address}/units/${east}`)
  const grids = page.getByRole('region', { name: '网格与网格员' })
  const of = (name: string) => grids.locator('tbody tr').filter({ hasText: name })
  await expect(of('东湖一网格')).toContainText('350599001001001')
  await expect(of('东湖一网格')).toContainText('张三 专职')
  await expect(of('东湖一网格')).toContainText('李四 兼职')
  await expect(of('东湖二网格')).toContainText('王五 台账在岗，没有账号岗位')
  await expectOneLanguage(page, 'zh', 'grids')
  await expectAccessible(page, 'grids')
  await expectNoOverflow(page)
  await grids.scrollIntoViewIfNeeded()
  await shot(page, 'unit-grids')
  await of('东湖一网格').getByRole('link', { name: '张三' }).click()
  await expect(page).toHaveURL(/registers\/grid-member\//)

  await page.goto(`${server.address}/units/${west}`)
  await expect(page.getByRole('heading', { name: '西山社区' })).toBeVisible()
  await expect(page.getByRole('region', { name: '网格与网格员' })).toHaveCount(0)
  await page.evaluate(() => localStorage.setItem('shouze.language', 'en'))
  await page.goto(`${server.address}/units/${east}`)
  await expect(page.getByRole('region', { name: 'Grids and their workers' })).toContainText('full-time')
  await expectOneLanguage(page, 'en', 'grids')
})
