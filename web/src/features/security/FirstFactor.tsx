import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchLanguage } from '../../app/i18n'
import { queries } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { signOut } from '../session/signOut'
import { Enroll } from './Enroll'

/** Whose role may not be without a second factor sets one up before anything else. */
export function FirstFactor() {
  const { t } = useTranslation()
  useTitle(t('security.firstTitle'))
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <h1>{t('app.name')}</h1>
        <h2>{t('security.firstTitle')}</h2>
        <p className="quiet">{t('security.firstHint')}</p>
        <Enroll onDone={() => void queries.invalidateQueries()} />
        <Button type="link" onClick={switchLanguage}>
          {t('app.language')}
        </Button>
        <Button type="link" onClick={() => void signOut()}>
          {t('app.signOut')}
        </Button>
      </div>
    </main>
  )
}
