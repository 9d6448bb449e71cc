import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { register } from '../registers/data/queries'
import type { Detail } from '../registers/data/types'
import { named } from '../registers/text/named'
import { campaignOf, type Campaign, type CampaignRow } from './data'

/** A campaign as it stands: phases, figures unit by unit, who is looked at again. */
export function CampaignBoard({ detail }: { detail: Detail }) {
  const found = useQuery(campaignOf(detail.record.id))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  return (
    <>
      <Phases campaign={found.data} detail={detail} />
      <Figures campaign={found.data} />
      <LookBack campaign={found.data} />
    </>
  )
}

function Phases({ campaign, detail }: { campaign: Campaign; detail: Detail }) {
  const { t } = useTranslation()
  const definition = useQuery(register('campaign')).data?.definition
  const state = (code: string) => definition?.state?.find(state => state.code === code)
  return (
    <section className="sheet side" aria-label={t('matters.campaign.phases')}>
      <h2>
        {t('matters.campaign.phases')}
        <span className="grow" />
        {detail.may_edit && (
          <Link className="no-print" to="/registers/$code" params={{ code: 'campaign' }} search={{ form: 'new', with: `plan:${detail.record.id}` }}>
            {t('matters.campaign.addPhase')}
          </Link>
        )}
      </h2>
      {campaign.phases.length === 0 && <p className="quiet">{t('matters.campaign.noPhases')}</p>}
      <ul className="plain errands">
        {campaign.phases.map(phase => (
          <li key={phase.id} className="row">
            <Link to="/registers/$code/$id" params={{ code: 'campaign', id: phase.id }}>
              {phase.phase ? t(`matters.campaign.phase.${phase.phase as 'screen'}`) : '—'}
            </Link>
            <State of={state(phase.state)} />
            <span className="grow" />
            {phase.haste !== 'calm' && <span className={`lapse ${phase.haste === 'overdue' ? 'over' : 'soon'}`}>{t(`todo.haste.${phase.haste as 'soon'}`)}</span>}
            <span className="quiet nowrap">{phase.completed_on ? t('matters.campaign.done', { day: phase.completed_on }) : phase.due && t('matters.campaign.by', { day: phase.due })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function State({ of }: { of: { name: { zh: string; en?: string } } | undefined }) {
  const { i18n } = useTranslation()
  return of ? <span className="chip">{named(of.name, i18n.language)}</span> : null
}

const COLUMNS = ['inspections', 'found', 'major', 'closed', 'overdue'] as const

/** The list that shows what a figure counts. */
function listOf(campaign: Campaign, row: CampaignRow, column: (typeof COLUMNS)[number]) {
  const days = campaign.filters.found_on
  const own = { unit: row.unit, ...(campaign.sector && { sector: campaign.sector }) }
  if (column === 'inspections') return { code: 'inspection', search: { ...own, 'f.kind': 'campaign', ...(days && { 'f.inspected_on': days }) } }
  const filters = Object.fromEntries(Object.entries(campaign.filters).map(([code, text]) => [`f.${code}`, text]))
  const state = (column === 'closed' ? ['closed'] : column === 'overdue' ? campaign.to_rectify : campaign.states).join(',')
  const more = { ...(column === 'major' && { 'f.level': 'major' }), ...(column === 'overdue' && { 'f.due': campaign.overdue }) }
  return { code: 'hazard', search: { ...own, ...filters, ...more, state } }
}

function Figures({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const word = (column: (typeof COLUMNS)[number]) => t(`matters.campaign.${column}`)
  return (
    <section className="sheet part" aria-label={t('matters.campaign.figures')}>
      <div className="part-head">
        <h2>{t('matters.campaign.figures')}</h2>
      </div>
      <p className="pad quiet">{t('matters.campaign.about')}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('matters.campaign.figures')}>
        <table className="ledger stacked">
          <thead>
            <tr>
              <th scope="col">{t('matters.campaign.unit')}</th>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className="num">
                  {word(column)}
                </th>
              ))}
              <th scope="col" className="num">
                {t('matters.campaign.rate')}
              </th>
            </tr>
          </thead>
          <tbody>
            {campaign.rows.map((row, n) => (
              <tr key={row.unit}>
                <th scope="row">
                  <span lang="zh-CN">{row.name}</span> {n === 0 && <span className="quiet">{t('matters.campaign.whole')}</span>}
                </th>
                {COLUMNS.map(column => {
                  const { code, search } = listOf(campaign, row, column)
                  return (
                    <td key={column} className="num" data-label={word(column)}>
                      <Link to="/registers/$code" params={{ code }} search={search} aria-label={`${row.name} ${word(column)} ${row[column].count}`}>
                        {row[column].count}
                        {row[column].is_more ? '+' : ''}
                      </Link>
                    </td>
                  )
                })}
                <td className="num nowrap" data-label={t('matters.campaign.rate')}>
                  {row.found.count > 0 ? `${((row.closed.count / row.found.count) * 100).toFixed(1)}%` : t('matters.campaign.noObject')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {campaign.more_units > 0 && <p className="pad quiet">{t('matters.campaign.moreUnits', { n: campaign.more_units })}</p>}
    </section>
  )
}

function LookBack({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const names = Object.fromEntries(campaign.rows.map(row => [row.unit, row.name]))
  return (
    <section className="sheet side" aria-label={t('matters.campaign.lookBack')}>
      <h2>{t('matters.campaign.lookBack')}</h2>
      <p className="quiet">{campaign.drawn.length > 0 ? t('matters.campaign.lookBackHint') : t('matters.campaign.noLookBack')}</p>
      <ol className="plain errands">
        {campaign.drawn.map(one => (
          <li key={one.id} className="row">
            <Link to="/registers/$code/$id" params={{ code: 'hazard', id: one.id }} lang="zh-CN">
              {one.title}
            </Link>
            <span className="quiet" lang="zh-CN">
              {names[one.unit_id]}
            </span>
            <span className="grow" />
            <span className={one.is_seen ? 'chip' : 'chip pending'}>{t(one.is_seen ? 'matters.campaign.seen' : 'matters.campaign.unseen')}</span>
            {one.closed_on && <span className="quiet nowrap">{t('matters.campaign.closedOn', { day: one.closed_on })}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
