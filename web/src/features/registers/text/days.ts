// Days as clerks type them. The server reads the same forms; here the field shows at once what was understood.

/** 2026-03-05 of 20260305, 2026.3.5, 2026/3/5, 2026年3月5日; what is no day stays as it was typed. */
export function normalDay(text: string): string {
  const plain = text.replace(/[０-９．／－]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).trim()
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(plain)
  if (!found) return text.trim()
  const [, year = '', month = '', day = ''] = found
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(iso) ? iso : text.trim()
}

export function isDay(iso: string): boolean {
  const at = new Date(`${iso}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso)
}

/** First and last day of the year, half-year, quarter and month around a day. */
export function around(day: string): { period: 'month' | 'quarter' | 'half' | 'year'; from: string; to: string }[] {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const span = (first: number, months: number) => {
    const last = new Date(Date.UTC(year, first - 1 + months, 0)).getUTCDate()
    const two = (n: number) => String(n).padStart(2, '0')
    return { from: `${year}-${two(first)}-01`, to: `${year}-${two(first + months - 1)}-${last}` }
  }
  const start = (months: number) => month - ((month - 1) % months)
  return [
    { period: 'month', ...span(month, 1) },
    { period: 'quarter', ...span(start(3), 3) },
    { period: 'half', ...span(start(6), 6) },
    { period: 'year', ...span(1, 12) },
  ]
}
