import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../../api/client'
import { Blank, Failed } from '../../app/Failed'
import { word } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { today, unitList, unitsOn } from '../../app/queries'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { BoundariesDialog } from './BoundariesDialog'
import { EndDialog, UnitDialog } from './UnitDialogs'
import { LinesDialog } from '../lines/LinesDialog'
import { ReformDialog } from './ReformDialog'
import { tree } from './tree'

export type Doing = { what: 'add' } | { what: 'edit' | 'end' | 'reform'; unit: Unit }

export function UnitsPage() {
  const { t } = useTranslation()
  const { ended } = useSearch({ from: '/units' })
  const navigate = useNavigate()
  const all = useQuery(unitList)
  const standing = useQuery(unitsOn(today()))
  const [doing, setDoing] = useState<Doing | null>(null)
  const [isImporting, setImporting] = useState(false)
  const [isBounding, setBounding] = useState(false)
  useTitle(t('units.title'))
  const error = all.error ?? standing.error
  if (!all.data || !standing.data) return error ? <Failed error={error} retry={() => void Promise.all([all.refetch(), standing.refetch()])} /> : <Loading />

  const now = new Set(standing.data.map(unit => unit.id))
  const add = (
    <>
      {all.data.length > 0 && <Button onClick={() => setBounding(true)}>{t('units.boundary.read')}</Button>}
      <Button onClick={() => setImporting(true)}>{t('lines.import')}</Button>
      <Button type="primary" onClick={() => setDoing({ what: 'add' })}>
        {t('units.add')}
      </Button>
    </>
  )
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('units.title')}</h1>
        <span className="quiet">{t('units.count', { n: now.size })}</span>
        <span className="grow" />
        <Link to="/duties">{t('duties.short')}</Link>
        <span className="quiet">{t('notices.asOf', { day: today() })}</span>
        {all.data.length > now.size && (
          <label className="quiet">
            <Switch size="small" checked={!!ended} onChange={on => void navigate({ to: '/units', search: on ? { ended: true } : {}, replace: true })} />{' '}
            {t('units.ended')}
          </label>
        )}
        {all.data.length > 0 && add}
      </div>
      <div className="sheet">
        {all.data.length === 0 ? (
          <Blank title={t('units.empty')} words={t('units.emptyHint')}>
            {add}
          </Blank>
        ) : (
          <Rows units={ended ? all.data : standing.data} now={now} onDo={setDoing} />
        )}
      </div>
      {isBounding && <BoundariesDialog onClose={() => setBounding(false)} />}
      {isImporting && <LinesDialog sort="units" onClose={() => setImporting(false)} />}
      {doing?.what === 'add' && <UnitDialog units={standing.data} onClose={() => setDoing(null)} />}
      {doing?.what === 'edit' && <UnitDialog unit={doing.unit} units={all.data} onClose={() => setDoing(null)} />}
      {doing?.what === 'reform' && <ReformDialog unit={doing.unit} units={standing.data} onClose={() => setDoing(null)} />}
      {doing?.what === 'end' && <EndDialog unit={doing.unit} onClose={() => setDoing(null)} />}
    </div>
  )
}

interface RowsProps {
  units: Unit[]
  /** Those that stand today. */
  now: Set<string>
  onDo: (doing: Doing) => void
}

function Rows({ units, now, onDo }: RowsProps) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const rows = tree(units)
  const actions = (unit: Unit) => (
    <>
      <Button type="link" size="small" aria-label={`${t('units.edit')} ${unit.name}`} onClick={() => onDo({ what: 'edit', unit })}>
        {t('units.edit')}
      </Button>
      {now.has(unit.id) && (
        <Button type="link" size="small" aria-label={`${t('units.reform')} ${unit.name}`} onClick={() => onDo({ what: 'reform', unit })}>
          {t('units.reform')}
        </Button>
      )}
      {!unit.valid_to && (
        <Button type="link" size="small" aria-label={`${t('units.end')} ${unit.name}`} onClick={() => onDo({ what: 'end', unit })}>
          {t('units.end')}
        </Button>
      )}
    </>
  )
  const mark = (unit: Unit) => !now.has(unit.id) && <span className="chip">{t('units.endedMark')}</span>
  if (isPhone) {
    return (
      <ul className="rows-phone">
        {rows.map(({ unit, depth }) => (
          <li key={unit.id} style={{ paddingLeft: 12 + depth * 16 }}>
            <div className="row">
              <Link to="/units/$id" params={{ id: unit.id }} lang="zh-CN">
                {unit.name}
              </Link>{' '}
              {mark(unit)}
              <span className="grow" />
              {actions(unit)}
            </div>
            <div className="quiet">
              {word(t, 'unitKind', unit.kind)} {unit.region_code} {unit.valid_from} — {unit.valid_to ?? t('units.open')}
            </div>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">{t('units.name')}</th>
          <th scope="col">{t('units.kind')}</th>
          <th scope="col">{t('units.code')}</th>
          <th scope="col">{t('units.from')}</th>
          <th scope="col">{t('units.to')}</th>
          <th scope="col">{t('units.action')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ unit, depth }) => (
          <tr key={unit.id} className={now.has(unit.id) ? '' : 'ended'}>
            <td style={{ paddingLeft: 10 + depth * 22 }}>
              <Link to="/units/$id" params={{ id: unit.id }} lang="zh-CN">
                {unit.name}
              </Link>{' '}
              {mark(unit)}
            </td>
            <td>{word(t, 'unitKind', unit.kind)}</td>
            <td className="nowrap">{unit.region_code}</td>
            <td className="nowrap">{unit.valid_from}</td>
            <td className="nowrap">{unit.valid_to ?? <span className="quiet">{t('units.open')}</span>}</td>
            <td className="nowrap actions">{actions(unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
