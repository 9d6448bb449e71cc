import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { asked, isNarrowed, type ListSearch } from '../data/search'
import type { NameMap } from '../data/types'
import { UnitSelect } from '../inputs/UnitSelect'
import { grouped, named } from '../text/named'
import { cleared, SearchBox, StateSelect, type Narrow } from './FilterBar'
import { FilterChips } from './FilterChips'
import { FilterGrid } from './FilterGrid'

interface Props {
  search: ListSearch
  names: NameMap
  count: number | undefined
  onNarrow: Narrow
  children?: ReactNode
}

/** On a phone the filters come up from the foot. */
export function FilterSheet({ search, names, count, onNarrow, children }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { q: _q, sort: _s, ...filters } = asked(search)
  return (
    <>
      <div className="search-row">
        <SearchBox q={search.q} onSearch={q => onNarrow({ q }, { replace: true })} />
        <Badge count={Object.keys(filters).length} size="small" color="#1f4e8c">
          <Button icon={<FilterOutlined aria-hidden />} onClick={() => setOpen(true)}>
            {t('registers.filter.title')}
          </Button>
        </Badge>
        {children}
      </div>
      <FilterChips search={search} names={names} only={Object.keys(filters)} onNarrow={onNarrow} />
      <Drawer open={isOpen} placement="bottom" size="82%" title={t('registers.filter.title')} onClose={() => setOpen(false)} footer={<Foot search={search} count={count} onNarrow={onNarrow} onClose={() => setOpen(false)} />}>
        <div className="filter-grid">
          <div className="filter-entry">
            <span className="quiet">{t('registers.sort.label')}</span>
            <SortSelect search={search} onNarrow={onNarrow} />
          </div>
          <div className="filter-entry">
            <span className="quiet">{t('registers.own.unit')}</span>
            <UnitSelect value={search.unit} onChange={unit => onNarrow({ unit })} aria-label={t('registers.own.unit')} />
          </div>
          <div className="filter-entry">
            <span className="quiet">{t('registers.own.state')}</span>
            <StateSelect search={search} onNarrow={onNarrow} />
          </div>
        </div>
        <FilterGrid search={search} onNarrow={onNarrow} />
      </Drawer>
    </>
  )
}

function Foot({ search, count, onNarrow, onClose }: Omit<Props, 'names'> & { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="sheet-foot">
      <Button disabled={!isNarrowed(search)} onClick={() => onNarrow(cleared(search))}>
        {t('registers.filter.clear')}
      </Button>
      <Button type="primary" onClick={onClose}>
        {count === undefined ? t('registers.filter.show') : t('registers.filter.showCount', { n: grouped(String(count)) })}
      </Button>
    </div>
  )
}

function SortSelect({ search, onNarrow }: { search: ListSearch; onNarrow: Narrow }) {
  const { t } = useTranslation()
  const { definition, sorts, field, language } = useKnown()
  const { title } = definition
  const name = (code: string) => named(field(code)?.name ?? { zh: code }, language)
  const options = [
    { value: '', label: t('registers.sort.changed') },
    { value: title, label: t('registers.sort.pinyin') },
    { value: `${title}~strokes`, label: t('registers.sort.strokes') },
    ...[...sorts]
      .filter(code => code !== title)
      .flatMap(code => [
        { value: code, label: t('registers.sort.up', { name: name(code) }) },
        { value: `-${code}`, label: t('registers.sort.down', { name: name(code) }) },
      ]),
  ]
  return <Select aria-label={t('registers.sort.label')} value={search.sort ?? ''} onChange={sort => onNarrow({ sort: sort || undefined })} options={options} />
}
