// Boundaries of units: read in from a file, shown, and asked for each place; and where a grid worker stands.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, expect, expectNoOverflow, isPhone, shot, test } from './desk'
import { choose, street, type Street } from './ledger'
import type { Server } from './server'

type Ring = [number, number][]

/** A square of 0.02 degrees, some two kilometres. */
const square = (east: number): Ring => [
  [east, 24.8],
  [east + 0.02, 24.8],
  [east + 0.02, 24.82],
  [east, 24.82],
  [east, 24.8],
]

const feature = (name: string, ...rings: Ring[]) => ({ type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: rings } })

const file = (...features: object[]) => ({
  name: '边界.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
})

const both = [feature('岭山社区', square(118.5)), feature('梅东社区', square(118.52))]

/** Two communities with their boundaries. */
async function bounded(page: Page, server: Server): Promise<Street> {
  const at = await street(page, server)
  const read = await page.request.post(`${server.address}/api/units/boundaries?write=true`, { data: file(...both).buffer, headers: { 'content-type': 'application/octet-stream' } })
  expect(read.ok(), await read.text()).toBe(true)
  return at
}

test('boundaries come from a file, its fault is named, and the page of a unit shows them', async ({ page, server }) => {
  const at = await street(page, server)
  await page.goto(`${server.address}/units`)
  await page.getByRole('button', { name: '读入边界' }).click()
  await expectOneLanguage(page, 'zh', 'before the file')
  await expectAccessible(page, 'before the file', '[role=dialog]')
  await shot(page, 'boundaries-1-choose')
  const open = square(118.5).slice(0, 4)
  await page.locator('input[type=file]').setInputFiles(file(both[1]!, feature('岭山社区', open)))
  await expect(dialog(page)).toContainText('第 2 个要素的第 1 个面、第 1 圈没有闭合')
  await shot(page, 'boundaries-2-fault')
  await page.locator('input[type=file]').setInputFiles(file(...both, feature('北山社区', square(118.6))))
  await expect(dialog(page)).toContainText('2 个单位有边界，1 个要素对不上单位。')
  await expect(dialog(page)).toContainText('没有这个名称或区划代码的单位')
  await expectOneLanguage(page, 'zh', 'checked')
  await expectAccessible(page, 'checked', '[role=dialog]')
  await expectNoOverflow(page)
  await shot(page, 'boundaries-3-checked')
  await dialog(page).getByRole('button', { name: '写入 2 个单位的边界' }).click()
  await expect(dialog(page)).toContainText('边界已写入，立即生效。')
  await shot(page, 'boundaries-4-done')
  await dialog(page).getByRole('button', { name: '完成' }).click()

  const hazard = { summary: ['线路老化'], spot: ['一楼'], category: ['fire'], found_on: ['2026-02-10'], place: ['118.513,24.812'] }
  await at.post('/registers/hazard/records', { unit: at.units.岭山社区, fields: hazard })
  await page.goto(`${server.address}/units/${at.units.滨江街道}`)
  const territory = page.getByRole('region', { name: '辖区' })
  await expect(territory.locator('path.below')).toHaveCount(2)
  await expect(territory).toContainText('红点是没有办结、填了坐标的隐患，1 处。')
  await expectAccessible(page, 'the territory')
  await expectOneLanguage(page, 'zh', 'the territory')
  await expectNoOverflow(page)
  await territory.scrollIntoViewIfNeeded()
  await shot(page, 'boundaries-5-street')
  await page.goto(`${server.address}/units/${at.units.岭山社区}`)
  await expect(territory.locator('path.own')).toHaveCount(1)
  await territory.scrollIntoViewIfNeeded()
  await shot(page, 'boundaries-6-community')
  await territory.getByRole('button', { name: '删除边界' }).click()
  await dialog(page).getByRole('button', { name: '删除边界' }).click()
  await expect(territory).toHaveCount(0)
})

test('a place outside is told at its field, and one takes where one stands', async ({ page, server, context }) => {
  await bounded(page, server)
  await page.goto(`${server.address}/registers/hydrant?form=new`)
  const place = dialog(page).getByLabel('坐标')
  await dialog(page).getByLabel('编号').fill('XHS-101')
  await choose(dialog(page), '属地单位', '岭山社区')
  await place.fill('118.57,24.81')
  await dialog(page).getByRole('button', { name: '保存', exact: true }).click()
  const entry = dialog(page).locator('[data-entry=place]')
  await expect(entry).toContainText('在岭山社区的辖区外约 5.0 公里。')
  await expect(place).toHaveValue('118.57,24.81')
  await expect(dialog(page).getByLabel('编号')).toHaveValue('XHS-101')
  await entry.scrollIntoViewIfNeeded()
  await shot(page, 'place-1-outside')
  await place.fill('24.81,118.51')
  await dialog(page).getByRole('button', { name: '保存', exact: true }).click()
  await expect(entry).toContainText('经度和纬度写反了，应为 118.51,24.81。')

  // a phone between houses, then under the open sky
  await context.grantPermissions(['geolocation'], { origin: server.address })
  await context.setGeolocation({ longitude: 118.511234, latitude: 24.812345, accuracy: 900 })
  await entry.getByRole('button', { name: '取当前位置' }).click()
  await expect(entry).toContainText('误差约 900 米。请到空旷处再取一次')
  await context.setGeolocation({ longitude: 118.511234, latitude: 24.812345, accuracy: 12 })
  await entry.getByRole('button', { name: '取当前位置' }).click()
  await expect(entry).toContainText('已取当前位置，误差约 12 米。')
  await expect(place).toHaveValue('118.51123,24.81235')
  await expectAccessible(page, 'the form', '[role=dialog]')
  await expectNoOverflow(page)
  if (isPhone()) expect((await entry.getByRole('button', { name: '取当前位置' }).boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await entry.scrollIntoViewIfNeeded()
  await shot(page, 'place-2-here')
  await dialog(page).getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog(page)).toBeHidden()
})

test('a browser that gives no position says what to do', async ({ page, server, context }) => {
  await bounded(page, server)
  await context.clearPermissions()
  await page.goto(`${server.address}/registers/hydrant?form=new`)
  const entry = dialog(page).locator('[data-entry=place]')
  await entry.getByRole('button', { name: '取当前位置' }).click()
  await expect(entry).toContainText('请在这个网站的权限里允许“位置”')
  await entry.scrollIntoViewIfNeeded()
  await shot(page, 'place-3-refused')
})
