import { expect, it } from 'vitest'
import type { Detail, RegisterEntry } from '../data/types'
import { linkedGroups } from './linked'

it('gathers by register in their order, the latest first', () => {
  const item = (register: string, day: string | null, title: string) => ({ field: 'site', day, record: { register, title, changed_at: '2026-01-01T00:00:00Z' } }) as Detail['linked'][number]
  const registers = [{ code: 'hazard' }, { code: 'inspection' }, { code: 'other' }] as RegisterEntry[]
  const groups = linkedGroups([item('inspection', '2025-01-01', 'a'), item('hazard', null, 'b'), item('inspection', '2026-05-01', 'c'), item('gone', null, 'd')], registers)
  expect(groups.map(group => [group.register.code, group.items.map(item => item.record.title)])).toEqual([
    ['hazard', ['b']],
    ['inspection', ['c', 'a']],
  ])
})
