// A demand in words: ≥95%, 3–5人, 每学年 ≥4课时, 2026-12-31 前.
import type { TFunction } from 'i18next'
import type { Target } from '../api/client'
import { word } from '../app/i18n'

export type Demand = Pick<Target, 'kind' | 'comparator' | 'value' | 'value_to' | 'unit' | 'period' | 'due' | 'due_recurs'>

const SIGNS: Record<string, string> = { '=': '=', '>=': '≥', '<=': '≤', '>': '>', '<': '<', about: '≈' }

export function demand(target: Demand, t: TFunction): string {
  return [inPeriod(target, t), due(target, t)].filter(Boolean).join(' ')
}

function inPeriod(target: Demand, t: TFunction): string {
  const words = figure(target, t)
  if (!target.period || target.kind === 'decline') return words
  const period = word(t, 'period', target.period)
  return words ? t('demand.inPeriod', { period, figure: words }) : period
}

function figure({ kind, comparator, value, value_to, unit }: Demand, t: TFunction): string {
  if (kind === 'decline' && value == null) return t('demand.decline')
  if (value == null) return kind === 'deadline' ? '' : t('demand.noValue')
  if (value_to != null) return `${value}–${value_to}${unit ?? ''}`
  const sign = kind === 'decline' ? '↓ ' + (SIGNS[comparator] ?? '') : (SIGNS[comparator] ?? '')
  return `${sign}${value}${unit ?? ''}`
}

function due({ due, due_recurs }: Demand, t: TFunction): string {
  if (!due) return ''
  return due_recurs ? t('demand.yearlyBy', { day: due.slice(5) }) : t('demand.by', { day: due })
}
