// From a clause to its figure, and from the figure down to the records that make it.
import { expectAccessible, expectOneLanguage } from './checks'
import { enter, expect, expectNoOverflow, hydrants, publish, readIn, send, shot, test } from './desk'

test('a clause opens to its figure and to the records behind it', async ({ page, server }) => {
  await enter(page, server)
  const notice = await readIn(page, server, hydrants)
  await publish(page, server, notice)
  const at = `${server.address}/api/registers/hydrant/records`
  for (const number of ['DH-1', 'DH-2']) {
    const hydrant = await send(page, at, { unit: '社区服务中心', fields: { number: [number], task: ['existing'] } })
    const move = `${at}/${hydrant.id}/move`
    const accepted = await send(page, move, { version: hydrant.version, transition: 'accept', entered: { fields: { accepted_on: ['2026-02-01'] } } })
    if (number === 'DH-2') await send(page, move, { version: accepted.version, transition: 'report-fault', entered: { fields: { fault: ['leak'] } } })
  }

  await page.goto(`${server.address}/notices/${notice}`)
  await page.locator('.mark').first().click()
  const facts = page.getByTestId('target-facts')
  await expect(facts).toContainText('系统建议')
  await facts.locator('a.reading').first().click()
  await expect(page).toHaveURL(/\/figures\//)
  await expect(page.getByTestId('figure')).toContainText('50%')
  await expect(page.getByTestId('figure')).toContainText('1/2')
  await expect(page.getByTestId('why')).toContainText('状态 为 完好')
  await expect(page.getByTestId('behind')).toContainText('DH-2')
  await expect(page.getByTestId('behind')).not.toContainText('DH-1')
  await page.getByText('已完成', { exact: true }).click()
  await expect(page).toHaveURL(/side=counted/)
  await expect(page.getByTestId('behind')).toContainText('DH-1')
  await expectNoOverflow(page)
  await expectOneLanguage(page, 'zh', 'figure')
  await expectAccessible(page, 'figure')
  await shot(page, 'figure')

  await page.getByTestId('behind').getByRole('link', { name: 'DH-1' }).click()
  await expect(page).toHaveURL(/\/registers\/hydrant\//)
  await page.goBack()
  await page.addInitScript(() => localStorage.setItem('shouze.language', 'en'))
  await page.reload()
  await expect(page.getByTestId('behind')).toContainText('DH-1')
  await expectOneLanguage(page, 'en', 'figure')
  await shot(page, 'english-figure')
})
