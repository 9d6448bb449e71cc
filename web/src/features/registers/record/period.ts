export type Period = 'month' | 'quarter' | 'half' | 'year' | 'span'

const OF_MONTHS: Record<number, Period> = { 1: 'month', 3: 'quarter', 6: 'half', 12: 'year' }

/** Which period two days bound: a month, a quarter, a half-year, a year, or some other span. */
export function periodOf(first: string, last: string): Period {
  const [year, month] = [first.slice(0, 4), Number(first.slice(5, 7))]
  const months = Number(last.slice(5, 7)) - month + 1
  const isWhole = last.startsWith(year) && first.endsWith('-01') && (month - 1) % months === 0
  return (isWhole && OF_MONTHS[months]) || 'span'
}
