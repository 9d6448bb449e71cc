// What an amendment changes, as words before and after. The server sends fields; a person reads demands and units.
import type { TFunction } from 'i18next'
import type { Difference, Target } from '../api/client'
import { join, word } from '../app/i18n'
import { demand, type Demand } from './demand'

export interface Wording {
  label: string
  before: string
  after: string
}

const DEMAND = ['kind', 'comparator', 'value', 'value_to', 'unit', 'period', 'due', 'due_recurs']

/** One line for each thing that reads differently; `now` is the target as it stands in the new version. */
export function wordings(item: Difference, now: Target | undefined, t: TFunction): Wording[] {
  const found: Wording[] = []
  const field = (name: string) => item.fields.find(field => field.field === name)
  const add = (label: string, before: string, after: string) => {
    if (before !== after) found.push({ label, before: before || t('difference.nothing'), after: after || t('difference.nothing') })
  }
  // a dropped target stands in the new version too, so what it demanded is known
  if (item.change !== 'changed') {
    const words = now ? demand(now, t) : ''
    add(t('form.demand'), item.change === 'removed' ? words : '', item.change === 'added' ? words : '')
    return found
  }
  const subject = field('subject')
  if (subject) add(t('form.subject'), String(subject.before), String(subject.after))
  if (now && item.fields.some(field => DEMAND.includes(field.field))) add(t('form.demand'), demand(before(item, now), t), demand(now, t))
  const kind = field('kind')
  if (kind) add(t('form.kind'), word(t, 'kind', String(kind.before)), word(t, 'kind', String(kind.after)))
  const units = field('assignments')
  if (units) add(t('form.responsible'), unitWords(units.before, t), unitWords(units.after, t))
  const places = field('citations')
  if (places) add(t('form.citations'), paths(places.before, t), paths(places.after, t))
  return found
}

/** The demand of the version before: that of now with the changed fields put back. */
function before(item: Difference, now: Target): Demand {
  const old = { ...now } as Record<string, unknown>
  for (const { field, before } of item.fields) {
    const isNumber = (field === 'value' || field === 'value_to') && before != null
    old[field] = isNumber ? Number(before) : before
  }
  return old as unknown as Demand
}

function unitWords(rows: unknown, t: TFunction): string {
  const list = Array.isArray(rows) ? (rows as [string | null, string, string][]) : []
  return join(t, list.map(([, name, role]) => name + t('app.paren', { words: word(t, 'role', role) })))
}

function paths(rows: unknown, t: TFunction): string {
  const list = Array.isArray(rows) ? (rows as [number, number, string][]) : []
  return join(t, [...new Set(list.map(([, , path]) => path))])
}
