import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchLanguage, word } from '../../app/i18n'
import { me } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { signOut } from './signOut'

/** The person, the language, and the way out; on a desk these stand in the bar. */
export function MePage() {
  const { t } = useTranslation()
  const who = useQuery(me)
  useTitle(t('me.title'))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('me.title')}</h1>
      </div>
      <div className="sheet side me">
        <dl className="facts">
          <dt>{t('me.login')}</dt>
          <dd lang="zh-CN">{who.data?.name}</dd>
          <dt>{t('me.posts')}</dt>
          <dd>{who.data && (who.data.roles.map(role => word(t, 'post', role)).join(t('me.between')) || t('me.none'))}</dd>
        </dl>
        <Button block onClick={switchLanguage}>
          {t('app.language')}
        </Button>
        <Button block onClick={() => void signOut()}>
          {t('app.signOut')}
        </Button>
      </div>
    </div>
  )
}
