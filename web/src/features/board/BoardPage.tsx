import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { today } from '../../app/queries'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { figureBoard, lookUp } from '../figures/data'
import { Light } from '../live/Light'
import { registerList } from '../registers/data/queries'
import { boardOf, sheetAddress } from './data'
import { Filters } from './Filters'
import { List } from './List'
import { Matrix } from './Matrix'
import type { BoardSearch } from './search'

const LIGHTS = ['red', 'yellow', 'green', 'none', 'grey']

export function BoardPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/board' })
  const navigate = useNavigate()
  const isPhone = usePhone()
  useTitle(t('board.title'))
  const { view, notice, sector, as_of: asOf } = search
  const all = useQuery(boardOf({}))
  const board = useQuery({ ...boardOf(search), placeholderData: keepPreviousData })
  const figures = useQuery({ ...figureBoard({ notice, sector, as_of: asOf }), placeholderData: keepPreviousData })
  const registers = useQuery(registerList)
  const along = sector ?? registers.data?.sectors[0]?.code
  const change = (search: BoardSearch) => void navigate({ to: '/board', search, replace: true })
  const readings = useMemo(() => lookUp(figures.data, asOf), [figures.data, asOf])
  const error = board.error ?? all.error
  if (!board.data || !all.data) return error ? <Failed error={error} retry={() => void Promise.all([all.refetch(), board.refetch()])} /> : <Loading />

  const { total, shown, units } = board.data
  const lights = new Map<string, number>()
  for (const { id } of board.data.items) lights.set(readings.light(id), (lights.get(readings.light(id)) ?? 0) + 1)
  return (
    <div className="page board-page">
      <div className="page-head">
        <h1>{t('board.title')}</h1>
        <span data-testid="shown">{t('board.shown', { shown, total })}</span>
        {units.length > 0 && <span className="quiet">{t('board.unitsShown', { n: units.length })}</span>}
        <span className="grow" />
        <span className="legend" aria-label={t('board.legend')} role="group">
          {LIGHTS.filter(light => lights.has(light)).map(light => (
            <span key={light}>
              <Light light={light} /> <b>{lights.get(light)}</b>
            </span>
          ))}
        </span>
        <label className="quiet">
          {t('figures.asOf')} <DayInput value={board.data.as_of} onChange={day => change({ ...search, as_of: day && day < today() ? day : undefined })} />
        </label>
        {along && (
          <Link to="/sectors/$code" params={{ code: along }} className="no-print">
            {t('scoreboard.along')}
          </Link>
        )}
        <Link to="/hazard-table" className="no-print">
          {t('hazardTable.short')}
        </Link>
        <a href={sheetAddress(search)} download className="no-phone no-print">
          {t('scoreboard.sheet')}
        </a>
        <button type="button" className="link no-phone no-print" onClick={() => window.print()}>
          {t('scoreboard.print')}
        </button>
      </div>
      {total === 0 ? (
        <div className="sheet">
          <Blank title={t('board.empty')} words={t('board.emptyHint')}>
            <Link to="/notices">{t('board.toNotices')}</Link>
          </Blank>
        </div>
      ) : (
        <>
          <Filters all={all.data} search={search} onChange={change} />
          {shown === 0 && <Blank title={t('board.nothing')} />}
          {shown > 0 && (view === 'list' || isPhone ? <List board={board.data} readings={readings} isPhone={isPhone} /> : <Matrix board={board.data} readings={readings} search={search} onChange={change} />)}
        </>
      )}
    </div>
  )
}
