// What no record gives: asked, reported with evidence, reviewed, closed; steps and the figure of the year before.
import type { Page } from '@playwright/test'
import { expectAccessible, expectOneLanguage } from './checks'
import { dialog, enter, expect, expectNoOverflow, isPhone, publish, readIn, send, shot, test } from './desk'
import type { Server } from './server'

// a year that is over: each of its months is asked for, whatever today is
const year = new Date().getFullYear() - 1

const paper = `临政安〔${year}〕9号

临海街道办事处
关于下达${year}年安全生产目标的通知

各单位：

现下达给你们。

临海街道办事处
${year}年1月5日
一、部门目标
1．安办：（1）每月重大危险源监控率100%。（2）${year}年6月30日前完成应急平台建设。（3）生产安全事故死亡人数比上年下降5%以上。
抄送：市政府办。
`

interface Stage {
  notice: string
  /** Where the figure of a target stands, by words of its subject. */
  figure: (words: string) => string
}

interface Detail {
  target_list: { id: string; subject: string; kind: string; citations: { quote: string }[]; assignments: { unit_id: string }[] }[]
}

/** A notice in force: a monthly rate that is reported, a task with a day, a decline. */
async function stage(page: Page, server: Server): Promise<Stage> {
  await enter(page, server)
  const notice = await readIn(page, server, paper)
  await publish(page, server, notice)
  const { target_list: targets }: Detail = await (await page.request.get(`${server.address}/api/notices/${notice}`)).json()
  const of = (words: string) => {
    const found = targets.find(target => target.citations.some(citation => citation.quote.includes(words)))
    if (!found) throw new Error(`no target of ${words}`)
    return found
  }
  for (const [words, indicator] of [['监控率', 'reported'], ['平台', 'milestone'], ['死亡', 'incident-deaths']] as const) {
    const answer = await page.request.put(`${server.address}/api/notices/${notice}/targets/${of(words).id}/indicator`, { data: { indicator } })
    expect(answer.ok()).toBe(true)
  }
  const figure = (words: string) => `${server.address}/notices/${notice}/targets/${of(words).id}/figures/${of(words).assignments[0]?.unit_id}`
  return { notice, figure }
}

const tab = (page: Page, name: RegExp) => page.locator('.tabs-row').getByText(name)
const fill = async (page: Page, n: string, m: string) => {
  await dialog(page).getByLabel('完成数（分子）').fill(n)
  await dialog(page).getByLabel('应完成数（分母）').fill(m)
}

test('a figure is asked, reported with evidence, returned, corrected and accepted', async ({ page, server }) => {
  const { figure } = await stage(page, server)
  await page.goto(`${server.address}/reports`)
  await expect(tab(page, /待报 12/)).toBeVisible()
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'reports')
  await expectAccessible(page, 'reports')
  await shot(page, 'reports')

  const january = page.getByRole('button', { name: new RegExp(`^报数 .*${year}-01 `) })
  await january.click()
  await expect(page).toHaveURL(/row=/)
  await fill(page, '5', '4')
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await expect(page.getByText(/分子大于分母/)).toBeVisible()
  await expect(dialog(page).getByLabel('完成数（分子）')).toHaveValue('5')
  await fill(page, '3', '4')
  const pdf = { name: '台账.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }
  await dialog(page).locator('input[type=file]').setInputFiles(pdf)
  await expect(dialog(page).getByRole('link', { name: /附件|材料/ })).toBeVisible()
  await shot(page, 'report-sheet')
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已提交，等待审核。')).toBeVisible()
  await expect(tab(page, /待报 11/)).toBeVisible()

  await page.getByRole('button', { name: new RegExp(`^报数 .*${year}-02 `) }).click()
  await expect(dialog(page).getByLabel('完成数（分子）')).toHaveValue('3')
  await expect(dialog(page)).toContainText(`已按上期（${year}-01）填好，请核对。`)
  await page.keyboard.press('Escape')

  await tab(page, /待审核 1/).click()
  await page.getByRole('button', { name: /^审核 / }).click()
  await dialog(page).getByLabel('退回理由').fill('与台账不符')
  await expectAccessible(page, 'sheet', '.ant-drawer')
  await dialog(page).getByRole('button', { name: '退回' }).click()
  await expect(page.getByText('已退回。')).toBeVisible()

  await tab(page, /待报 12/).click()
  await page.getByRole('button', { name: /^更改 / }).click()
  await expect(dialog(page)).toContainText('与台账不符')
  await fill(page, '4', '4')
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await tab(page, /待审核 1/).click()
  await page.getByRole('button', { name: /^审核 / }).click()
  await dialog(page).getByRole('button', { name: '通过' }).click()
  await expect(page.getByText('已通过。')).toBeVisible()

  await page.goto(figure('监控率'))
  await expect(page.getByTestId('figure')).toContainText('4/4')
  const reports = page.getByRole('region', { name: '各期报数' })
  const row = reports.getByRole('row').first()
  for (const words of [`${year}-01`, '4/4', '已审核', '迟报', '有改动']) await expect(row).toContainText(words)
  await expectNoOverflow(page)
  await expectAccessible(page, 'reported figure')
  await shot(page, 'reported-figure')
  await row.getByRole('button').click()
  await expect(dialog(page).getByRole('listitem')).toHaveCount(2)
  await expect(dialog(page)).toContainText('与台账不符')
})

test('more reports than one page go on below, and an address opens one of a page that is not here', async ({ page, server }) => {
  await enter(page, server)
  const things = ['监控率', '开班率', '送达率', '抄告率', '回访率', '登记率', '建档率', '公示率', '走访率']
  const rates = things.map((name, n) => `（${n + 1}）每月重大危险源${name}100%。`).join('')
  const notice = await readIn(page, server, paper.replace(/（1）.*/, rates))
  await publish(page, server, notice)
  const { target_list: targets }: Detail = await (await page.request.get(`${server.address}/api/notices/${notice}`)).json()
  for (const { id } of targets) {
    const answer = await page.request.put(`${server.address}/api/notices/${notice}/targets/${id}/indicator`, { data: { indicator: 'reported' } })
    expect(answer.ok()).toBe(true)
  }
  const all = 12 * things.length
  await page.goto(`${server.address}/reports`)
  await expect(tab(page, new RegExp(`待报 ${all}`))).toBeVisible()
  const rows = page.getByRole('button', { name: /^报数 / })
  await expect(rows).toHaveCount(100)
  const more = page.getByRole('button', { name: `已列 100 项，共 ${all} 项，继续` })
  await more.click()
  await expect(rows).toHaveCount(all)
  await expect(more).toBeHidden()
  await rows.last().click()
  await expect(dialog(page)).toBeVisible()
  await page.reload()
  await expect(dialog(page)).toContainText(`${year}-12`)
  await expect(rows).toHaveCount(100)
})

test('a closed period keeps its figures, refuses reports, and shows what moved since', async ({ page, server }) => {
  const { notice, figure } = await stage(page, server)
  const place = new URL(figure('监控率')).pathname.replace('/figures/', '/reports/')
  const january = { first: `${year}-01-01`, last: `${year}-01-31` }
  const made = await send(page, `${server.address}/api${place}`, { ...january, numerator: '3', denominator: '4' })

  await page.goto(`${server.address}/closings`)
  await page.getByRole('button', { name: '关闭期间' }).click()
  const day = dialog(page).getByLabel('期间内任意一天')
  // a day that is typed while the dialog still opens may be lost to its focus
  await expect(async () => {
    await day.fill(`${year}-01-15`)
    await day.press('Enter')
    await expect(dialog(page).getByTestId('preview')).toContainText(`将关闭 ${year}-01-01 至 ${year}-01-31`, { timeout: 3000 })
  }).toPass()
  await expect(dialog(page)).toContainText('未审核（1）')
  await shot(page, 'close-preview')
  await dialog(page).getByRole('button', { name: '关闭期间' }).click()
  await expect(page.getByText('期间已关闭。')).toBeVisible()
  await expectNoOverflow(page)
  await expectAccessible(page, 'closings')
  await shot(page, 'closings')

  await page.getByRole('link', { name: `${year}-01` }).click()
  await expect(page.getByTestId('moved')).toHaveText('关闭后没有变化。')
  const refused = await page.request.post(`${server.address}/api${place}`, { data: { ...january, numerator: '4', denominator: '4', version: made.version } })
  expect((await refused.json()).code).toBe('report.period_closed')

  await page.getByRole('button', { name: '重新打开' }).click()
  await dialog(page).getByLabel('重新打开的理由').fill('漏报一处')
  await dialog(page).getByRole('button', { name: '重新打开' }).click()
  await expect(page.getByText('期间已重新打开。')).toBeVisible()
  await send(page, `${server.address}/api${place}`, { ...january, numerator: '4', denominator: '4', version: made.version })
  await page.reload()
  await expect(page.getByTestId('moved')).toHaveText('关闭后有 1 项变化')
  const row = page.getByRole('row').filter({ hasText: '监控率' })
  await expect(row).toContainText('3/4')
  await expect(row).toContainText('4/4')
  await expectNoOverflow(page)
  await expectAccessible(page, 'closing')
  await shot(page, 'closing')
  // beside the live figure stands what was closed
  await page.goto(figure('监控率'))
  const then = page.getByRole('region', { name: '关闭的期间' }).getByRole('row').last()
  for (const words of [`${year}-01`, '已重新打开', '3/4', '4/4']) await expect(then).toContainText(words)
  await expectNoOverflow(page)
  await expectAccessible(page, 'closed figure')
  await shot(page, 'figure-closed')
  await page.goto(`${server.address}/closings`)
  await page.getByRole('link', { name: `${year}-01` }).click()
  await expect(page.getByTestId('moved')).toBeVisible()
  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  for (const path of ['/reports', '/reports?tab=all', '/closings', new URL(page.url()).pathname]) {
    await page.goto(server.address + path)
    await expect(page.locator('.page h1')).toBeVisible()
    await expectOneLanguage(page, 'en', path)
    await expectNoOverflow(page)
  }
  expect(notice).toBeTruthy()
})

test('a task is done and accepted by its step, and a year before is typed', async ({ page, server }) => {
  const { figure } = await stage(page, server)
  await page.goto(figure('平台'))
  await expect(page.getByTestId('figure')).toContainText('未达标')
  const steps = page.getByRole('region', { name: '节点' })
  await expect(steps).toContainText('没有分节点，按一次交付计。')
  await steps.getByRole('button', { name: /^登记完成 / }).click()
  const on = dialog(page).getByLabel('完成日期')
  await on.fill(`${year}-06-28`)
  if (!isPhone()) await on.press('Enter')
  await dialog(page).getByLabel('说明').fill('平台已上线')
  await dialog(page).getByRole('button', { name: '登记完成' }).click()
  await expect(page.getByText('已登记，等待验收。')).toBeVisible()
  await expect(page.getByTestId('figure')).toContainText('达标')
  await steps.getByRole('button', { name: /^验收 / }).click()
  await dialog(page).getByRole('button', { name: '验收' }).click()
  await expect(steps).toContainText('已验收')
  await expectNoOverflow(page)
  await expectAccessible(page, 'steps')
  await shot(page, 'steps')

  await page.goto(figure('死亡'))
  await expect(page.getByTestId('why')).toContainText('与上年同期均为零')
  const before = page.getByRole('region', { name: '上年数' })
  await before.getByRole('button', { name: /^报数 / }).click()
  await dialog(page).getByLabel(/^数值/).fill('4')
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await expect(page.getByTestId('why')).toContainText('（录入）')
  await expect(page.getByTestId('why')).toContainText('比上年同期下降，达到要求')
  await shot(page, 'year-before')
})
