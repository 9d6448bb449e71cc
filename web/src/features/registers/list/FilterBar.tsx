import { FilterOutlined, SearchOutlined } from '@ant-design/icons'
import { Badge, Button, Input, Popover, Select, type InputRef } from 'antd'
import { useEffect, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { isNarrowed, many, widened, type ListSearch } from '../data/search'
import { UnitSelect } from '../inputs/UnitSelect'
import { inOneLine } from '../inputs/inOneLine'
import { useLater } from '../inputs/useLater'
import { FilterChips } from './FilterChips'
import { FilterGrid, inlineFilters } from './FilterGrid'
import { FilterField } from './FilterField'
import type { NameMap } from '../data/types'
import { named } from '../text/named'

export type Narrow = (change: ListSearch, options?: { replace?: boolean }) => void

interface Props {
  search: ListSearch
  names: NameMap
  onNarrow: Narrow
  searchBox: Ref<InputRef>
  children?: React.ReactNode
}

/** Search, unit, state and the first choices; the rest opens beside them. */
export function FilterBar({ search, names, onNarrow, searchBox, children }: Props) {
  const { t } = useTranslation()
  const known = useKnown()
  const inline = inlineFilters(known)
  const hidden = Object.keys(search).filter(name => name === 'sector' || (name.startsWith('f.') && !inline.some(field => `f.${field.code}` === name)))
  return (
    <>
      <div className="filters ledger-filters no-print" role="group" aria-label={t('registers.filter.group')}>
        <SearchBox q={search.q} onSearch={q => onNarrow({ q }, { replace: true })} ref={searchBox} />
        <UnitSelect className="w-unit" value={search.unit} onChange={unit => onNarrow({ unit })} aria-label={t('registers.own.unit')} placeholder={t('registers.own.unit')} />
        <StateSelect search={search} onNarrow={onNarrow} />
        {inline.map(field => (
          <div key={field.code} className="w-choice">
            <FilterField field={field} value={search[`f.${field.code}`]} onChange={value => onNarrow({ [`f.${field.code}`]: value })} />
          </div>
        ))}
        <Popover trigger="click" placement="bottomRight" arrow={false} content={<FilterGrid search={search} onNarrow={onNarrow} except={inline} />}>
          <Badge count={hidden.length} size="small" color="#1f4e8c">
            <Button icon={<FilterOutlined aria-hidden />}>{t('registers.filter.more')}</Button>
          </Badge>
        </Popover>
        {isNarrowed(search) && (
          <Button type="link" onClick={() => onNarrow(cleared(search))}>
            {t('registers.filter.clear')}
          </Button>
        )}
        <span className="grow" />
        {children}
      </div>
      <FilterChips search={search} names={names} only={hidden} onNarrow={onNarrow} />
    </>
  )
}

/** Every filter taken away, by name. */
export function cleared(search: ListSearch): ListSearch {
  const stays = new Set(Object.keys(widened(search)))
  return Object.fromEntries(Object.keys(search).filter(name => !stays.has(name) && name !== 'record').map(name => [name, undefined]))
}

export function StateSelect({ search, onNarrow }: { search: ListSearch; onNarrow: Narrow }) {
  const { t } = useTranslation()
  const { definition, language, words } = useKnown()
  return (
    <Select
      mode="multiple"
      allowClear
      {...inOneLine(words.comma)}
      className="w-choice"
      popupMatchSelectWidth={false}
      showSearch={false}
      placeholder={t('registers.own.state')}
      aria-label={t('registers.own.state')}
      value={many(search.state)}
      onChange={states => onNarrow({ state: states.join(',') || undefined })}
      options={(definition.state ?? []).map(state => ({ value: state.code, label: named(state.name, language) }))}
    />
  )
}

interface BoxProps {
  q: string | undefined
  onSearch: (q: string | undefined) => void
  ref?: Ref<InputRef>
}

export function SearchBox({ q, onSearch, ref }: BoxProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(q ?? '')
  const ask = useLater((typed: string) => onSearch(typed.trim() || undefined))
  useEffect(() => setText(q ?? ''), [q])
  return (
    <Input
      ref={ref}
      allowClear
      className="w-search"
      prefix={<SearchOutlined aria-hidden />}
      placeholder={t('registers.filter.searchHint')}
      aria-label={t('registers.filter.search')}
      value={text}
      onChange={event => {
        setText(event.target.value)
        // letters on the way to a character are no search
        if (!(event.nativeEvent as InputEvent).isComposing) ask.later(event.target.value)
      }}
      onCompositionEnd={event => ask.later(event.currentTarget.value)}
      onPressEnter={() => ask.now(text)}
    />
  )
}
