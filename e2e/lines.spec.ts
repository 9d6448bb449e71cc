// Units, grids and people from a sheet: checked first, wrong rows handed back, one-time passwords given once.
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, send, shot, test } from './desk'

const UNITS = `单位名称,类别,上级单位,区划代码,备注
东湖社区第一网格,网格,东湖社区,350599001001001,
东湖社区,社区,滨江街道,350599001001,
东湖社区第二网格,网格,东湖社区,12,
`
const sheet = (text: string) => ({ name: '单位.csv', mimeType: 'text/csv', buffer: Buffer.from('\ufeff' + text) })

test('units and grids come from a sheet, with the wrong row named', async ({ page, server }) => {
  await enter(page, server)
  await send(page, `${server.address}/api/units`, { name: '滨江街道', kind: 'street', parent: null, valid_from: '2026-01-01' })
  await page.goto(`${server.address}/units`)
  await page.getByRole('button', { name: '从 Excel 导入' }).click()
  await shot(page, 'lines-units')
  const template = await page.request.get(`${server.address}/api/units/template.xlsx`)
  expect(template.headers()['content-type']).toContain('spreadsheetml')
  await page.locator('input[type=file]').setInputFiles(sheet(UNITS))
  await expect(dialog(page)).toContainText('共 3 行：新增 2，修改 0，不变 0，有误 1。')
  await expect(dialog(page)).toContainText('区划代码不对')
  await expect(dialog(page)).toContainText('这些列没有读： 备注')
  await expectOneLanguage(page, 'zh', 'checked')
  await expectAccessible(page, 'checked', '[role=dialog]')
  await expectNoOverflow(page)
  await shot(page, 'lines-checked')
  const marked = page.waitForEvent('download')
  await dialog(page).getByRole('button', { name: '下载标红的错误行' }).click()
  expect((await marked).suggestedFilename()).toBe('单位和网格-错误行.xlsx')
  await dialog(page).getByRole('button', { name: '只写入正确的 2 行' }).click()
  await expect(dialog(page)).toContainText('正确的行已写入。')
  await dialog(page).getByRole('button', { name: '完成' }).click()
  await expect(page.getByText('东湖社区第一网格')).toBeVisible()
  await expect(page.getByText('东湖社区第二网格')).toHaveCount(0)

  await page.getByRole('button', { name: '从 Excel 导入' }).click()
  await page.locator('input[type=file]').setInputFiles(sheet(UNITS.replace('12', '350599001001002')))
  await expect(dialog(page)).toContainText('新增 1，修改 0，不变 2，有误 0。')
  await dialog(page).getByRole('button', { name: '写入 1 行' }).click()
  await expect(dialog(page)).toContainText('已全部写入。')
})

test('people come from a sheet, and their one-time passwords are saved once', async ({ page, server }) => {
  await enter(page, server)
  await send(page, `${server.address}/api/units`, { name: '东湖社区', kind: 'community', parent: null, valid_from: '2026-01-01' })
  await page.goto(`${server.address}/people`)
  await page.getByRole('button', { name: '从 Excel 导入' }).click()
  const text = `登录名,姓名,手机,角色,单位,专职或兼职
zhangsan,张三,13800000001,网格员,东湖社区,兼职
lisi,李四,,网格员,西湖社区,
`
  await page.locator('input[type=file]').setInputFiles(sheet(text))
  await expect(dialog(page)).toContainText('没有这个单位')
  await dialog(page).getByRole('button', { name: '换一个文件' }).click()
  await page.locator('input[type=file]').setInputFiles(sheet(text.replace('西湖', '东湖')))
  await dialog(page).getByRole('button', { name: '写入 2 行' }).click()
  await expect(dialog(page)).toContainText('新建了 2 个账号')
  await expectOneLanguage(page, 'zh', 'written')
  await expectAccessible(page, 'written', '[role=dialog]')
  await shot(page, 'lines-passwords')
  await dialog(page).getByRole('button', { name: '完成' }).click()
  await expect(page.getByText('一次性密码还没有保存').last()).toBeVisible()
  await page.getByRole('button', { name: '取消' }).last().click()
  const saved = page.waitForEvent('download')
  await dialog(page).getByRole('button', { name: '保存一次性密码表' }).click()
  expect((await saved).suggestedFilename()).toBe('新账号-一次性密码.xlsx')
  await dialog(page).getByRole('button', { name: '完成' }).click()
  await expect(page.getByText('zhangsan')).toBeVisible()
  await expect(page.getByText('东湖社区 网格员（兼职）').first()).toBeVisible()
  await page.getByRole('button', { name: '管理 张三' }).click()
  await expect(page.getByText('13800000001')).toBeVisible()
  await page.evaluate(() => localStorage.setItem('shouze.language', 'en'))
  await page.reload()
  await page.getByRole('button', { name: 'Import from Excel' }).click()
  await expect(dialog(page)).toContainText('One post a row')
  await expectOneLanguage(page, 'en', 'importing')
})
