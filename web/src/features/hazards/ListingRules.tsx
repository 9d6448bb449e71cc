import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWithin } from '../matters/MatterSide'
import type { Rules } from './data'

const LIMITS = ['publish', 'file', 'accept', 'disclose'] as const

interface Rule {
  key: string
  name: string
  cells: ReactNode[]
  source: string
}

/** A table of terms: what they are for, each of them, and what says so. */
function Terms({ title, of, heads, rules }: { title: string; of: string; heads: string[]; rules: Rule[] }) {
  const { t } = useTranslation()
  const source = t('matters.rules.source')
  return (
    <section className="sheet part">
      <div className="part-head">
        <h2>{title}</h2>
      </div>
      <table className="ledger stacked">
        <thead>
          <tr>
            {[of, ...heads, source].map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map(rule => (
            <tr key={rule.key}>
              <th scope="row">{rule.name}</th>
              {rule.cells.map((cell, n) => (
                <td key={heads[n]} data-label={heads[n]}>
                  {cell}
                </td>
              ))}
              <td data-label={source} lang="zh-CN">
                {rule.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** By level: how long a listed hazard may take, and by when it is published, filed, accepted. */
export function ListingRules({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const within = useWithin()
  const heads = [t('matters.mostDays'), ...LIMITS.map(limit => t(`matters.limit.${limit}`))]
  const of = rules.listing.map(rule => ({
    key: rule.level + rule.valid_from,
    name: t(`matters.level.${rule.level as 'city'}`),
    cells: [within({ days: rule.most_days }), ...rule.limits.map(within)],
    source: rule.source,
  }))
  return <Terms title={t('matters.rules.title')} of={t('matters.rules.level')} heads={heads} rules={of} />
}

/** By kind: by when something is transferred, and by when it is answered. */
export function TransferRules({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const within = useWithin()
  const heads = [t('matters.limit.send'), t('matters.limit.answer')]
  const of = rules.transfers.map(rule => ({
    key: rule.kind + rule.valid_from,
    name: t(`matters.kind.${rule.kind as 'crime'}`),
    cells: rule.limits.map(within),
    source: rule.source,
  }))
  return <Terms title={t('matters.rules.transfers')} of={t('matters.rules.kind')} heads={heads} rules={of} />
}
