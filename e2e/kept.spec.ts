// A list that a clerk comes back to: kept under a name, sent to a colleague, changed, forgotten.
import { expectAccessible } from './checks'
import { dialog, expect, expectNoOverflow, shot, test } from './desk'
import { hydrants, street } from './ledger'

test('a list is kept under a name, sent as an address, changed and forgotten', async ({ page, server }) => {
  await hydrants(await street(page, server), 6)
  const kept = page.getByRole('button', { name: /^常用列表/ })
  const menu = (item: string) => page.getByRole('menuitem', { name: item })
  const rows = (n: number) => expect(page.getByTestId('count')).toHaveText(`${n} 条`)
  const more = (name: string) => page.getByRole('button', { name: `“${name}”的更多操作` })

  await page.goto(`${server.address}/registers/hydrant?f.task=new&sort=-number`)
  await rows(2)
  await kept.click()
  await page.getByLabel('名称，如“待修的”').fill('新建的')
  await page.getByLabel('同事也能看到').check()
  await page.locator('.keep').getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('link', { name: '新建的' })).toBeVisible()
  await expectNoOverflow(page)
  await expectAccessible(page, 'kept', '.kept')
  await shot(page, 'kept')

  // all records, and back by the name
  await page.getByRole('link', { name: '全部记录' }).click()
  await rows(6)
  await kept.click()
  await page.getByRole('link', { name: '新建的' }).click()
  await rows(2)
  await expect(kept).toHaveAccessibleName('常用列表：新建的')
  // its address shows a colleague the same rows in the same order and columns, whatever they left last themselves
  const sent = page.url()
  expect(sent).toContain('cols=number.')
  await page.evaluate(() => localStorage.clear())
  await page.goto(sent)
  await rows(2)
  await expect(kept).toHaveAccessibleName('常用列表：新建的')

  // other filters under the same name
  await page.goto(`${server.address}/registers/hydrant?f.task=existing`)
  await rows(4)
  await kept.click()
  await more('新建的').click()
  await menu('换成现在的列表').click()
  await expect(kept).toHaveAccessibleName('常用列表：新建的')
  await more('新建的').click()
  await menu('改名、共享').click()
  const box = dialog(page).filter({ hasText: '改名、共享' })
  await box.getByRole('textbox').fill('既有的')
  await box.getByLabel('同事也能看到').uncheck()
  await box.getByRole('button', { name: '保存' }).click()
  await expect(kept).toHaveAccessibleName('常用列表：既有的')

  await kept.click()
  await more('既有的').click()
  await menu('删除').click()
  await dialog(page).filter({ hasText: '记录都在' }).getByRole('button', { name: '删除' }).click()
  await expect(kept).toHaveAccessibleName('常用列表')
  await rows(4)
})

test('kept lists that cannot be read say so, and can be asked for again', async ({ page, server }) => {
  await street(page, server)
  await page.route('**/api/registers/hydrant/views', route => route.fulfill({ status: 500, json: { status: 500, code: 'internal', message: '系统内部错误，已记录。', message_en: '', params: {} } }))
  await page.goto(`${server.address}/registers/hydrant`)
  await page.getByRole('button', { name: '常用列表' }).click()
  await expect(page.locator('.kept').getByRole('alert')).toContainText('系统内部错误')
  await page.unroute('**/api/registers/hydrant/views')
  await page.locator('.kept').getByRole('button', { name: '重试' }).click()
  await expect(page.locator('.kept')).toContainText('还没有存过')
})
