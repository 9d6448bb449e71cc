import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../../app/moments'
import type { Place } from '../../figures/data'
import { figureThen } from '../data'
import { period } from '../period'
import { ClosedFigure, Now } from './ClosingPage'

/** The figure as closed periods keep it, and what changed since. */
export function OfClosings({ place }: { place: Place }) {
  const { t } = useTranslation()
  const found = useQuery(figureThen(place))
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="sheet" aria-label={t('reports.close.ofFigure')}>
      <h2 className="pad">{t('reports.close.ofFigure')}</h2>
      <div className="scroll">
        <table className="ledger stack">
          <thead>
            <tr>
              <th>{t('reports.period')}</th>
              <th>{t('reports.close.at')}</th>
              <th>{t('reports.close.then')}</th>
              <th>{t('reports.close.now')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ closing, then, now, moved }) => (
              <tr key={closing.id} className={moved ? 'selected' : ''}>
                <td className="nowrap">
                  <Link to="/closings/$id" params={{ id: closing.id }}>
                    {period(closing.first, closing.last)}
                  </Link>{' '}
                  {closing.reopened_at && <span className="chip">{t('reports.close.opened')}</span>}
                </td>
                <td className="nowrap">
                  {minuteOf(closing.closed_at)} <span lang="zh-CN">{closing.closed_by}</span>
                </td>
                <td className="nowrap">
                  <ClosedFigure of={then} />
                </td>
                <td className="nowrap">{moved ? <Now then={then} now={now} /> : <span className="quiet">{t('reports.close.unmoved')}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
