// Lines of leaders: given to a post, and shown where they lie.
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, send, shot, test } from './desk'
import { choose, street } from './ledger'

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

test('the form of a major problem proposes who leads it, by the place and the sector, and keeps the one that is taken', async ({ page, server }) => {
  const { post, units } = await street(page, server)
  const leader = async (login: string, name: string, line: object) => {
    const { id } = await post('/accounts', { login, name, posts: [] })
    const { id: held } = await post(`/accounts/${id}/posts`, { role: 'leader', unit: units['滨江街道'] })
    await post(`/accounts/${id}/posts/${held}/lines`, line)
  }
  await leader('zhao', '赵一', { unit: units['岭山社区'] })
  await leader('qian', '钱二', { sector: 'fire' })
  await leader('sun', '孙三', { unit: units['梅东社区'] })

  // a place that is chosen proposes at once
  await page.goto(`${server.address}/registers/major-problem?form=new`)
  const form = dialog(page)
  const proposed = form.getByTestId('proposed')
  await expect(form.getByLabel('问题名称')).toBeVisible()
  await expect(proposed).toHaveCount(0)
  await choose(form, '属地单位', '梅东社区')
  await expect(proposed).toContainText('孙三 挂钩领导')
  await choose(form, '行业领域', '消防')
  await expect(proposed).toContainText('钱二 分管领导')

  // from a hazard it is that of the hazard, whatever was not entered
  const fields = { summary: ['厂房连片'], spot: ['工业区'], category: ['fire'], found_on: ['2026-03-02'], due: ['2026-12-01'], rectifier: ['村委会'] }
  const hazard = await post('/registers/hazard/records', { unit: units['岭山社区'], sector: 'fire', fields })
  await page.goto(`${server.address}/registers/hazard/${hazard.id}`)
  await page.getByRole('region', { name: '督办、移送和会商' }).getByRole('link', { name: '列为重大问题' }).click()
  await expect(proposed).toContainText('赵一 挂钩领导')
  await expect(proposed).toContainText('钱二 分管领导')
  await expect(proposed).not.toContainText('孙三')
  await form.getByLabel('问题名称').fill('厂房连片改造')
  await form.getByLabel('问题库年度').fill('2026')
  await form.getByLabel('整治期限').fill('2026-11-01')
  await expectAccessible(page, 'proposed leaders', '[role=dialog]')
  await expectNoOverflow(page)
  await proposed.scrollIntoViewIfNeeded()
  await shot(page, 'leader-proposed')
  await proposed.getByRole('button', { name: '赵一' }).click()
  await expect(form.getByLabel('挂钩领导')).toHaveValue('赵一')
  await expect(proposed).not.toContainText('赵一')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await expect(form).toBeHidden()
  await page.goto(`${server.address}/registers/hazard/${hazard.id}`)
  await expect(page.getByRole('region', { name: '督办、移送和会商' })).toContainText('赵一')
  await shot(page, 'leader-kept')
})
