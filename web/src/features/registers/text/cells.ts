// What stands in the cells of a list.
import type { TFunction } from 'i18next'
import { minuteOf } from '../../../app/moments'
import { isOwn, type Column } from '../data/columns'
import type { Known } from '../data/context'
import type { NameMap, RecordView } from '../data/types'
import { named, shown, withUnit } from './named'

export function heading(column: Column, t: TFunction, language: string): string {
  if (isOwn(column.code)) return t(`registers.own.${column.code}`)
  return column.field ? withUnit(column.field, language) : column.code
}

export function cell(column: Column, record: RecordView, names: NameMap, known: Known): string {
  if (column.field) return shown(column.field, record.values[column.code], names, known.words)
  switch (column.code) {
    case 'unit':
      return names[record.unit_id] ?? ''
    case 'state':
      return stateName(known, record.state)
    case 'sector':
      return sectorName(known, record.sector)
    default:
      return minuteOf(record.changed_at)
  }
}

export function stateName({ definition, language }: Pick<Known, 'definition' | 'language'>, code: string): string {
  const state = definition.state?.find(state => state.code === code)
  return state ? named(state.name, language) : code
}

export function sectorName({ sectors, language }: Pick<Known, 'sectors' | 'language'>, code: string | null | undefined): string {
  const sector = sectors.find(sector => sector.code === code)
  return sector ? named(sector.name, language) : (code ?? '')
}
