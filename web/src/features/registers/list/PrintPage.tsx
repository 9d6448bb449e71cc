import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../../app/Failed'
import { Loading } from '../../../app/Loading'
import { useTitle } from '../../../app/useTitle'
import { columnsOf, firstColumns, isRight } from '../data/columns'
import { KnownRegister, useKnown, useRegister } from '../data/context'
import { keptColumns } from '../data/memory'
import { useQuery } from '@tanstack/react-query'
import { summary } from '../data/queries'
import { loadPage } from '../data/rows'
import { asked, closed, type ListSearch } from '../data/search'
import { lapseOf, type NameMap, type RecordView } from '../data/types'
import { cell, heading } from '../text/cells'
import { filterWords } from '../text/filters'
import { grouped, named } from '../text/named'
import { useFilterNames } from './FilterChips'
import { LapseMark } from './Row'

/** More than this nobody reads on paper. */
const MOST = 3000

/** The list as it stands in the address, on A4 lying. */
export function PrintPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/registers/$code/print' })
  const search: ListSearch = useSearch({ from: '/registers/$code/print' })
  const { known, error, retry } = useRegister(code)
  if (!known) return error ? <Failed error={error} retry={retry} /> : <Loading />
  const back = (
    <Link to="/registers/$code" params={{ code }} search={closed(search)}>
      <Button tabIndex={-1}>{t('registers.print.back')}</Button>
    </Link>
  )
  return (
    <KnownRegister known={known}>
      <PrintedList search={search} name={named(known.definition.name, known.language)} back={back} />
    </KnownRegister>
  )
}

interface Loaded {
  items: RecordView[]
  names: NameMap
  asOf: string
  isWhole: boolean
}

function useAll(code: string, search: ListSearch) {
  const [loaded, setLoaded] = useState<Loaded>({ items: [], names: {}, asOf: '', isWhole: false })
  const [error, setError] = useState<unknown>(null)
  const query = useMemo(() => asked(search), [search])
  useEffect(() => {
    let isOver = false
    async function load() {
      const found: Loaded = { items: [], names: {}, asOf: '', isWhole: false }
      let after: string | undefined
      do {
        const page = await loadPage(code, query, after ? { after } : {}, 500)
        if (isOver) return
        found.items.push(...page.items)
        Object.assign(found.names, page.names)
        found.asOf = page.as_of
        after = page.next ?? undefined
        setLoaded({ ...found, isWhole: !after || found.items.length >= MOST })
      } while (after && found.items.length < MOST)
    }
    load().catch(setError)
    return () => {
      isOver = true
    }
  }, [code, query])
  return { loaded, error }
}

interface Props {
  search: ListSearch
  /** What stands over it. */
  name: string
  /** The way back to where it was printed from. */
  back: ReactNode
}

/** A list on paper, whatever page it is printed from. */
export function PrintedList({ search, name, back }: Props) {
  const { t } = useTranslation()
  const known = useKnown()
  const { definition, language } = known
  const { loaded, error } = useAll(definition.code, search)
  const sums = useQuery(summary(definition.code, asked(search)))
  const own = useFilterNames(search)
  const columns = columnsOf(definition, search.cols) ?? columnsOf(definition, keptColumns(definition.code)) ?? firstColumns(definition)
  const words = filterWords(search, known, { ...loaded.names, ...own }, t)
  useTitle(name)
  if (error) return <Failed error={error} retry={() => window.location.reload()} />
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const count = sums.data?.count
  const isCapped = loaded.isWhole && count !== undefined && count > loaded.items.length
  return (
    <div className="page ledger-print">
      <div className="page-head no-print">
        {back}
        <span className="quiet" role="status">
          {t(loaded.isWhole ? 'registers.print.ready' : 'registers.print.loading', { n: grouped(String(loaded.items.length)) })}
        </span>
        {isCapped && <span className="warn">{t('registers.print.capped', { n: grouped(String(MOST)) })}</span>}
        <span className="grow" />
        <Button type="primary" disabled={!loaded.isWhole} onClick={() => window.print()}>
          {t('registers.print.page')}
        </Button>
      </div>
      <article className="ledger-paper">
        <h1>{name}</h1>
        <p className="ledger-about">
          {words.length > 0 && (
            <span>
              {t('registers.print.filters')}
              {t('app.colon')}
              {words.map(({ label, value }) => `${label} ${value}`).join(language === 'zh' ? '；' : '; ')}
            </span>
          )}
          <span className="grow" />
          {loaded.asOf && <span>{t('notices.asOf', { day: loaded.asOf })}</span>}
        </p>
        <div className="scroll" tabIndex={0} role="region" aria-label={name}>
          <table>
            <colgroup>
              <col style={{ width: '3.2em' }} />
              {columns.map(column => (
                <col key={column.code} style={{ width: `${(column.width / whole) * 100}%` }} />
              ))}
            </colgroup>
            <thead>
              <tr>
                <th scope="col">{t('registers.print.row')}</th>
                {columns.map(column => (
                  <th key={column.code} scope="col" className={isRight(column) ? 'num' : undefined}>
                    {heading(column, t, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {loaded.items.map((record, n) => (
                <tr key={record.id}>
                  <td className="num">{n + 1}</td>
                  {columns.map(column => {
                    const text = cell(column, record, loaded.names, known)
                    return (
                      <td key={column.code} className={isRight(column) ? 'num' : column.field?.kind === 'date' ? 'nowrap' : undefined} lang="zh-CN">
                        {text} {column.field?.kind === 'date' && <LapseMark lapse={lapseOf(record, column.code)} />}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
            <tbody className="sums">
              <tr>
                <td />
                {columns.map((column, n) => (
                  <td key={column.code} className={n === 0 ? undefined : 'num'}>
                    {n === 0 ? count !== undefined && t('registers.list.total', { n: grouped(String(count)) }) : sums.data?.sums[column.code] !== undefined && grouped(sums.data.sums[column.code] ?? '')}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      </article>
    </div>
  )
}
