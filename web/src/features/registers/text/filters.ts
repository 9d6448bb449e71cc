// The filters of an address in words, for the line over the table and the head of the print.
import type { TFunction } from 'i18next'
import type { Known } from '../data/context'
import { ends, filterNames, many, NOTHING, type ListSearch } from '../data/search'
import { targetOf, type NameMap } from '../data/types'
import { sectorName, stateName } from './cells'
import { grouped, named, shown } from './named'

export interface FilterWords {
  name: keyof ListSearch
  label: string
  value: string
}

export function filterWords(search: ListSearch, known: Known, names: NameMap, t: TFunction): FilterWords[] {
  const found: FilterWords[] = []
  const add = (name: keyof ListSearch, label: string, values: string[]) => {
    if (values.length > 0) found.push({ name, label, value: values.join(t('app.comma')) })
  }
  const unit = known.units.find(unit => unit.id === search.unit)
  if (search.unit) add('unit', t('registers.own.unit'), [unit?.name ?? names[search.unit] ?? search.unit])
  add('state', t('registers.own.state'), many(search.state).map(code => stateName(known, code)))
  add('sector', t('registers.own.sector'), many(search.sector).map(code => sectorName(known, code)))
  for (const name of filterNames(search)) {
    const field = known.field(name.slice(2))
    const text = search[name]
    if (field && text) add(name, named(field.name, known.language), fieldWords(field, text, known, names, t))
  }
  if (search.q) add('q', t('registers.filter.search'), [search.q])
  return found
}

type Field = NonNullable<ReturnType<Known['field']>>

function fieldWords(field: Field, text: string, known: Known, names: NameMap, t: TFunction): string[] {
  if (text.includes('..')) {
    const [from, to] = ends(text).map(grouped)
    if (from && to) return [t('registers.filter.between', { from, to })]
    return [from ? t('registers.filter.since', { from }) : t('registers.filter.until', { to: to ?? '' })]
  }
  const word = (code: string) => (code === NOTHING ? t('registers.filter.nothing') : shown(field, [code], { ...names, ...unitNames(known) }, known.words))
  const isList = ['choice', 'flag', 'unit', 'date'].includes(field.kind) || targetOf(field)
  return isList ? many(text).map(word) : [text]
}

const unitNames = ({ units }: Known): NameMap => Object.fromEntries(units.map(unit => [unit.id, unit.name]))
