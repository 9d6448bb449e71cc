// Hazards: the four lists as live views, and the way from a list to a hazard and back.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expectAccessible, expectOneLanguage } from './checks'
import { expect, expectNoOverflow, isPhone, shot, test } from './desk'
import { street, type Street } from './ledger'

interface Entered {
  summary: string
  unit: string
  due: string
  fields?: Record<string, string[]>
}

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

async function hazard({ post, units }: Street, { summary, unit, due, fields }: Entered) {
  const given = { summary: [summary], spot: ['一楼'], category: ['fire'], found_on: [day(-20)], due: [due], cause: ['management'], rectifier: ['物业公司'], ...fields }
  return post('/registers/hazard/records', { unit: units[unit], fields: given })
}

test('the four lists are views of the same records, narrowed, exported and printed', async ({ page, server }) => {
  const place = await street(page, server)
  await page.goto(`${server.address}/hazards`)
  await expect(page.getByRole('heading', { name: '清单里还没有内容' })).toBeVisible()
  await expectNoOverflow(page)
  await shot(page, 'hazards-empty')

  await hazard(place, { summary: '楼道堆放杂物', unit: '岭山社区', due: day(-3) })
  await hazard(place, { summary: '灭火器过期', unit: '岭山社区', due: day(2) })
  await hazard(place, { summary: '电线私拉乱接', unit: '梅东社区', due: day(40), fields: { level: ['major'], basis: ['第5条'], category: ['electric'] } })
  await place.post('/registers/measure/records', { unit: place.units['岭山社区'], fields: { name: ['楼道巡查制度'], problem: ['楼道反复堆物'], issuer: ['岭山社区居委会'] } })

  await page.reload()
  const tabs = page.getByRole('navigation', { name: '四个清单' })
  await expect(tabs.getByRole('link', { name: '问题隐患清单 3' })).toBeVisible()
  await expect(page.getByText('楼道堆放杂物')).toBeVisible()
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'hazards')
  await expectAccessible(page, 'hazards')
  await shot(page, 'hazards-problems')

  // by deadline: only what is not rectified and over
  await page.getByRole('navigation', { name: '按整改期限看' }).getByRole('link', { name: '超期 1' }).click()
  await expect(page).toHaveURL(/when=overdue/)
  await expect(page.getByText('灭火器过期')).toHaveCount(0)
  await expect(page.getByText('楼道堆放杂物')).toBeVisible()

  // by who answers, in one unit; the link says all of it
  await page.goto(`${server.address}/hazards?list=duties&unit=${place.units['梅东社区']}`)
  await expect(page.getByText('电线私拉乱接')).toBeVisible()
  await expect(page.getByText('灭火器过期')).toHaveCount(0)
  await expect(page.getByText('物业公司').first()).toBeVisible()
  const sheet = await page.request.get((await page.getByRole('link', { name: '导出 Excel' }).getAttribute('href').then(href => server.address + href)) ?? '')
  expect(sheet.ok()).toBe(true)
  expect(decodeURIComponent(sheet.headers()['content-disposition'] ?? '')).toContain('责任清单')
  await shot(page, 'hazards-duties')

  // from the row to the hazard, and back to the list as it was
  await page.getByText('电线私拉乱接').click()
  await expect(page.getByRole('heading', { level: 1, name: '电线私拉乱接' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/list=duties/)

  // what keeps coming back has no measure yet
  await page.goto(`${server.address}/hazards?list=measures`)
  await expect(page.getByText('楼道巡查制度')).toBeVisible()
  await expect(page.getByRole('region', { name: '反复出现的成因' })).toContainText('管理缺失 隐患 3 条')
  await expect(page.getByRole('link', { name: '还没有制度措施，去登记' })).toBeVisible()
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'measures')
  await expectAccessible(page, 'measures')
  await shot(page, 'hazards-measures')

  // on paper under its own name
  await page.goto(`${server.address}/hazards/print?list=rectification`)
  await expect(page.getByRole('heading', { level: 1, name: '整改闭环清单' })).toBeVisible()
  await expect(page.getByText('共 3 条')).toBeVisible()
  await shot(page, 'hazards-print')

  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  for (const list of ['problems', 'measures', 'duties', 'rectification']) {
    await page.goto(`${server.address}/hazards?list=${list}`)
    await expect(page.locator('.page h1')).toBeVisible()
    await expect(page.getByTestId('count')).toBeVisible()
    await expectNoOverflow(page)
    await expectOneLanguage(page, 'en', list)
    await shot(page, `hazards-english-${list}`)
  }
})

test('a list that does not come says so and comes again', async ({ page, server }) => {
  await street(page, server)
  await page.route('**/api/hazard-lists*', route => route.fulfill({ status: 500, json: { status: 500, code: 'internal', message: '服务器出错' } }))
  await page.goto(`${server.address}/hazards`)
  await expect(page.getByRole('alert')).toBeVisible()
  await shot(page, 'hazards-failed')
  await page.unroute('**/api/hazard-lists*')
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByRole('heading', { name: '清单里还没有内容' })).toBeVisible()
  if (isPhone()) await expectNoOverflow(page)
})

test('photos before and after stand side by side, and what is closed offers only what may come later', async ({ page, server }) => {
  const place = await street(page, server)
  const photo = async (name: string): Promise<string> => {
    const data = readFileSync(fileURLToPath(new URL(`../examples/demo/pictures/${name}.png`, import.meta.url)))
    const answer = await page.request.post(`${server.address}/api/files`, { data, headers: { 'content-type': 'application/octet-stream' } })
    return (await answer.json()).sha256
  }
  const [before, after] = [await photo('corridor-before'), await photo('corridor-after')]
  const entered = await hazard(place, { summary: '疏散通道堆物', unit: '岭山社区', due: day(3), fields: { photos_before: [before] } })
  const at = `/registers/hazard/records/${entered.id}/move`
  await page.goto(`${server.address}/registers/hazard/${entered.id}`)
  const photos = page.getByRole('region', { name: '整改前后' })
  await expect(photos).toContainText('还没有整改后的照片')
  await expect(page.getByRole('button', { name: '修改' })).toBeVisible()
  const submitted = await place.post(at, { version: entered.version, transition: 'submit', entered: { fields: { photos_after: [after] } } })
  await place.post(at, { version: submitted.version, transition: 'close', entered: { fields: { rechecker: ['王五'] } } })
  await page.reload()
  await expect(photos.getByRole('img')).toHaveCount(2)
  const widths = () => photos.getByRole('img').evaluateAll(all => all.map(one => (one as HTMLImageElement).naturalWidth > 0))
  await expect.poll(widths).toEqual([true, true])
  await expect(page.getByRole('button', { name: '修改' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: '登记公示日期' })).toBeVisible()
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'photos')
  await expectAccessible(page, 'photos')
  await shot(page, 'hazards-photos')
})
