// The scoreboard: a heat map that is a table, sorted, walked by keys, along a sector, and as a workbook.
import { expectAccessible, expectOneLanguage } from './checks'
import { street } from './ledger'
import { enter, expect, expectNoOverflow, publish, readIn, send, shot, test } from './desk'

const paper = `临政安〔2026〕9号

临海街道办事处
关于下达2026年消防工作目标的通知

各单位：

现下达给你们。

临海街道办事处
2026年3月5日
一、部门目标
1．社区服务中心：市政消火栓完好率100%。
2．城建办：补建3个市政消火栓。
抄送：市政府办。
`

test('the scoreboard shows sign, colour and figure, and leads along a sector to its records', async ({ page, server }) => {
  await enter(page, server)
  await publish(page, server, await readIn(page, server, paper))
  const at = `${server.address}/api/registers/hydrant/records`
  for (const [number, task] of [['DH-1', 'existing'], ['DH-2', 'existing'], ['DH-3', 'rebuild']]) {
    const made = await send(page, at, { unit: '社区服务中心', fields: { number: [number], task: [task] } })
    const accepted = await send(page, `${at}/${made.id}/move`, { version: made.version, transition: 'accept', entered: { fields: { accepted_on: ['2026-02-01'] } } })
    if (number === 'DH-2') await send(page, `${at}/${made.id}/move`, { version: accepted.version, transition: 'report-fault', entered: { fields: { fault: ['leak'] } } })
  }

  await page.goto(`${server.address}/sectors/fire`)
  const row = page.getByTestId('sector').getByRole('row', { name: /完好率/ })
  await expect(row).toContainText('66.66% 2/3')
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'sector')
  await expectAccessible(page, 'sector')
  await shot(page, 'sector')
  await row.getByRole('link', { name: /社区服务中心/ }).click()
  await expect(page).toHaveURL(/sector=fire/)
  await expect(page.getByText('只统计行业领域“消防”的记录')).toBeVisible()
  await expect(page.getByTestId('figure')).toContainText('2/3')
  await expect(page.getByTestId('behind')).toContainText('DH-2')
  await page.goto(`${server.address}/sectors/chemicals`)
  await expect(page.getByRole('heading', { name: /还没有数据/ })).toBeVisible()
})

test('the matrix is sorted by a head and walked by arrow keys, and comes as a workbook', { tag: '@desk' }, async ({ page, server }) => {
  await enter(page, server)
  await publish(page, server, await readIn(page, server, paper))
  await page.goto(`${server.address}/board`)
  const matrix = page.getByTestId('matrix')
  const names = matrix.locator('tbody th a')
  await expect(names).toHaveText(['社区服务中心', '城建办'])
  await matrix.getByRole('button', { name: '责任单位' }).click()
  await expect(page).toHaveURL(/sort=name/)
  await expect(matrix.locator('.corner')).toHaveAttribute('aria-sort', 'ascending')
  await expect(names).toHaveText(['城建办', '社区服务中心'])
  // a head of a target puts those first that answer for it
  await matrix.getByRole('button', { name: /完好率/ }).click()
  await expect(names).toHaveText(['社区服务中心', '城建办'])
  await names.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(matrix.getByRole('link', { name: /^社区服务中心 .*完好率/ })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowDown')
  await expect(names.nth(1)).toBeFocused()
  await expectOneLanguage(page, 'zh', 'matrix')
  await expectAccessible(page, 'matrix')
  await shot(page, 'matrix')

  await page.getByText('只看灯').click()
  await expect(page).toHaveURL(/cells=signs/)
  const loaded = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出表格' }).click()
  expect((await loaded).suggestedFilename()).toMatch(/\.xlsx$/)
})

test('the statutory table of hazards is computed from records', async ({ page, server }) => {
  const place = await street(page, server)
  for (const level of ['general', 'major', 'major']) {
    const fields = { summary: [`${level}通道堆物`], spot: [crypto.randomUUID()], category: ['fire'], level: [level], found_on: [`${new Date().getFullYear()}-01-01`], funds: ['1.5'] }
    await place.post('/registers/hazard/records', { unit: place.units['岭山社区'], sector: 'fire', fields })
  }
  await page.goto(`${server.address}/hazard-table`)
  const table = page.getByTestId('hazard-table')
  await expect(table.getByRole('row', { name: /^消防/ })).toContainText('消防010020020004.5')
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'hazard table')
  await expectAccessible(page, 'hazard table')
  await page.goto(`${server.address}/hazard-table?unit=${place.units['梅东社区']}`)
  await expect(page.getByRole('heading', { name: '这段时间没有隐患和检查记录。' })).toBeVisible()
})
