import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { amount } from '../figures/shown'
import { named } from '../registers/text/named'
import type { Due } from './data'

/** What is due by frequency and not done yet; each number opens those for whom it is missing. */
export function Dues({ dues, unit }: { dues: readonly Due[]; unit?: string | null }) {
  const { t, i18n } = useTranslation()
  if (dues.length === 0) return <p className="pad quiet">{t('home.noDues')}</p>
  return (
    <table className="ledger" data-testid="dues">
      <thead>
        <tr>
          <th scope="col">{t('home.what')}</th>
          <th scope="col">{t('home.period')}</th>
          <th scope="col" className="num">{t('home.done')}</th>
          <th scope="col" className="num">{t('home.left')}</th>
        </tr>
      </thead>
      <tbody>
        {dues.map(due => {
          const what = named(due.name, i18n.language)
          return (
            <tr key={due.indicator}>
              <th scope="row">
                {what} <span className="quiet">{named(due.what, i18n.language)}</span>
              </th>
              <td className="nowrap">{t('home.until', { day: due.last })}</td>
              <td className="num quiet nowrap">
                {amount(due.done)}/{amount(due.all)}
              </td>
              <td className="num">
                <Link to="/dues/$indicator" params={{ indicator: due.indicator }} search={{ unit: unit ?? undefined }} className={due.is_soon ? 'bad' : ''} aria-label={t('home.openDue', { what })}>
                  {amount(due.all - due.done)}
                </Link>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
