import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, type InputRef } from 'antd'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../../app/Failed'
import { usePhone } from '../../../app/usePhone'
import { useKeys } from '../../review/useKeys'
import { moved, resized } from '../data/columns'
import { useKnown } from '../data/context'
import { summary } from '../data/queries'
import { useRows } from '../data/rows'
import { asked, isNarrowed, prefilled, type ListSearch } from '../data/search'
import { FormDrawer } from '../form/FormDrawer'
import { KeptAction } from '../kept/KeptAction'
import { RecordPane } from '../record/RecordPane'
import { Cards } from './Cards'
import { ColumnChooser } from './ColumnChooser'
import { FilterBar, type Narrow } from './FilterBar'
import { FilterSheet } from './FilterSheet'
import { JumpAction } from './JumpAction'
import { ListHead } from './ListHead'
import { NoRows } from './NoRows'
import { Table } from './Table'
import { useColumns } from './useColumns'
import { useSelection } from './useSelection'

export function ListView() {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const { code } = definition
  const isPhone = usePhone()
  const navigate = useNavigate()
  const search: ListSearch = useSearch({ from: '/registers/$code' })
  const query = useMemo(() => asked(search), [search])
  const rows = useRows(code, query)
  const sums = useQuery({ ...summary(code, query), placeholderData: keepPreviousData })
  const selection = useSelection(rows)
  const searchBox = useRef<InputRef>(null)

  // the address of now, for handlers that must stay the same while one scrolls
  const now = useRef(search)
  now.current = search
  const narrow: Narrow = useCallback(
    (change, { replace = false } = {}) => void navigate({ to: '/registers/$code', params: { code }, search: { ...now.current, ...change }, replace }),
    [navigate, code],
  )
  const open = useCallback(
    (id: string) => {
      if (isPhone) void navigate({ to: '/registers/$code/$id', params: { code, id } })
      else narrow({ record: id }, { replace: !!now.current.record })
    },
    [isPhone, navigate, narrow, code],
  )
  const go = useCallback((register: string, id: string) => void navigate({ to: '/registers/$code/$id', params: { code: register, id } }), [navigate])
  const columns = useColumns(search, narrow)
  useKeys({ n: () => narrow({ form: 'new' }), '/': () => searchBox.current?.focus(), Escape: () => search.record && narrow({ record: undefined }) }, !search.form)
  // a phone has no room beside the list
  useEffect(() => {
    if (isPhone && search.record && !search.form) void navigate({ to: '/registers/$code/$id', params: { code, id: search.record }, replace: true })
  }, [isPhone, search.record, search.form, navigate, code])

  const count = sums.isPlaceholderData ? undefined : sums.data?.count
  const table = () => {
    if (rows.error && rows.isEmpty) return <Failed error={rows.error} retry={() => rows.retry()} />
    if (rows.isLoaded && rows.isEmpty) return <NoRows isNarrowed={isNarrowed(search)} onNarrow={narrow} search={search} />
    if (isPhone) return <Cards rows={rows} count={count} columns={columns.columns} onOpen={open} />
    return (
      <Table
        rows={rows}
        columns={columns.columns}
        count={count}
        sums={sums.isPlaceholderData ? undefined : sums.data?.sums}
        sort={search.sort}
        open={search.record}
        selection={selection}
        onSort={sort => narrow({ sort })}
        onResize={(code, width) => columns.change(resized(columns.columns, code, width))}
        onMove={(code, before) => columns.change(moved(columns.columns, code, before))}
        onOpen={open}
        onGo={go}
      />
    )
  }
  return (
    <div className="page fill register">
      <ListHead count={count} asOf={rows.asOf} search={search} selection={selection} onNarrow={narrow} />
      {isPhone ? (
        <FilterSheet search={search} names={rows.names} count={count} onNarrow={narrow}>
          <JumpAction rows={rows} count={count} sort={search.sort} />
          <KeptAction search={search} />
        </FilterSheet>
      ) : (
        <FilterBar search={search} names={rows.names} onNarrow={narrow} searchBox={searchBox}>
          <JumpAction rows={rows} count={count} sort={search.sort} />
          <KeptAction search={search} />
          <ColumnChooser columns={columns.columns} isFirst={columns.isFirst} onChange={columns.change} onReset={columns.reset} />
        </FilterBar>
      )}
      {!!rows.error && !rows.isEmpty && (
        <p className="banner" role="alert">
          {t('registers.list.broken', { n: rows.here().length })}{' '}
          <Button type="link" size="small" onClick={() => rows.retry()}>
            {t('app.retry')}
          </Button>
        </p>
      )}
      <div className="beside">
        <section className="sheet list" aria-busy={!rows.isLoaded}>
          {table()}
        </section>
        {!isPhone && search.record && <RecordPane key={search.record} id={search.record} onClose={() => narrow({ record: undefined })} onEdit={() => narrow({ form: 'edit' })} />}
      </div>
      {search.form && (
        <FormDrawer
          id={search.form === 'edit' ? search.record : undefined}
          start={prefilled(search.with)}
          onClose={() => narrow({ form: undefined, with: undefined })}
          onSaved={id => narrow({ form: undefined, with: undefined, ...(isPhone ? {} : { record: id }) }, { replace: true })}
        />
      )}
    </div>
  )
}
