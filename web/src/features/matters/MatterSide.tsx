import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Detail } from '../registers/data/types'
import { matterOf, type Errand, type ListingRule, type Matter, type TransferRule } from './data'
import { UrgeListing } from './UrgeListing'

/** What a matter waits for and by when, the hazard that it is about, the limits that it goes by. */
export function MatterSide({ detail }: { detail: Detail }) {
  const { t } = useTranslation()
  const { record } = detail
  const found = useQuery(matterOf(record.id))
  const matter = found.data
  if (!matter) return null
  return (
    <section className="sheet side decisions" aria-label={t('matters.title')}>
      <h2>
        {t('matters.title')}
        <span className="grow" />
        <Link to="/hazards/rules" className="no-print">
          {t('hazards.rules.title')}
        </Link>
      </h2>
      <Errands errands={matter.errands} />
      {matter.hazard && <OfHazard hazard={matter.hazard} />}
      {record.register === 'listing' && record.values.listed_on && (
        <p className="row">
          <span className="quiet">{matter.last_report ? t('matters.lastReport', { day: matter.last_report }) : t('matters.noReport')}</span>
          <span className="grow" />
          {detail.may_edit && (
            <Link className="no-print" to="/registers/$code" params={{ code: 'listing-report' }} search={{ form: 'new', with: `listing:${record.id}` }}>
              {t('matters.report')}
            </Link>
          )}
        </p>
      )}
      {matter.urging && <UrgeListing record={record} urging={matter.urging} />}
      {record.register === 'consultation' && detail.may_edit && detail.moves.length > 0 && (
        <p className="row no-print">
          {(['opinion', 'task'] as const).map(kind => (
            <Link key={kind} to="/registers/$code" params={{ code: 'consultation-item' }} search={{ form: 'new', with: [`consultation:${record.id}`, `kind:${kind}`].join('~') }}>
              {t(kind === 'opinion' ? 'matters.ask' : 'matters.assign')}
            </Link>
          ))}
        </p>
      )}
      {matter.listing_rule && <Limits rule={matter.listing_rule} />}
      {matter.transfer_rule && <Limits rule={matter.transfer_rule} />}
    </section>
  )
}

function Errands({ errands }: { errands: Errand[] }) {
  const { t } = useTranslation()
  if (errands.length === 0) return <p className="quiet">{t('matters.none')}</p>
  return (
    <ul className="plain errands">
      {errands.map(one => (
        <li key={one.wait} className="row">
          <b>{t(`todo.wait.${one.wait as 'accept'}`)}</b>
          {one.is_mine && <span className="chip pending">{t('matters.mine')}</span>}
          <span className="grow" />
          {one.haste !== 'calm' && <span className={`lapse ${one.haste === 'overdue' ? 'over' : 'soon'}`}>{t(`todo.haste.${one.haste as 'soon'}`)}</span>}
          {one.by && <span className="quiet nowrap">{t('todo.by', { day: one.by })}</span>}
          {one.unknown_year && <span className="quiet">{t('hazards.unknownYear', { year: one.unknown_year })}</span>}
        </li>
      ))}
    </ul>
  )
}

function OfHazard({ hazard }: { hazard: NonNullable<Matter['hazard']> }) {
  const { t } = useTranslation()
  const { timing } = hazard
  const state = timing.state === 'in-time' && timing.days === 0 ? 'today' : timing.state
  return (
    <>
      <h3>{t('matters.hazard')}</h3>
      <p>
        <Link to="/registers/$code/$id" params={{ code: 'hazard', id: hazard.id }} lang="zh-CN">
          {hazard.title}
        </Link>
        <br />
        <span className={timing.state === 'overdue' ? 'lapse over' : 'quiet'}>{t(`hazards.timing.${state as 'done'}`, { n: timing.days ?? 0 })}</span>
      </p>
    </>
  )
}

/** A number of days of one sort or the other, or that it is not known. */
export function useWithin() {
  const { t } = useTranslation()
  return ({ days, workdays }: { days?: number | null; workdays?: number | null }) => {
    if (workdays != null) return t('matters.workdays', { n: workdays })
    return days == null ? t('matters.open') : t('matters.within', { n: days })
  }
}

function Limits({ rule }: { rule: ListingRule | TransferRule }) {
  const { t } = useTranslation()
  const within = useWithin()
  return (
    <>
      <h3>{t('matters.limits')}</h3>
      <dl className="facts">
        {'level' in rule && (
          <>
            <dt>{t('matters.mostDays')}</dt>
            <dd>{within({ days: rule.most_days })}</dd>
          </>
        )}
        {rule.limits.map(limit => (
          <div key={limit.limit} className="contents">
            <dt>{t(`matters.limit.${limit.limit as 'accept'}`)}</dt>
            <dd>{within(limit)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet" lang="zh-CN">
        {t('matters.source', { source: rule.source })}
      </p>
    </>
  )
}
