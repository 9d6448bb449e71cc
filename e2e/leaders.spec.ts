// Lines of leaders: given to a post, and shown where they lie.
import { expectAccessible, expectOneLanguage } from './checks'
import { enter, expect, expectNoOverflow, send, shot, test } from './desk'

test('a leader is in charge of a sector and linked to a community, and their pages say so', async ({ page, server }) => {
  await enter(page, server)
  const unit = async (name: string, kind: string, parent: string | null) => (await send(page, `${server.address}/api/units`, { name, kind, parent, valid_from: '2026-01-01' })).id as string
  const street = await unit('滨江街道', 'street', null)
  const east = await unit('东湖社区', 'community', street)
  const post = [{ role: 'leader', unit: street }]
  await send(page, `${server.address}/api/accounts`, { login: 'zhao', name: '赵一', posts: post })
  await page.goto(`${server.address}/people`)
  await page.getByRole('button', { name: '管理 赵一' }).click()
  await expect(page.getByText('没有分管领域和挂钩社区')).toBeVisible()
  const give = async (what: string, label: string, option: string) => {
    await page.getByRole('button', { name: '增加分管或挂钩' }).click()
    const form = page.getByRole('dialog').filter({ hasText: '的分管与挂钩' })
    await form.getByText(what, { exact: true }).click()
    await form.getByLabel(label, { exact: true }).fill(option)
    await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
    await form.getByRole('button', { name: '增加分管或挂钩' }).click()
    await expect(form).toHaveCount(0)
  }
  await give('分管', '行业领域', '消防')
  await give('挂钩', '挂钩的社区或单位', '东湖社区')
  const lines = page.getByRole('list', { name: '分管与挂钩' })
  await expect(lines).toContainText('分管 消防')
  await expect(lines).toContainText('挂钩 东湖社区')
  await expectOneLanguage(page, 'zh', 'lines')
  await expectAccessible(page, 'lines', '[role=dialog]')
  await shot(page, 'leader-lines')

  await page.goto(`${server.address}/units/${east}`)
  await expect(page.getByText('赵一 挂钩领导')).toBeVisible()
  await expectNoOverflow(page)
  await shot(page, 'leader-unit')
  await page.goto(`${server.address}/sectors/fire`)
  await expect(page.getByText('赵一 分管领导')).toBeVisible()

  await page.evaluate(() => localStorage.setItem('shouze.language', 'en'))
  await page.goto(`${server.address}/units/${east}`)
  await expect(page.getByText('linked leader')).toBeVisible()
  await expectOneLanguage(page, 'en', 'leaders')
})
