import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { word } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { useTitle } from '../../app/useTitle'
import { demand } from '../../format/demand'
import { figureBoard, lookUp, type Cell } from '../figures/data'
import { ofAll, shown } from '../figures/shown'
import { Light } from '../live/Light'
import { Answering } from '../people/Answering'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { boardOf } from './data'
import type { Item } from './groups'
import type { Readings } from './List'

/** Units of a target shown by name. */
const WORST = 5

/** Along a sector 条: each target that it has figures for, over all units, counted from records of the sector alone. */
export function SectorPage() {
  const { t, i18n } = useTranslation()
  const { code } = useParams({ from: '/sectors/$code' })
  const navigate = useNavigate()
  const registers = useQuery(registerList)
  const board = useQuery(boardOf({}))
  const figures = useQuery({ ...figureBoard({ sector: code }), placeholderData: keepPreviousData })
  const readings = useMemo(() => lookUp(figures.data), [figures.data])
  const sectors = registers.data?.sectors ?? []
  const own = sectors.find(sector => sector.code === code)
  const name = own ? named(own.name, i18n.language) : code
  useTitle(t('scoreboard.sectorOf', { name }))
  if (!board.data || !figures.data || !registers.data) {
    const error = board.error ?? figures.error ?? registers.error
    return error ? <Failed error={error} retry={() => void Promise.all([board.refetch(), figures.refetch(), registers.refetch()])} /> : <Loading />
  }
  const has = (cell: Cell | undefined) => !!cell?.name && (cell.numerator !== 0 || (cell.denominator ?? 0) !== 0)
  const items = board.data.items.filter(item => has(readings.pooled(item.id)))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('scoreboard.sectorOf', { name })}</h1>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          className="w-notice"
          aria-label={t('scoreboard.choose')}
          value={code}
          onChange={code => void navigate({ to: '/sectors/$code', params: { code } })}
          options={sectors.map(sector => ({ value: sector.code, label: named(sector.name, i18n.language) }))}
        />
        <Link to="/board" search={{ sector: code }}>
          {t('scoreboard.toUnits')}
        </Link>
        <Answering sector={code} />
        <span className="grow" />
        <span className="quiet" lang="zh-CN">
          {own?.departments.join('、')}
        </span>
        <span className="quiet">{t('notices.asOf', { day: figures.data.as_of })}</span>
      </div>
      <div className="sheet scroll">{items.length === 0 ? <Blank title={t('scoreboard.none')} /> : <Targets items={items} readings={readings} sector={code} names={board.data.units} />}</div>
    </div>
  )
}

interface Props {
  items: readonly Item[]
  readings: Readings
  sector: string
  names: readonly { id: string; name: string }[]
}

function Targets({ items, readings, sector, names }: Props) {
  const { t } = useTranslation()
  const unit = (id: string) => names.find(unit => unit.id === id)?.name
  return (
    <table className="ledger" data-testid="sector">
      <thead>
        <tr>
          <th scope="col">{t('board.target')}</th>
          <th scope="col">{t('board.demand')}</th>
          <th scope="col" className="num">{t('scoreboard.pooledOf')}</th>
          <th scope="col">{t('scoreboard.lights')}</th>
          <th scope="col">{t('scoreboard.worst')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => {
          const pooled = readings.pooled(item.id)
          const cells = readings.of(item.id)
          const lights = new Map<string, number>()
          for (const { light } of cells) lights.set(light, (lights.get(light) ?? 0) + 1)
          return (
            <tr key={item.id}>
              <th scope="row" lang="zh-CN">
                {item.subject} <div className="quiet">{item.citations[0]?.path}</div>
              </th>
              <td lang="zh-CN">{demand(item, t)}</td>
              <td className="num nowrap">
                {pooled && (
                  <>
                    <b lang="zh-CN">{shown(pooled)}</b> <span className="quiet">{ofAll(pooled)}</span>
                  </>
                )}
              </td>
              <td>
                <Light light={readings.light(item.id)} />
                <div className="quiet">{[...lights].map(([light, count]) => `${word(t, 'light', light)} ${count}`).join(t('app.comma'))}</div>
              </td>
              <td>
                {cells.slice(0, WORST).map(cell => (
                  <div key={cell.unit_id}>
                    <Link to="/notices/$id/targets/$target/figures/$unit" params={{ id: item.notice_id, target: item.id, unit: cell.unit_id }} search={{ sector }} lang="zh-CN">
                      {unit(cell.unit_id)} {shown(cell)}
                    </Link>{' '}
                    <span className="quiet">{ofAll(cell)}</span>
                  </div>
                ))}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
