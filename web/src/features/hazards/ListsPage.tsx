import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, type InputRef } from 'antd'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { Count } from '../desk/Count'
import { columnsOf, columnsText, moved, resized, type Column } from '../registers/data/columns'
import { KnownRegister, useKnown, useRegister } from '../registers/data/context'
import { summary } from '../registers/data/queries'
import { useRows } from '../registers/data/rows'
import { asked, type ListSearch } from '../registers/data/search'
import { Cards } from '../registers/list/Cards'
import { cleared, FilterBar, type Narrow } from '../registers/list/FilterBar'
import { FilterSheet } from '../registers/list/FilterSheet'
import { PrintedList } from '../registers/list/PrintPage'
import { Table } from '../registers/list/Table'
import { exportAddress } from '../registers/sheets/calls'
import { Causes } from './Causes'
import { hazardLists, type HazardList, type HazardLists } from './data'
import { isNarrow, recordList, type HazardSearch } from './search'

/** The lists as the server knows them, and the one that the address names. */
function useLists(search: HazardSearch) {
  const found = useQuery({ ...hazardLists(search.unit), placeholderData: keepPreviousData })
  const list = found.data?.items.find(({ code }) => code === (search.list ?? 'problems'))
  const register = useRegister(list?.register ?? 'hazard')
  const error = found.error ?? register.error
  const retry = () => {
    void found.refetch()
    register.retry()
  }
  return { lists: found.data, list, known: register.known, error, retry }
}

/** The four lists 四个清单: live views of the hazards and of what was laid down against them. */
export function ListsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/hazards' })
  const { lists, list, known, error, retry } = useLists(search)
  useTitle(t('hazards.lists.title'))
  if (!lists || !list || known?.definition.code !== list.register) return error ? <Failed error={error} retry={retry} /> : <Loading />
  return (
    <KnownRegister known={known}>
      <Page key={list.code} search={search} lists={lists} list={list} />
    </KnownRegister>
  )
}

/** The same list on paper. */
export function ListPrintPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/hazards/print' })
  const { lists, list, known, error, retry } = useLists(search)
  if (!lists || !list || known?.definition.code !== list.register) return error ? <Failed error={error} retry={retry} /> : <Loading />
  const back = (
    <Link to="/hazards" search={search}>
      <Button tabIndex={-1}>{t('registers.print.back')}</Button>
    </Link>
  )
  return (
    <KnownRegister known={known}>
      <PrintedList search={recordList(search, list, lists)} name={t(`hazards.lists.${list.code as 'problems'}`)} back={back} />
    </KnownRegister>
  )
}

interface Props {
  search: HazardSearch
  lists: HazardLists
  list: HazardList
}

function Page({ search, lists, list }: Props) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const isPhone = usePhone()
  const navigate = useNavigate()
  const searchBox = useRef<InputRef>(null)
  const records = useMemo(() => recordList(search, list, lists), [search, list, lists])
  const narrow: Narrow = useCallback((change, { replace = true } = {}) => void navigate({ to: '/hazards', search: { ...search, ...change }, replace }), [navigate, search])
  const { rows, count, sums, columns, resize, move } = useShown(list, records)
  const chosen = isNarrow(search)
  const clear = () => void navigate({ to: '/hazards', search: { list: search.list }, replace: true })
  return (
    <div className="page fill register hazard-lists">
      <Head list={list} count={count} asOf={rows.asOf} sheet={exportAddress(definition, { ...records, cols: columnsText(columns) }, list.code)} search={search} />
      <Tabs search={search} lists={lists} list={list} />
      {isPhone ? (
        <FilterSheet search={search} names={rows.names} count={count} onNarrow={narrow} />
      ) : (
        <FilterBar search={search} names={rows.names} onNarrow={narrow} searchBox={searchBox} />
      )}
      {list.code === 'measures' && <Causes unit={search.unit} />}
      <div className="beside">
        <section className="sheet list" aria-busy={!rows.isLoaded}>
          {rows.error && rows.isEmpty ? (
            <Failed error={rows.error} retry={() => rows.retry()} />
          ) : rows.isLoaded && rows.isEmpty ? (
            <Blank title={t(chosen ? 'hazards.lists.none' : 'hazards.lists.empty')} words={chosen ? t('hazards.lists.noneHint') : t(`hazards.lists.about.${list.code as 'problems'}`)}>
              {chosen ? <Button onClick={clear}>{t('registers.filter.clear')}</Button> : <NewLink list={list} />}
            </Blank>
          ) : isPhone ? (
            <Cards rows={rows} count={count} columns={columns} onOpen={open} />
          ) : (
            <Table rows={rows} columns={columns} count={count} sums={sums} sort={records.sort} open={undefined} onSort={sort => narrow({ sort })} onResize={resize} onMove={move} onOpen={open} onGo={go} />
          )}
        </section>
      </div>
    </div>
  )
  function open(id: string) {
    go(definition.code, id)
  }
  function go(register: string, id: string) {
    void navigate({ to: '/registers/$code/$id', params: { code: register, id } })
  }
}

/** What the list shows: its rows, how many there are, and columns whose width and place one may change while looking. */
function useShown(list: HazardList, records: ListSearch) {
  const { definition } = useKnown()
  const query = useMemo(() => asked(records), [records])
  const rows = useRows(list.register, query)
  const sums = useQuery({ ...summary(list.register, query), placeholderData: keepPreviousData })
  const [columns, setColumns] = useState<readonly Column[]>(() => columnsOf(definition, list.columns.join(',')) ?? [])
  const summed = sums.isPlaceholderData ? undefined : sums.data
  return {
    rows,
    columns,
    count: summed?.count,
    sums: summed?.sums,
    resize: (code: string, width: number) => setColumns(now => resized(now, code, width)),
    move: (code: string, before: string | null) => setColumns(now => moved(now, code, before)),
  }
}

function Head({ list, count, asOf, sheet, search }: { list: HazardList; count: number | undefined; asOf: string; sheet: string; search: HazardSearch }) {
  const { t } = useTranslation()
  return (
    <div className="page-head">
      <h1>{t(`hazards.lists.${list.code as 'problems'}`)}</h1>
      {count !== undefined && (
        <span className="quiet" data-testid="count">
          {t('registers.list.count', { n: count })}
        </span>
      )}
      <span className="grow" />
      {asOf && <span className="quiet no-phone">{t('notices.asOf', { day: asOf })}</span>}
      <Link to="/hazard-table" search={{ unit: search.unit }}>
        {t('hazards.lists.table')}
      </Link>
      <Link to="/hazards/rules">{t('hazards.rules.title')}</Link>
      <Link to="/papers">{t('papers.list.title')}</Link>
      <a href={sheet} download>
        <Button tabIndex={-1}>{t('hazards.lists.sheet')}</Button>
      </a>
      <Link to="/hazards/print" search={search} className="no-phone">
        <Button tabIndex={-1}>{t('registers.list.print')}</Button>
      </Link>
      <NewLink list={list} />
    </div>
  )
}

/** Entering begins where every record begins. */
function NewLink({ list }: { list: HazardList }) {
  const { t } = useTranslation()
  return (
    <Link to="/registers/$code" params={{ code: list.register }} search={{ form: 'new' }}>
      <Button type="primary" tabIndex={-1}>
        {t(list.register === 'measure' ? 'hazards.lists.newMeasure' : 'hazards.lists.new')}
      </Button>
    </Link>
  )
}

function Tabs({ search, lists, list }: Props) {
  const { t } = useTranslation()
  const { when, ...rest } = search
  const all = cleared(search)
  return (
    <div className="row list-tabs no-print">
      <nav className="tallies" aria-label={t('hazards.lists.title')}>
        {lists.items.map(one => (
          <Link key={one.code} to="/hazards" search={{ list: one.code as 'problems', unit: search.unit }} className={one.code === list.code ? 'active' : ''} aria-current={one.code === list.code ? 'page' : undefined}>
            {t(`hazards.lists.${one.code as 'problems'}`)} <b><Count {...one} /></b>
          </Link>
        ))}
      </nav>
      {list.register === 'hazard' && (
        <nav className="tallies" aria-label={t('hazards.lists.byDeadline')}>
          {(['overdue', 'soon'] as const).map(code => (
            <Link
              key={code}
              to="/hazards"
              search={when === code ? rest : { ...rest, ...all, list: search.list, unit: search.unit, when: code }}
              className={`urgency-${code === 'soon' ? 'due-soon' : 'overdue'} ${lists[code].count === 0 ? 'zero' : ''} ${when === code ? 'active' : ''}`}
              aria-current={when === code ? 'true' : undefined}
            >
              {t(`hazards.lists.${code}`)} <b><Count {...lists[code]} /></b>
            </Link>
          ))}
        </nav>
      )}
    </div>
  )
}
