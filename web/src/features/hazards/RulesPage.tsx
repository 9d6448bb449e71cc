import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../app/Failed'
import { join } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { useTitle } from '../../app/useTitle'
import { hazardRules, type Rules } from './data'
import { ListingRules, TransferRules } from './ListingRules'
import { WaitingRules } from './WaitingRules'

/** What hazards go by, each with its days and its document; what is not entered is said to be open. */
export function RulesPage() {
  const { t } = useTranslation()
  const found = useQuery(hazardRules)
  useTitle(t('hazards.rules.title'))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('hazards.rules.title')}</h1>
        <span className="grow" />
        <span className="quiet">{t('notices.asOf', { day: found.data.as_of })}</span>
      </div>
      <p className="quiet">{t('hazards.rules.about')}</p>
      <Standards rules={found.data} />
      <Limits rules={found.data} />
      <WaitingRules rules={found.data} />
      <ListingRules rules={found.data} />
      <TransferRules rules={found.data} />
      <Years rules={found.data} />
    </div>
  )
}

function Standards({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  return (
    <section className="sheet part">
      <div className="part-head">
        <h2>{t('hazards.rules.criteria')}</h2>
      </div>
      <table className="ledger stacked">
        <tbody>
          {rules.criteria.map(one => (
            <tr key={one.code}>
              <th scope="row" lang="zh-CN">
                {one.standard} {one.name}
              </th>
              <td>{one.valid_to ? t('hazards.rules.until', { from: one.valid_from, to: one.valid_to }) : t('hazards.rules.from', { day: one.valid_from })}</td>
              <td>{t('hazards.rules.elements', { exclusions: one.exclusions.length, direct: one.direct.length, counted: one.counted.length })}</td>
              <td>
                {one.open.length > 0 ? (
                  <>
                    <span className="lapse soon">{t('hazards.rules.open')}</span>{' '}
                    <span lang="zh-CN">
                      {join(
                        t,
                        one.open.map(({ clause, text }) => `${clause} ${text}`),
                      )}
                    </span>
                  </>
                ) : (
                  t('hazards.rules.complete')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Limits({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const none = t('hazards.rules.noLimit')
  const workdays = (n: number | null | undefined) => (n == null ? none : t('hazards.rules.workdays', { n }))
  const heads = ['level', 'times', 'days', 'askBefore', 'decideWithin', 'source'] as const
  return (
    <section className="sheet part">
      <div className="part-head">
        <h2>{t('hazards.rules.extensions')}</h2>
      </div>
      <table className="ledger stacked">
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {t(`hazards.rules.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.extensions.map(rule => {
            const cells = [rule.most_times ?? none, rule.most_days == null ? none : t('hazards.rules.nDays', { n: rule.most_days }), workdays(rule.ask_before), workdays(rule.decide_within), rule.source]
            return (
              <tr key={rule.level + rule.valid_from}>
                <th scope="row">{t(`hazards.judge.levels.${rule.level as 'major'}`)}</th>
                {cells.map((cell, n) => (
                  <td key={heads[n + 1]} data-label={t(`hazards.rules.${heads[n + 1] ?? 'source'}`)} lang={n === 4 ? 'zh-CN' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Years({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  return (
    <section className="sheet part">
      <div className="part-head">
        <h2>{t('hazards.rules.years')}</h2>
      </div>
      {rules.years.length === 0 && <p className="pad quiet">{t('hazards.rules.noYears')}</p>}
      <table className="ledger stacked">
        <tbody>
          {rules.years.map(year => (
            <tr key={year.year}>
              <th scope="row">{t('hazards.rules.year', { year: year.year })}</th>
              <td data-label={t('hazards.rules.off')}>
                {join(
                  t,
                  year.off.map(({ first, last }) => `${first.slice(5)}–${last.slice(5)}`),
                )}
              </td>
              <td data-label={t('hazards.rules.worked')}>
                {t('hazards.rules.worked')}{' '}
                {join(
                  t,
                  year.worked.map(day => day.slice(5)),
                )}
              </td>
              <td lang="zh-CN" data-label={t('hazards.rules.source')}>
                {year.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
