import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchLanguage } from '../../app/i18n'
import { useTitle } from '../../app/useTitle'
import { signOut } from '../session/signOut'
import { PasswordForm } from './PasswordForm'

/** Who has a one-time password takes another before anything else; then the page they came for opens. */
export function FirstPassword({ name }: { name: string }) {
  const { t } = useTranslation()
  useTitle(t('people.firstTitle'))
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <h1>{t('app.name')}</h1>
        <h2>{t('people.firstTitle')}</h2>
        <p className="quiet">
          <b lang="zh-CN">{name}</b>
          {t('people.firstHint')}
        </p>
        <PasswordForm oldLabel={t('people.oneTime')} />
        <div className="row spread">
          <Button type="link" onClick={switchLanguage}>
            {t('app.language')}
          </Button>
          <Button type="link" onClick={() => void signOut()}>
            {t('app.signOut')}
          </Button>
        </div>
      </div>
    </main>
  )
}
