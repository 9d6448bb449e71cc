import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useKnown, type Known } from '../data/context'
import { many, type ListSearch } from '../data/search'
import { inOneLine } from '../inputs/inOneLine'
import type { Field } from '../data/types'
import { named, withUnit } from '../text/named'
import type { Narrow } from './FilterBar'
import { FilterField } from './FilterField'

const MOST_INLINE = 3

/** Choices of few options stand in the bar itself. */
export function inlineFilters({ definition, filters }: Known): Field[] {
  return definition.field.filter(field => filters.has(field.code) && (field.kind === 'choice' || field.kind === 'flag')).slice(0, MOST_INLINE)
}

interface Props {
  search: ListSearch
  onNarrow: Narrow
  /** Those that stand elsewhere. */
  except?: readonly Field[]
}

export function FilterGrid({ search, onNarrow, except = [] }: Props) {
  const { t } = useTranslation()
  const known = useKnown()
  const fields = known.definition.field.filter(field => known.filters.has(field.code) && !except.includes(field))
  return (
    <div className="filter-grid">
      {fields.map(field => (
        <div key={field.code} className="filter-entry">
          <span className="quiet">{withUnit(field, known.language)}</span>
          <FilterField field={field} value={search[`f.${field.code}`]} onChange={value => onNarrow({ [`f.${field.code}`]: value })} />
        </div>
      ))}
      {!known.definition.sector && (
        <div className="filter-entry">
          <span className="quiet">{t('registers.own.sector')}</span>
          <Select
            mode="multiple"
            allowClear
            {...inOneLine(known.words.comma)}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('registers.own.sector')}
            value={many(search.sector)}
            onChange={codes => onNarrow({ sector: codes.join(',') || undefined })}
            options={known.sectors.map(sector => ({ value: sector.code, label: named(sector.name, known.language) }))}
          />
        </div>
      )}
    </div>
  )
}
