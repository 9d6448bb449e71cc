import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { word } from '../../app/i18n'
import { named } from '../registers/text/named'
import type { Figure } from './data'
import { amount, shown } from './shown'

/** Why the figure is what it is: formula, filter, n and m, goal, plan, as of when. */
export function Why({ figure }: { figure: Figure }) {
  const { t, i18n } = useTranslation()
  const { cell, indicator } = figure
  if (!indicator) return <p className="pad quiet">{cell.indicator === 'reported' || cell.indicator === 'milestone' ? t('figures.byPerson') : t('figures.noIndicator')}</p>
  const rows: [string, React.ReactNode][] = [
    [t('figures.indicator'), <b key="name">{named(indicator.name, i18n.language)}</b>],
    [t('figures.about'), named(indicator.about, i18n.language)],
    [t('figures.reason'), `${word(t, 'reason', cell.reason)}${cell.missed > 0 ? t('figures.missed', { n: cell.missed }) : ''}`],
  ]
  if (cell.denominator == null) rows.push([t('figures.n'), amount(cell.numerator)])
  else rows.push([t('figures.nOfM'), `${amount(cell.numerator)} / ${amount(cell.denominator)}`])
  if (cell.goal != null) rows.push([t('figures.goal'), shown({ value: cell.goal, numerator: 0, unit: cell.unit })])
  if (cell.plan != null) rows.push([t('figures.plan'), shown({ value: cell.plan, numerator: 0, unit: cell.unit })])
  rows.push([t('figures.period'), `${cell.first} — ${cell.last}`], [t('figures.asOf'), cell.as_of])
  if (indicator.register)
    rows.push([
      t('figures.source'),
      <Link key="source" to="/registers/$code" params={{ code: indicator.register }}>
        {indicator.register}
      </Link>,
    ])
  const terms: [string, string | null | undefined][] = [
    [t('figures.population'), indicator.population],
    [t('figures.holds'), indicator.holds],
    [t('figures.placedBy'), indicator.date],
    [t('figures.doneBy'), indicator.done],
    [t('figures.until'), indicator.until],
    [t('figures.amount'), indicator.amount && indicator.over ? `${indicator.amount} / ${indicator.over}` : indicator.amount],
    [t('figures.frequency'), indicator.frequency],
  ]
  return (
    <dl className="facts" data-testid="why">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {terms.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
