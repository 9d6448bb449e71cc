import { useTranslation } from 'react-i18next'
import { useWithin } from '../matters/MatterSide'
import type { Rules } from './data'

const LIMITS = ['publish', 'file', 'accept', 'disclose'] as const

/** By level: how long a listed hazard may take, and by when it is published, filed, accepted. */
export function ListingRules({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const within = useWithin()
  const heads = [t('matters.rules.level'), t('matters.mostDays'), ...LIMITS.map(limit => t(`matters.limit.${limit}`)), t('matters.rules.source')]
  return (
    <section className="sheet part">
      <div className="part-head">
        <h2>{t('matters.rules.title')}</h2>
      </div>
      <table className="ledger stacked">
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.listing.map(rule => (
            <tr key={rule.level + rule.valid_from}>
              <th scope="row">{t(`matters.level.${rule.level as 'city'}`)}</th>
              <td data-label={heads[1]}>{within({ days: rule.most_days })}</td>
              {rule.limits.map((limit, n) => (
                <td key={limit.limit} data-label={heads[n + 2]}>
                  {within(limit)}
                </td>
              ))}
              <td data-label={t('matters.rules.source')} lang="zh-CN">
                {rule.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** By kind: by when something is transferred, and by when it is answered. */
export function TransferRules({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const within = useWithin()
  const heads = [t('matters.rules.kind'), t('matters.limit.send'), t('matters.limit.answer'), t('matters.rules.source')]
  return (
    <section className="sheet part">
      <div className="part-head">
        <h2>{t('matters.rules.transfers')}</h2>
      </div>
      <table className="ledger stacked">
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.transfers.map(rule => (
            <tr key={rule.kind + rule.valid_from}>
              <th scope="row">{t(`matters.kind.${rule.kind as 'crime'}`)}</th>
              {rule.limits.map((limit, n) => (
                <td key={limit.limit} data-label={heads[n + 1]}>
                  {within(limit)}
                </td>
              ))}
              <td data-label={t('matters.rules.source')} lang="zh-CN">
                {rule.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
