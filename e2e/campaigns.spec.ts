// 专项整治: a plan with its phases, figures that nobody types and each of which opens its records, and the look back.
import { expectAccessible, expectOneLanguage } from './checks'
import { expect, expectNoOverflow, shot, test } from './desk'
import { street } from './ledger'

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

test('the page of a campaign counts what was found unit by unit', async ({ page, server }) => {
  const { post, units } = await street(page, server)
  const fields = { name: ['燃气安全专项整治'], topic: ['gas'], starts_on: [day(-20)], ends_on: [day(60)], categories: ['gas'] }
  const plan = await post('/registers/campaign-plan/records', { unit: units['滨江街道'], fields })
  await page.goto(`${server.address}/registers/campaign-plan/${plan.id}`)
  const figures = page.getByRole('region', { name: '各单位进展' }).first()
  await expect(figures).toContainText('无此类对象')
  await expect(page.getByText('还没有登记阶段。')).toBeVisible()
  await shot(page, 'campaign-empty')

  for (const [n, unit] of ['岭山社区', '岭山社区', '梅东社区'].entries()) {
    const given = { summary: [`软管老化${n}`], spot: ['厨房'], category: ['gas'], found_on: [day(-9)], due: [day(-2)], rectifier: ['业主'] }
    await post('/registers/hazard/records', { unit: units[unit], fields: given })
  }
  const phase = { name: ['燃气安全专项整治'], topic: ['gas'], phase: ['screen'], due: [day(-1)], plan: [plan.id] }
  await post('/registers/campaign/records', { unit: units['滨江街道'], fields: phase })
  await page.goto(`${server.address}/registers/campaign-plan/${plan.id}`)
  await expect(page.getByRole('region', { name: '阶段和时间节点' })).toContainText('超期')
  await expect(figures.getByRole('link', { name: '滨江街道 发现隐患 3' })).toBeVisible()
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'campaign')
  await expectAccessible(page, 'campaign')
  await shot(page, 'campaign')
  await figures.getByRole('link', { name: '岭山社区 超期未整改 2' }).click()
  await expect(page.getByText('软管老化0')).toBeVisible()
  await expect(page.getByText('软管老化2')).toBeHidden()
  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  await page.goto(`${server.address}/registers/campaign-plan/${plan.id}`)
  await expect(page.getByRole('heading', { name: 'Looked at again' })).toBeVisible()
  await expectOneLanguage(page, 'en', 'campaign')
  await shot(page, 'campaign-english')
})
