import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import type { Detail } from '../data/types'
import { named } from '../text/named'
import { linkedGroups } from './linked'

/** How many records of each register belong to this one; each count opens its list. */
export function LinkedCounts({ detail }: { detail: Detail }) {
  const { t } = useTranslation()
  const { all, language } = useKnown()
  const groups = linkedGroups(detail.linked, all.items)
  if (groups.length === 0) return null
  return (
    <>
      <h3>{t('registers.linked.title')}</h3>
      <ul className="linked-counts">
        {groups.map(({ register, field, items }) => (
          <li key={register.code + field}>
            <Link to="/registers/$code" params={{ code: register.code }} search={{ [`f.${field}`]: detail.record.id }}>
              {named(register.name, language)} <b>{items.length}</b>
            </Link>
          </li>
        ))}
      </ul>
      {detail.has_more_links && <p className="quiet">{t('registers.linked.more', { n: detail.linked.length })}</p>}
    </>
  )
}
