// A street with a few records, entered without the forms.
import type { Locator, Page } from '@playwright/test'
import { enter, expect } from './desk'
import type { Server } from './server'

export interface Street {
  units: Record<string, string>
  /** Writes to the server as the administrator. */
  post: <T = { id: string; version: number }>(path: string, data: unknown) => Promise<T>
}

export async function street(page: Page, server: Server): Promise<Street> {
  await enter(page, server)
  const post: Street['post'] = async (path, data) => {
    const answer = await page.request.post(`${server.address}/api${path}`, { data })
    expect(answer.ok(), `${path}: ${answer.ok() ? '' : await answer.text()}`).toBe(true)
    return answer.json()
  }
  const unit = (name: string, kind: string, parent: string | null) => post('/units', { name, kind, parent, valid_from: '2020-01-01' })
  const top = await unit('滨江街道', 'street', null)
  const units: Record<string, string> = { 滨江街道: top.id }
  for (const name of ['岭山社区', '梅东社区']) units[name] = (await unit(name, 'community', top.id)).id
  return { units, post }
}

export async function hydrants({ post, units }: Street, n: number) {
  for (let k = 1; k <= n; k += 1) {
    const unit = units[k % 2 ? '岭山社区' : '梅东社区']
    const fields = { number: [`XHS-${String(k).padStart(3, '0')}`], task: [k % 3 ? 'existing' : 'new'], address: [`和平路${k}号`], keeper: ['水务公司'] }
    await post('/registers/hydrant/records', { unit, fields })
  }
}

/** A choice in the form or the filters, by its name. */
export async function choose(at: Page | Locator, name: string, option: string) {
  const page = 'page' in at ? at.page() : at
  const box = at.getByRole('combobox', { name, exact: true })
  await box.click()
  // a long list draws only what is in view
  if (await box.isEditable()) await box.fill(option)
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).first().click()
}
