import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../../api/client'
import { useKnown } from '../data/context'
import { register } from '../data/queries'
import { lapseOf, targetOf, type Detail } from '../data/types'
import { LapseMark } from '../list/Row'
import { named } from '../text/named'
import { periodOf } from './period'

/** What lapses and what is due, as the server found it; open points first. */
export function Standing({ detail }: { detail: Detail }) {
  const { t } = useTranslation()
  const known = useKnown()
  const { record, as_of } = detail
  const expiries = (known.definition.expiry ?? []).map(expiry => ({ ...expiry, lapse: lapseOf(record, expiry.field) }))
  const lapses = expiries.filter(({ lapse }) => lapse?.state === 'over' || lapse?.state === 'soon')
  const dues = [...detail.dues].sort((a, b) => Number(a.missing === '0') - Number(b.missing === '0'))
  if (lapses.length + dues.length === 0) return null
  return (
    <section className="standing" aria-label={t('registers.due.title')}>
      <h3>
        {t('registers.due.title')} <span className="count">{t('notices.asOf', { day: as_of })}</span>
      </h3>
      <ul>
        {lapses.map(({ field, name, lapse }) => (
          <li key={field}>
            {named(name, known.language)} <span className="quiet">{record.values[field]?.[0]}</span> <LapseMark lapse={lapse} long />
          </li>
        ))}
        {dues.map(due => (
          <Due key={due.register + due.name.zh} due={due} of={record} />
        ))}
      </ul>
    </section>
  )
}

function Due({ due, of }: { due: Schemas['DueView']; of: Detail['record'] }) {
  const { t } = useTranslation()
  const { language } = useKnown()
  const target = useQuery(register(due.register))
  const field = target.data?.definition.field.find(field => targetOf(field) === of.register)
  const period = t(`registers.due.${periodOf(due.first, due.last)}`, { first: due.first, last: due.last })
  const isMissing = due.missing !== '0'
  return (
    <li>
      {named(due.name, language)}{' '}
      <span className={isMissing ? 'lapse over' : 'lapse done'}>
        {isMissing ? t('registers.due.missing', { period, n: due.missing }) : t('registers.due.done', { period })}
      </span>{' '}
      <span className="quiet">
        {due.done}/{due.asked}
      </span>{' '}
      {isMissing && field && (
        <Link className="no-print" to="/registers/$code" params={{ code: due.register }} search={{ form: 'new', with: `${field.code}:${of.id}` }}>
          {t('registers.due.enter')}
        </Link>
      )}
    </li>
  )
}
