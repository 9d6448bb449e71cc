import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../app/moments'
import type { Account } from './data'

const NAMES = { normal: 'people.normal', locked: 'people.locked', disabled: 'people.disabled' } as const

/** How an account stands, with the word beside the color and until when. */
export function Standing({ account }: { account: Account }) {
  const { t } = useTranslation()
  const state = account.state as keyof typeof NAMES
  return (
    <>
      <span className={`standing ${state}`}>{t(NAMES[state])}</span>
      {account.locked_until && <span className="quiet"> {t('people.until', { at: minuteOf(account.locked_until) })}</span>}
      {account.disabled_at && <span className="quiet"> {t('people.sinceDay', { at: minuteOf(account.disabled_at) })}</span>}
      {account.state === 'normal' && account.must_change && <span className="quiet"> {t('people.mustChange')}</span>}
    </>
  )
}
