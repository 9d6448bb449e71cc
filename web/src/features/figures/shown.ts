// A figure as text.
interface Shown {
  value?: number | null
  numerator: number
  denominator?: number | null
  unit?: string | null
}

export const amount = (number: number) => number.toLocaleString('en', { maximumFractionDigits: 2 })

/** 66.67%, 12起; a dash for 0/0. Cut and not rounded: 99.996 has not reached 100. */
export function shown({ value, unit }: Shown): string {
  if (value == null) return '—'
  return amount(Math.trunc(value * 100 + (value < 0 ? -1e-6 : 1e-6)) / 100) + (unit ?? '')
}

/** n/m of a rate. */
export function ofAll({ numerator, denominator }: Shown): string {
  return denominator == null ? '' : `${amount(numerator)}/${amount(denominator)}`
}
