// Periods and figures of reports as text.
import { grouped } from '../registers/text/named'

/** 2026-02 for a month, else both days; the year of both stands once. */
export function period(first: string, last: string): string {
  const [year, month] = first.split('-')
  if (first.endsWith('-01') && last.startsWith(`${year}-${month}-`) && isLastOfMonth(last)) return `${year}-${month}`
  if (first === `${year}-01-01` && last === `${year}-12-31`) return year ?? ''
  return `${first} — ${last.startsWith(`${year}-`) ? last.slice(5) : last}`
}

function isLastOfMonth(day: string): boolean {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.getUTCDate() === 1
}

interface Reported {
  numerator: string
  denominator?: string | null
}

/** 3/4 for a rate, else the number with its unit. */
export function reported({ numerator, denominator }: Reported, row: { is_rate: boolean; figure_unit?: string }): string {
  return row.is_rate ? `${grouped(numerator)}/${grouped(denominator ?? '0')}` : grouped(numerator) + (row.figure_unit ?? '')
}
