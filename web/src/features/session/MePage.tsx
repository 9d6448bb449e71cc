import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchLanguage, word } from '../../app/i18n'
import { me } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { MySessions } from '../people/MySessions'
import { PasswordForm } from '../people/PasswordForm'
import { signOut } from './signOut'

/** The person, the language and the way out, which on a desk stand in the bar too; their password and where they are signed in. */
export function MePage() {
  const { t } = useTranslation()
  const who = useQuery(me)
  useTitle(t('me.title'))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('me.title')}</h1>
      </div>
      <div className="me-parts">
        <div className="sheet side me me-part">
          <dl className="facts">
            <dt>{t('me.login')}</dt>
            <dd lang="zh-CN">{who.data?.name}</dd>
            <dt>{t('me.posts')}</dt>
            <dd>{who.data && (who.data.roles.map(role => word(t, 'post', role)).join(t('me.between')) || t('me.none'))}</dd>
          </dl>
          <Link to="/security">{t('security.title')}</Link>
          <Button block onClick={switchLanguage}>
            {t('app.language')}
          </Button>
          <Button block onClick={() => void signOut()}>
            {t('app.signOut')}
          </Button>
        </div>
        <section className="sheet side me-part">
          <h2>{t('people.changePassword')}</h2>
          <PasswordForm oldLabel={t('people.oldPassword')} />
        </section>
        <MySessions />
        <section className="sheet side me-part">
          <h2>{t('people.own')}</h2>
          <p className="quiet">{t('people.ownHeld')}</p>
          <div className="row">
            <Button href="/api/session/personal.xlsx" download>
              {t('people.ownSheet')}
            </Button>
            <Button href="/api/session/personal" download="personal.json">
              {t('people.ownJson')}
            </Button>
          </div>
        </section>
      </div>
    </div>
  )
}
