import { useTranslation } from 'react-i18next'
import { useTitle } from '../../app/useTitle'
import { SecondFactor } from './SecondFactor'
import { Tokens } from './Tokens'

/** What protects the caller's own account. */
export function SecurityPage() {
  const { t } = useTranslation()
  useTitle(t('security.title'))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('security.title')}</h1>
      </div>
      <div className="security">
        <SecondFactor />
        <Tokens />
      </div>
    </div>
  )
}
