// What lies on the desk in the morning: from the home page to the figure, the records and the unit, and back.
import { expectAccessible, expectOneLanguage } from './checks'
import { enter, expect, expectNoOverflow, hydrants, isPhone, publish, readIn, send, shot, test } from './desk'
import { street } from './ledger'

test('a fresh installation says what to do first', async ({ page, server }) => {
  await enter(page, server)
  await page.goto(server.address)
  const steps = page.getByRole('region', { name: '开始使用' })
  await expect(steps.getByRole('listitem').getByRole('link')).toHaveCount(4)
  await expectNoOverflow(page)
  await expectAccessible(page, 'fresh home')
  await steps.getByRole('link', { name: '读入一份下达目标的通知' }).click()
  await expect(page).toHaveURL(/\/notices$/)
  await expect(page.locator('.page h1')).toBeVisible()
})

test('the home page lists what is late, lapsed and due, and each count opens its list', async ({ page, server }) => {
  const place = await street(page, server)
  const notice = await readIn(page, server, hydrants)
  await publish(page, server, notice)
  const hydrant = await send(page, `${server.address}/api/registers/hydrant/records`, { unit: '社区服务中心', fields: { number: ['DH-1'], task: ['existing'] } })
  const move = (transition: string, version: number, fields: Record<string, string[]>) =>
    send(page, `${server.address}/api/registers/hydrant/records/${hydrant.id}/move`, { version, transition, entered: { fields } })
  const accepted = await move('accept', hydrant.version, { accepted_on: ['2026-02-01'] })
  await move('report-fault', accepted.version, { fault: ['leak'] })
  for (const [unit, due] of [['岭山社区', '2026-01-31'], ['梅东社区', '2026-02-28']]) {
    const fields = { summary: [`${unit}通道堆物`], spot: ['一楼'], category: ['fire'], found_on: ['2026-01-05'], due: [due] }
    await place.post('/registers/hazard/records', { unit: place.units[unit ?? ''], fields })
  }
  await place.post('/registers/site/records', { unit: place.units['岭山社区'], fields: { name: ['岭山敬老院'], kinds: ['care-home'] } })

  await page.goto(server.address)
  await expect(page.getByTestId('pressing')).toContainText('社区服务中心')
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'home')
  await expectAccessible(page, 'home')
  await shot(page, 'home')

  // the figure
  await page.getByTestId('pressing').getByRole('link', { name: /完好率/ }).click()
  await expect(page.getByTestId('figure')).toContainText('0%')
  await page.goBack()

  // a count narrows by its address
  await page.getByRole('navigation', { name: '按情形看' }).getByRole('link', { name: /缺数/ }).click()
  await expect(page).toHaveURL(/urgency=missing/)
  await expect(page.getByText('没有这一类目标。')).toBeVisible()

  // lapsed records, of one unit
  await page.goto(`${server.address}/?unit=${place.units['岭山社区']}`)
  await page.getByRole('link', { name: '隐患：督促整改，已过期的记录' }).click()
  await expect(page).toHaveURL(/registers\/hazard\?.*unit=/)
  await expect(page.getByText('岭山社区通道堆物').first()).toBeVisible()
  await expect(page.getByText('梅东社区通道堆物')).toHaveCount(0)

  // those for whom something is due
  await page.goto(server.address)
  await page.getByTestId('dues').getByRole('link').first().click()
  await expect(page).toHaveURL(/\/dues\//)
  await expect(page.getByTestId('due-subjects')).toContainText('岭山敬老院')
  await expectAccessible(page, 'due')

  // the unit
  await page.goto(`${server.address}/units`)
  await page.getByRole('link', { name: '滨江街道' }).click()
  await expect(page.getByTestId('below')).toContainText('岭山社区')
  await expect(page.getByTestId('unit-registers')).toContainText('隐患 2')
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'unit')
  await expectAccessible(page, 'unit')
  await shot(page, 'unit')
  await page.getByTestId('below').getByRole('link', { name: '岭山社区' }).click()
  await expect(page.getByTestId('unit-registers')).toContainText('隐患 1')
  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  await page.reload()
  await expect(page.getByTestId('unit-registers')).toContainText('Hazards 1')
  await expectOneLanguage(page, 'en', 'unit')
  if (isPhone()) await expectNoOverflow(page)
})
