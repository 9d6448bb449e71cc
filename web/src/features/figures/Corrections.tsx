import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { correctionsOf, type Place } from './data'
import { amount } from './shown'

/** How a figure of accidents stood before a record was re-classed: a death that came later turns it, and the zero stays visible. */
export function Corrections({ place, asOf }: { place: Place; asOf?: string }) {
  const { t } = useTranslation()
  const found = useQuery(correctionsOf(place, asOf))
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="sheet pad" aria-label={t('figures.corrections')}>
      <h2>{t('figures.corrections')}</h2>
      <ul>
        {items.map(({ on, record_id, register, title, before, after }) => (
          <li key={`${on}${record_id}${after}`}>
            {t('figures.corrected', { on, before: amount(before), after: amount(after) })}{' '}
            <Link to="/registers/$code/$id" params={{ code: register, id: record_id }} lang="zh-CN">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
