import { expect, it } from 'vitest'
import type { Definition } from '../data/types'
import { lapse } from './lapse'

const definition = {
  expiry: [{ field: 'due', warn_days: 7, name: { zh: '督促' } }],
  state: [{ code: 'open', name: { zh: '' } }, { code: 'closed', name: { zh: '' }, final: true }],
} as Partial<Definition> as Definition

it('counts the last valid day as valid, and the first day of warning as near', () => {
  const on = (asOf: string, state = 'open') => lapse(definition, 'due', '2026-03-10', state, asOf)
  expect(on('2026-03-11')).toEqual({ state: 'over', days: 1 })
  expect(on('2026-03-10')).toEqual({ state: 'soon', days: 0 })
  expect(on('2026-03-03')).toEqual({ state: 'soon', days: 7 })
  expect([on('2026-03-02'), on('2026-03-11', 'closed'), lapse(definition, 'other', '2026-03-10', 'open', '2026-03-11')]).toEqual([null, null, null])
})
