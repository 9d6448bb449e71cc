import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { choices } from '../../app/i18n'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { groups } from './groups'
import { isNarrowed, type BoardSearch } from './search'

interface Props {
  /** The board before narrowing: what there is to choose from. */
  all: Board
  search: BoardSearch
  onChange: (search: BoardSearch) => void
}

export function Filters({ all, search, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const registers = useQuery(registerList)
  const narrow = (change: BoardSearch) => onChange({ ...search, ...change })
  const notices = [...new Map(all.items.map(item => [item.notice_id, item.notice_title]))]
  const parts = new Map(groups(all.items, all.parts).map(({ part, title }) => [part, title]))
  const partLabel = ([part, title]: [string, string | null]) =>
    title && notices.length === 1 ? t('board.pieceOf', { part, title }) : part || t('board.others')
  return (
    <div className="filters no-print" role="group" aria-label={t('board.filters')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className="w-unit"
        placeholder={t('board.unit')}
        aria-label={t('board.unit')}
        value={search.unit}
        onChange={unit => narrow({ unit })}
        options={all.units.map(unit => ({ value: unit.id, label: unit.name }))}
      />
      {notices.length > 1 && (
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className="w-notice"
          placeholder={t('board.notice')}
          aria-label={t('board.notice')}
          value={search.notice}
          onChange={notice => narrow({ notice })}
          options={notices.map(([value, label]) => ({ value, label }))}
        />
      )}
      <Select
        allowClear
        className="w-part"
        popupMatchSelectWidth={false}
        placeholder={t('board.part')}
        aria-label={t('board.part')}
        value={search.part}
        onChange={part => narrow({ part })}
        options={[...parts].map(entry => ({ value: entry[0], label: partLabel(entry) }))}
      />
      <Select
        allowClear
        className="w-kind"
        placeholder={t('board.kind')}
        aria-label={t('board.kind')}
        value={search.kind}
        onChange={kind => narrow({ kind })}
        options={choices(t, 'kind')}
      />
      <Select
        allowClear
        className="w-kind"
        popupMatchSelectWidth={false}
        placeholder={t('scoreboard.level')}
        aria-label={t('scoreboard.level')}
        value={search.level}
        onChange={level => narrow({ level })}
        options={choices(t, 'unitKind').filter(({ value }) => all.units.some(unit => unit.kind === value))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className="w-part"
        popupMatchSelectWidth={false}
        placeholder={t('scoreboard.sector')}
        aria-label={t('scoreboard.sector')}
        value={search.sector}
        onChange={sector => narrow({ sector })}
        options={(registers.data?.sectors ?? []).map(({ code, name }) => ({ value: code, label: named(name, i18n.language) }))}
      />
      <label className="quiet">
        {t('board.dueBy')}{' '}
        <DayInput value={search.due_by} onChange={day => narrow({ due_by: day || undefined })} />
      </label>
      {isNarrowed(search) && <Button onClick={() => onChange({ view: search.view, cells: search.cells, as_of: search.as_of })}>{t('board.clear')}</Button>}
      <span className="grow" />
      {search.view !== 'list' && (
        <Segmented<'figures' | 'signs'>
          className="no-phone"
          aria-label={t('scoreboard.cells')}
          value={search.cells ?? 'figures'}
          onChange={cells => narrow({ cells: cells === 'signs' ? 'signs' : undefined })}
          options={[
            { value: 'figures', label: t('scoreboard.figures') },
            { value: 'signs', label: t('scoreboard.signs') },
          ]}
        />
      )}
      <Segmented<'matrix' | 'list'>
        className="no-phone"
        aria-label={t('board.view')}
        value={search.view ?? 'matrix'}
        onChange={view => narrow({ view: view === 'list' ? 'list' : undefined })}
        options={[
          { value: 'matrix', label: t('board.matrix') },
          { value: 'list', label: t('board.list') },
        ]}
      />
    </div>
  )
}
