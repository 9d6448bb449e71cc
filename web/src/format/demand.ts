// A demand in words: ≥95%, 3–5人, 每学年 ≥4课时, 2026-12-31 前.
import type { TFunction } from 'i18next'
import type { Target } from '../api/client'

type Demand = Pick<Target, 'kind' | 'comparator' | 'value' | 'value_to' | 'unit' | 'period' | 'due' | 'due_recurs'>

const SIGNS: Record<string, string> = { '=': '=', '>=': '≥', '<=': '≤', '>': '>', '<': '<', about: '≈' }

export function demand(target: Demand, t: TFunction): string {
  const parts = [period(target, t), figure(target, t), due(target, t)]
  return parts.filter(Boolean).join(' ')
}

function figure({ kind, comparator, value, value_to, unit }: Demand, t: TFunction): string {
  if (kind === 'decline' && value == null) return t('demand.decline')
  if (value == null) return kind === 'deadline' ? '' : t('demand.noValue')
  if (value_to != null) return `${value}–${value_to}${unit ?? ''}`
  const sign = kind === 'decline' ? '↓ ' + (SIGNS[comparator] ?? '') : (SIGNS[comparator] ?? '')
  return `${sign}${value}${unit ?? ''}`
}

function period({ period, kind }: Demand, t: TFunction): string {
  if (!period || kind === 'decline') return ''
  return t(`period.${period}`, { defaultValue: period })
}

function due({ due, due_recurs }: Demand, t: TFunction): string {
  if (!due) return ''
  return due_recurs ? t('demand.yearlyBy', { day: due.slice(5) }) : t('demand.by', { day: due })
}
