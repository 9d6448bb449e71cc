import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Schemas } from '../../api/client'
import { again } from '../../app/changes'
import { DayInput } from '../../app/DayInput'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { today, unitsOn } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { amount } from '../figures/shown'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { tree } from '../units/tree'

type Row = Schemas['HazardRowView']

export interface HazardSearch {
  unit?: string
  first?: string
  last?: string
}

const hazardTable = (query: HazardSearch) =>
  queryOptions({
    queryKey: ['hazard-table', query],
    queryFn: () => ask(client.GET('/api/hazard-table', { params: { query } })),
    refetchInterval: again,
  })

/** The statutory table of hazards, twelve columns by sector, computed and never typed. */
export function HazardTablePage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/hazard-table' })
  const navigate = useNavigate()
  const found = useQuery({ ...hazardTable(search), placeholderData: keepPreviousData })
  const units = useQuery(unitsOn(today()))
  useTitle(t('hazardTable.title'))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  const { rows, total, first, last, unit_id } = found.data
  const narrow = (change: HazardSearch) => void navigate({ to: '/hazard-table', search: { ...search, ...change }, replace: true })
  const known = Object.entries(search).filter((entry): entry is [string, string] => !!entry[1])
  return (
    <div className="page board-page">
      <div className="page-head">
        <h1>{t('hazardTable.title')}</h1>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className="w-unit"
          popupMatchSelectWidth={false}
          placeholder={t('home.whole')}
          aria-label={t('hazardTable.unit')}
          value={unit_id ?? undefined}
          onChange={unit => narrow({ unit })}
          options={tree(units.data ?? []).map(({ unit }) => ({ value: unit.id, label: unit.name }))}
        />
        <label className="quiet no-print">
          {t('hazardTable.first')} <DayInput value={search.first ?? first} onChange={day => narrow({ first: day || undefined })} />
        </label>
        <label className="quiet no-print">
          {t('hazardTable.last')} <DayInput value={search.last ?? last} onChange={day => narrow({ last: day || undefined })} />
        </label>
        <span className="grow" />
        <span className="quiet">
          {first} — {last}
        </span>
        <a href={`/api/hazard-table/sheet.xlsx?${new URLSearchParams(known)}`} download className="no-print">
          {t('scoreboard.sheet')}
        </a>
        <button type="button" className="link no-phone no-print" onClick={() => window.print()}>
          {t('scoreboard.print')}
        </button>
      </div>
      <div className="sheet scroll" tabIndex={0} role="region" aria-label={t('hazardTable.title')}>
        {rows.length === 0 ? <Blank title={t('hazardTable.none')} /> : <Table rows={rows} total={total} />}
      </div>
      <p className="quiet">{t('hazardTable.about')}</p>
    </div>
  )
}

function Table({ rows, total }: { rows: Row[]; total: Row }) {
  const { t, i18n } = useTranslation()
  const registers = useQuery(registerList)
  const sector = (code: string) => {
    const found = registers.data?.sectors.find(sector => sector.code === code)
    return found && named(found.name, i18n.language)
  }
  const single = ['planned', 'settled', 'listed', 'province', 'funds'] as const
  return (
    <table className="ledger hazard-table" data-testid="hazard-table">
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {t('hazardTable.sector')}
          </th>
          <th scope="col" rowSpan={2} className="num">
            {t('hazardTable.sites')}
          </th>
          <th scope="colgroup" colSpan={3}>
            {t('hazardTable.general')}
          </th>
          <th scope="colgroup" colSpan={3}>
            {t('hazardTable.major')}
          </th>
          {single.map(name => (
            <th key={name} scope="col" rowSpan={2} className="num">
              {t(`hazardTable.${name}`)}
            </th>
          ))}
        </tr>
        <tr>
          {(['fixed', 'closed'] as const).map(done =>
            (['found', done, 'rate'] as const).map(name => (
              <th key={done + name} scope="col" className="num">
                {t(`hazardTable.${name}`)}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Cells key={row.sector ?? ''} name={row.sector ? sector(row.sector) : t('hazardTable.noSector')} row={row} />
        ))}
        <Cells name={t('hazardTable.total')} row={total} />
      </tbody>
    </table>
  )
}

function Cells({ name, row }: { name: string | undefined; row: Row }) {
  // a rate is cut and not rounded, and that of nothing is left blank
  const rate = (rate: number | null | undefined) => (rate == null ? '' : amount(Math.trunc(rate * 100 + 1e-6) / 100))
  const { general, major, planned, listed } = row
  const cells = [
    amount(row.sites),
    ...[general, major].flatMap(of => [amount(of.all), amount(of.some), rate(of.rate)]),
    ...[planned, listed].flatMap(of => [amount(of.all), amount(of.some)]),
    amount(row.funds),
  ]
  return (
    <tr>
      <th scope="row">{name}</th>
      {cells.map((cell, n) => (
        <td key={n} className="num">
          {cell}
        </td>
      ))}
    </tr>
  )
}
