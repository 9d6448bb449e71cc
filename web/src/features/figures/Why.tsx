import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { word } from '../../app/i18n'
import { register, registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import type { Figure } from './data'
import { inWords, type FormulaWords } from './formula'
import { amount, shown } from './shown'

const formulaWords = (t: TFunction): FormulaWords => ({
  state: t('figures.state'),
  sector: t('figures.sector'),
  has: t('figures.has'),
  special: t('figures.special'),
  and: t('figures.and'),
  or: t('figures.or'),
  not: t('figures.not'),
  is: t('figures.is'),
  isNot: t('figures.isNot'),
  in: t('figures.in'),
})

/** What is added up, over what, without what is excused. */
function summed({ amount, over, less }: NonNullable<Figure['indicator']>) {
  if (!amount || !over) return amount
  return less ? `${amount} ÷ (${over} − ${less})` : `${amount} ÷ ${over}`
}

/** Why the figure is what it is: formula, filter, n and m, goal, plan, as of when. */
export function Why({ figure }: { figure: Figure }) {
  const { t, i18n } = useTranslation()
  const { cell, indicator } = figure
  const registers = useQuery(registerList)
  const detail = useQuery({ ...register(indicator?.register ?? ''), enabled: !!indicator?.register })
  const definition = detail.data?.definition
  const source = registers.data?.items.find(register => register.code === indicator?.register)
  const isByPerson = cell.indicator === 'reported' || cell.indicator === 'milestone'
  if (!indicator && !isByPerson) return <p className="pad quiet">{t('figures.noIndicator')}</p>
  const rows: [string, React.ReactNode][] = [
    [t('figures.indicator'), <b key="name">{indicator ? named(indicator.name, i18n.language) : cell.indicator === 'reported' ? t('figures.reported') : t('figures.milestone')}</b>],
    [t('figures.about'), indicator ? named(indicator.about, i18n.language) : t('figures.byPerson')],
    [t('figures.reason'), `${word(t, 'reason', cell.reason)}${cell.missed > 0 ? t('figures.missed', { n: cell.missed }) : ''}`],
  ]
  if (cell.first && cell.denominator == null) rows.push([t('figures.n'), amount(cell.numerator)])
  else if (cell.denominator != null) rows.push([t('figures.nOfM'), `${amount(cell.numerator)} / ${amount(cell.denominator)}`])
  if (cell.base != null) rows.push([t('figures.lastYear'), shown({ value: cell.base, numerator: 0, unit: cell.unit }) + (cell.base_typed ? t('reports.lastYearTyped') : '')])
  if (!cell.reviewed) rows.push([t('reports.state'), t('reports.unreviewed')])
  if (cell.goal != null) rows.push([t('figures.goal'), shown({ value: cell.goal, numerator: 0, unit: cell.unit })])
  if (cell.plan != null) rows.push([t('figures.plan'), shown({ value: cell.plan, numerator: 0, unit: cell.unit })])
  if (cell.first) rows.push([t('figures.period'), `${cell.first} — ${cell.last}`], [t('figures.asOf'), cell.as_of])
  if (indicator?.knows_past === false) rows.push(['', t('figures.present')])
  if (source)
    rows.push([
      t('figures.source'),
      <Link key="source" to="/registers/$code" params={{ code: source.code }}>
        {named(source.name, i18n.language)}
      </Link>,
    ])
  const terms: [string, string | null | undefined][] = !indicator ? [] : [
    [t('figures.population'), indicator.population],
    [t('figures.holds'), indicator.holds],
    [t('figures.placedBy'), indicator.date],
    [t('figures.doneBy'), indicator.done],
    [t('figures.until'), indicator.until],
    [t('figures.amount'), summed(indicator)],
    [t('figures.subject'), indicator.subject],
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
                <span title={value}>{definition ? inWords(value, definition, formulaWords(t), i18n.language) : '…'}</span>
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
