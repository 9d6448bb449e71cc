import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { unitList } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { demand } from '../../format/demand'
import { Light } from '../live/Light'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { OfClosings } from '../reports/closings/OfClosings'
import { OfFigure } from '../reports/OfFigure'
import { Steps } from '../reports/Steps'
import { Behind } from './Behind'
import { Corrections } from './Corrections'
import { Course } from './Course'
import { figureOf, type Cell, type Figure, type Place } from './data'
import { ReadingLink } from './Reading'
import { ofAll, shown } from './shown'
import { Why } from './Why'

const ROUTE = '/notices/$id/targets/$target/figures/$unit'

/** One figure, and everything behind it down to the records. */
export function FigurePage() {
  const { t } = useTranslation()
  const place = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const figure = useQuery({ ...figureOf(place, search.as_of, search.sector), placeholderData: keepPreviousData })
  const units = useQuery(unitList)
  const unit = units.data?.find(unit => unit.id === place.unit)?.name
  useTitle(figure.data ? `${unit ?? ''} ${figure.data.target.subject}` : t('figures.title'))
  if (!figure.data) return figure.error ? <Failed error={figure.error} retry={() => void figure.refetch()} /> : <Loading />
  return <Page place={place} figure={figure.data} unit={unit ?? ''} />
}

function Page({ place, figure, unit }: { place: Place; figure: Figure; unit: string }) {
  const { t } = useTranslation()
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate()
  const { cell, target } = figure
  const go = (change: Partial<typeof search>) => void navigate({ to: ROUTE, params: place, search: { ...search, ...change }, replace: true })
  const isRate = cell.denominator != null
  const side = isRate && search.side !== 'counted' ? 'missing' : 'counted'
  return (
    <div className="page">
      <div className="page-head">
        <h1 lang="zh-CN">
          {unit} {target.subject}
        </h1>
        <Link to="/notices/$id" params={{ id: place.id }} search={{ target: place.target }} lang="zh-CN">
          {figure.doc_number ?? figure.notice_title} {target.citations[0]?.path}
        </Link>
        <span className="grow" />
        <label className="quiet">
          {t('figures.asOf')} <DayInput value={search.as_of} onChange={as_of => go({ as_of: as_of || undefined })} />
        </label>
      </div>
      {search.sector && <OfSector code={search.sector} onWiden={() => go({ sector: undefined })} />}
      <div className="figure-top">
        <section className="sheet pad" aria-label={t('figures.value')}>
          <div className="big" data-testid="figure">
            <Light light={cell.light} /> <b lang="zh-CN">{shown(cell)}</b> <span className="quiet">{ofAll(cell)}</span>
          </div>
          <p>
            {t('live.demand')} <b lang="zh-CN">{demand(target, t)}</b>
          </p>
          <Why figure={figure} />
        </section>
        {(figure.indicator ?? figure.course.length > 0) && (
          <section className="sheet pad" aria-label={t('figures.course')}>
            <h2>{t('figures.course')}</h2>
            <Course figure={figure} />
          </section>
        )}
      </div>
      <Corrections place={place} asOf={search.as_of} />
      <OfClosings place={place} />
      {cell.indicator === 'milestone' && <Steps place={place} />}
      {(cell.indicator === 'reported' || target.kind === 'decline') && <OfFigure place={place} />}
      {cell.parts.length > 0 && <Parts cell={cell} chosen={search.part} onChoose={part => go({ part })} />}
      {figure.below.length > 0 && <Below place={place} below={figure.below} sector={search.sector} asOf={search.as_of} />}
      {figure.indicator && (
        <section className="sheet" aria-label={t('figures.records')}>
          <div className="row pad">
            <h2>{t('figures.records')}</h2>
            {isRate && (
              <Segmented<'counted' | 'missing'>
                value={side}
                onChange={side => go({ side })}
                options={[
                  { value: 'missing', label: t('figures.missing') },
                  { value: 'counted', label: t('figures.counted') },
                ]}
              />
            )}
          </div>
          <Behind place={place} side={side} part={search.part ?? cell.parts[0]?.indicator} asOf={search.as_of} sector={search.sector} />
        </section>
      )}
    </div>
  )
}

/** Says that only records of one sector are counted. */
function OfSector({ code, onWiden }: { code: string; onWiden: () => void }) {
  const { t, i18n } = useTranslation()
  const registers = useQuery(registerList)
  const sector = registers.data?.sectors.find(sector => sector.code === code)
  return (
    <p className="banner row">
      {t('scoreboard.only', { name: sector ? named(sector.name, i18n.language) : code })}
      <button type="button" className="link" onClick={onWiden}>
        {t('scoreboard.whole')}
      </button>
    </p>
  )
}

function Parts({ cell, chosen, onChoose }: { cell: Cell; chosen?: string; onChoose: (part: string) => void }) {
  const { t, i18n } = useTranslation()
  return (
    <section className="sheet" aria-label={t('figures.parts')}>
      <h2 className="pad">{t('figures.parts')}</h2>
      <table className="ledger">
        <tbody>
          {cell.parts.map(part => (
            <tr key={part.indicator} className={part.indicator === (chosen ?? cell.parts[0]?.indicator) ? 'selected' : ''}>
              <td>
                <button type="button" className="link" onClick={() => onChoose(part.indicator)}>
                  {named(part.name, i18n.language)}
                </button>
              </td>
              <td>
                <Light light={part.light} />
              </td>
              <td className="num">{shown({ ...part, unit: '%' })}</td>
              <td className="num quiet">{ofAll(part)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The same figure for the units below, each opening to its own page. */
function Below({ place, below, sector, asOf }: { place: Place; below: Figure['below']; sector?: string; asOf?: string }) {
  const { t } = useTranslation()
  return (
    <section className="sheet" aria-label={t('figures.below')}>
      <h2 className="pad">{t('figures.below')}</h2>
      <div className="board-wrap short" tabIndex={0} role="region" aria-label={t('figures.below')}>
        <table className="ledger">
          <tbody>
            {below.map(({ unit_name, ...cell }) => (
              <tr key={cell.unit_id}>
                <th scope="row" lang="zh-CN">
                  {unit_name}
                </th>
                <td>
                  <ReadingLink notice={place.id} cell={cell} sector={sector} asOf={asOf} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
