import { CloseOutlined } from '@ant-design/icons'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { recordDetail } from '../data/queries'
import { filterNames, type ListSearch } from '../data/search'
import { targetOf, type NameMap } from '../data/types'
import { filterWords } from '../text/filters'
import type { Narrow } from './FilterBar'

/** Names of the records that filters ask for. */
export function useFilterNames(search: ListSearch): NameMap {
  const { field } = useKnown()
  const asked = filterNames(search).flatMap(name => {
    const known = field(name.slice(2))
    const target = known && targetOf(known)
    const id = search[name]
    return target && id && id.length === 36 ? [{ target, id }] : []
  })
  const details = useQueries({ queries: asked.map(({ target, id }) => ({ ...recordDetail(target, id), staleTime: 60_000 })) })
  return Object.fromEntries(details.flatMap(({ data }) => (data ? [[data.record.id, data.record.title]] : [])))
}

interface Props {
  search: ListSearch
  names: NameMap
  /** Names of the filters that are told; all without it. */
  only?: readonly string[]
  onNarrow: Narrow
}

/** Filters that cannot be seen in the bar, in words, each with its end. */
export function FilterChips({ search, names, only, onNarrow }: Props) {
  const { t } = useTranslation()
  const known = useKnown()
  const own = useFilterNames(search)
  const words = filterWords(search, known, { ...names, ...own }, t).filter(({ name }) => !only || only.includes(name))
  if (words.length === 0) return null
  return (
    <ul className="filter-chips no-print">
      {words.map(({ name, label, value }) => (
        <li key={name}>
          <span className="quiet">{label}</span> {value}
          <button type="button" aria-label={t('registers.filter.drop', { name: label })} onClick={() => onNarrow({ [name]: undefined })}>
            <CloseOutlined aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
