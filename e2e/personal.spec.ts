// A clerk reads a landlord's number only for a reason; who works at the door simply calls.
import { expectAccessible, expectOneLanguage } from './checks'
import { enter, expect, expectNoOverflow, send, shot, test } from './desk'

const chosen = '雨里亮着的灯塔在海边'

for (const language of ['zh', 'en'] as const) {
  test(`a number is hidden until a reason is given (${language})`, async ({ page, server }) => {
    await enter(page, server)
    const api = `${server.address}/api`
    const unit = await send(page, `${api}/units`, { kind: 'community', name: '东湖社区', valid_from: '2026-01-01' })
    const fields = { address: ['滨江路1号'], landlord: ['陈某'], phone: ['13812345678'] }
    const entered = await page.request.post(`${api}/registers/rented-house/records`, { data: { unit: '东湖社区', fields } })
    const house = await entered.json()
    const posts = [{ role: 'clerk', unit: unit.id, valid_from: '2026-01-01' }]
    const { password } = await send(page, `${api}/accounts`, { login: 'li.si', name: '李四', posts })
    await page.context().clearCookies()
    await send(page, `${api}/session`, { login: 'li.si', password })
    expect((await page.request.put(`${api}/session/password`, { data: { old: password, new: chosen } })).ok()).toBe(true)
    await send(page, `${api}/session`, { login: 'li.si', password: chosen })

    if (language === 'en') await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
    await page.goto(`${server.address}/registers/rented-house/${house.id}`)
    await expect(page.getByText('138****5678')).toBeVisible()
    expect(await page.content()).not.toContain('13812345678')
    const reveal = page.getByRole('button', { name: language === 'zh' ? '调 阅' : 'Reveal' }).or(page.getByRole('button', { name: '调阅' }))
    await reveal.first().click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    await expectAccessible(page, 'reveal')
    await shot(page, `reveal-${language}`)
    await dialog.getByRole('textbox').fill('房东投诉，电话核实')
    await dialog.locator('.ant-btn-primary').click()
    await expect(dialog.getByText('13812345678')).toBeVisible()
    await expectNoOverflow(page)
    await expectOneLanguage(page, language, 'reveal')
    await shot(page, `revealed-${language}`)
    await dialog.locator('.ant-btn-primary').click()
    await expect(dialog).toBeHidden()
    expect(await page.content()).not.toContain('13812345678')
  })
}
