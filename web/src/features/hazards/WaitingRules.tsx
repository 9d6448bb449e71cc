import { useTranslation } from 'react-i18next'
import { word } from '../../app/i18n'
import type { Rules } from './data'

/** How long something may wait for whose turn it is, and to whom it goes up then. */
export function WaitingRules({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const level = (code: string) => t(`hazards.judge.levels.${code as 'major'}`)
  return (
    <section className="sheet part">
      <div className="part-head">
        <h2>{t('hazards.rules.waiting')}</h2>
      </div>
      <p className="pad quiet">{t('hazards.rules.press', { urges: rules.urges_a_day, soon: rules.soon_days })}</p>
      <table className="ledger stacked">
        <tbody>
          {rules.waiting.map(rule => (
            <tr key={rule.wait + rule.level + rule.valid_from}>
              <th scope="row">{t(`todo.wait.${rule.wait as 'verify'}`)}</th>
              <td>{level(rule.level)}</td>
              <td>{rule.workdays == null ? t('hazards.rules.plainDays', { n: rule.days ?? 0 }) : t('hazards.rules.workdays', { n: rule.workdays })}</td>
              <td lang="zh-CN">{rule.source}</td>
            </tr>
          ))}
          {rules.escalation.map(row => (
            <tr key={row.role + row.level}>
              <th scope="row">{t('todo.why.escalated')}</th>
              <td>{level(row.level)}</td>
              <td>{t('hazards.rules.goesUp', { n: row.after_days, role: word(t, 'post', row.role) })}</td>
              <td lang="zh-CN">{row.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
