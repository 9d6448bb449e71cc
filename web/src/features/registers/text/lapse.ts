// How a date of validity stands. The record's own page shows the server's answer; the rows of a list come without one, so the
// words beside a date in a table follow the definition here: the last valid day is still valid, a final state lapses no more.
import type { Definition } from '../data/types'

export interface Lapse {
  state: 'soon' | 'over'
  days: number
}

const DAY = 86_400_000

export function lapse(definition: Definition, field: string, day: string | undefined, state: string, asOf: string): Lapse | null {
  const expiry = definition.expiry?.find(expiry => expiry.field === field)
  if (!expiry || !day || !asOf || definition.state?.find(other => other.code === state)?.final) return null
  const left = Math.round((Date.parse(day) - Date.parse(asOf)) / DAY)
  if (left < 0) return { state: 'over', days: -left }
  return left <= expiry.warn_days ? { state: 'soon', days: left } : null
}
