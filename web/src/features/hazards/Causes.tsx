import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../registers/data/context'
import { named } from '../registers/text/named'
import { hazardCauses } from './data'

/** Which causes come back, and what was laid down against each: what is short of a measure is seen at once. */
export function Causes({ unit }: { unit: string | undefined }) {
  const { t } = useTranslation()
  const { field, language } = useKnown()
  const found = useQuery(hazardCauses(unit))
  if (!found.data || found.data.items.length === 0) return null
  const name = (code: string) => {
    const option = field('cause')?.options?.find(option => option.code === code)
    return option ? named(option, language) : code
  }
  return (
    <section className="sheet causes" aria-label={t('hazards.causes.title')}>
      <h2>
        {t('hazards.causes.title')} <span className="quiet">{t('hazards.causes.looked', { n: found.data.looked_at })}</span>
      </h2>
      <ul className="plain">
        {found.data.items.map(({ cause, hazards, sites, measures }) => (
          <li key={cause}>
            <b>{name(cause)}</b> {t('hazards.causes.line', { hazards, sites })}{' '}
            {measures > 0 ? (
              <span className="quiet">{t('hazards.causes.measures', { n: measures })}</span>
            ) : (
              <Link to="/registers/$code" params={{ code: 'measure' }} search={{ form: 'new', with: `cause:${cause}` }}>
                {t('hazards.causes.noMeasure')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
