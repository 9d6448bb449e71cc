import { useTranslation } from 'react-i18next'
import { amount } from '../figures/shown'

/** A number that was counted up to a limit. */
export function Count({ count, is_more }: { count: number; is_more?: boolean }) {
  const { t } = useTranslation()
  return is_more ? t('home.more', { n: amount(count) }) : amount(count)
}
