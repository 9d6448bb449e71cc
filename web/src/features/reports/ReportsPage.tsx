import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { today, unitList } from '../../app/queries'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { keyOf, placeOf, reportPages, reportsOf, TABS, type Asked, type ReportSearch, type Tab } from './data'
import { Marks } from './Marks'
import { period, reported } from './period'
import { Sheet } from './Sheet'

/** What is asked of units, and what waits for a review. */
export function ReportsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/reports' })
  const navigate = useNavigate()
  const tab: Tab = search.tab ?? 'open'
  const list = useInfiniteQuery({ ...reportPages({ unit: search.unit, standing: TABS[tab] || undefined }), placeholderData: keepPreviousData })
  const units = useQuery(unitList)
  const items = useMemo(() => list.data?.pages.flatMap(page => page.items) ?? [], [list.data])
  const here = items.find(row => keyOf(row) === search.row)
  // an address may name a row of a page that is not here yet
  const place = here ? undefined : placeOf(search.row)
  const elsewhere = useQuery({ ...reportsOf(place ?? { target: '', unit: '' }), enabled: !!place })
  useTitle(t('reports.title'))
  const first = list.data?.pages[0]
  if (!first) return list.error ? <Failed error={list.error} retry={() => void list.refetch()} /> : <Loading />
  const { counts, overdue, total } = first
  const go = (change: Partial<ReportSearch>) => void navigate({ to: '/reports', search: { ...search, ...change }, replace: true })
  const count = (of: Tab) => (of === 'all' ? undefined : TABS[of].split(',').reduce((sum, standing) => sum + (counts[standing] ?? 0), 0))
  const options = (Object.keys(TABS) as Tab[]).map(value => ({ value, label: `${t(`reports.standing.${value}`)} ${count(value) ?? ''}`.trim() }))
  const isNothing = Object.keys(counts).length === 0
  const open = here ?? elsewhere.data?.items.find(row => keyOf(row) === search.row)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('reports.title')}</h1>
        {overdue > 0 && <span className="overdue">{t('reports.overdue', { n: overdue })}</span>}
        <span className="grow" />
        <Link to="/closings">{t('reports.close.title')}</Link>
        <Select
          className="w-indicator"
          allowClear
          showSearch
          optionFilterProp="label"
          aria-label={t('reports.unit')}
          placeholder={t('reports.allUnits')}
          value={search.unit}
          onChange={(unit?: string) => go({ unit, row: undefined })}
          options={units.data?.map(unit => ({ value: unit.id, label: unit.name }))}
        />
        <span className="quiet">{t('notices.asOf', { day: today() })}</span>
      </div>
      <div className="tabs-row">
        <Segmented<Tab> value={tab} options={options} onChange={next => go({ tab: next === 'open' ? undefined : next, row: undefined })} />
      </div>
      <div className="sheet scroll">
        {items.length === 0 ? (
          <Blank title={t('reports.empty')} words={isNothing ? t('reports.emptyHint') : t('reports.emptyStanding')} />
        ) : (
          <Rows items={items} onOpen={row => go({ row: keyOf(row) })} />
        )}
        {list.hasNextPage && (
          <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('reports.more', { n: items.length, all: total })}
          </Button>
        )}
      </div>
      {open && <Sheet key={keyOf(open)} row={open} onClose={() => go({ row: undefined })} />}
    </div>
  )
}

/** What there is to do with a row. */
export function verb(row: Asked): 'report' | 'change' | 'review' | 'look' {
  if (row.standing === 'asked') return 'report'
  if (row.standing === 'returned') return 'change'
  return row.standing === 'submitted' ? 'review' : 'look'
}

function Rows({ items, onOpen }: { items: Asked[]; onOpen: (row: Asked) => void }) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const last = (row: Asked) => row.report?.versions.at(-1)
  const action = (row: Asked) => (
    <Button type="link" size="small" aria-label={`${t(`reports.${verb(row)}`)} ${row.unit_name} ${period(row.first, row.last)} ${row.subject}`} onClick={() => onOpen(row)}>
      {t(`reports.${verb(row)}`)}
    </Button>
  )
  if (isPhone)
    return (
      <ul className="rows-phone">
        {items.map(row => (
          <li key={keyOf(row)}>
            <div className="row">
              <b lang="zh-CN">{row.subject}</b>
              <span className="grow" />
              {action(row)}
            </div>
            <div lang="zh-CN" className="quiet">
              {period(row.first, row.last)} {row.unit_name} {last(row) && <b>{reported(last(row) ?? { numerator: '' }, row)}</b>}
            </div>
            <div>
              <Marks row={row} />{' '}
              <span className="quiet nowrap">
                {t('reports.due')} {row.due}
              </span>
            </div>
          </li>
        ))}
      </ul>
    )
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th>{t('reports.period')}</th>
          <th>{t('reports.unit')}</th>
          <th className="wide">{t('reports.target')}</th>
          <th className="num">{t('reports.previous')}</th>
          <th className="num">{t('reports.now')}</th>
          <th>{t('reports.due')}</th>
          <th>{t('reports.state')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {items.map(row => (
          <tr key={keyOf(row)}>
            <td className="nowrap">{period(row.first, row.last)}</td>
            <td className="nowrap" lang="zh-CN">
              {row.unit_name}
            </td>
            <td className="wide" lang="zh-CN">
              <Link to="/notices/$id/targets/$target/figures/$unit" params={{ id: row.notice_id, target: row.target_id, unit: row.unit_id }}>
                {row.subject}
              </Link>{' '}
              <span className="quiet">{row.path}</span>
            </td>
            <td className="num nowrap quiet" lang="zh-CN">{row.previous ? reported(row.previous, row) : ''}</td>
            <td className="num nowrap" lang="zh-CN">{last(row) ? reported(last(row) ?? { numerator: '' }, row) : ''}</td>
            <td className="nowrap">{row.due}</td>
            <td className="nowrap">
              <Marks row={row} />
            </td>
            <td className="actions nowrap">{action(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
