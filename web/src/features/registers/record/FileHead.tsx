import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import type { Detail } from '../data/types'
import { named } from '../text/named'
import type { LinkedGroup } from './linked'

/** The head of a site's file: how many records stand in each part. */
export function FileHead({ detail, groups }: { detail: Detail; groups: LinkedGroup[] }) {
  const { t } = useTranslation()
  const { language } = useKnown()
  const missing = detail.dues.filter(due => due.missing !== '0').length
  const over = detail.record.lapses.filter(lapse => lapse.state === 'over').length
  return (
    <nav className="file-head sheet" aria-label={t('registers.file.parts')}>
      {groups.map(({ register, field, items }) => (
        <a key={register.code + field} href={`#linked-${register.code}-${field}`}>
          <b>{items.length}</b> {named(register.name, language)}
        </a>
      ))}
      {groups.length === 0 && <span className="quiet">{t('registers.file.empty')}</span>}
      {missing > 0 && <span className="lapse over">{t('registers.file.missing', { n: missing })}</span>}
      {over > 0 && <span className="lapse over">{t('registers.linked.lapsed', { n: over })}</span>}
    </nav>
  )
}
