import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { me, queries } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { signOut } from '../session/signOut'
import { OneField } from './Enroll'

/** Who came by the provider of identities, and whose account has a second factor, gives its code before anything else. */
export function CodeFirst() {
  const { t } = useTranslation()
  useTitle(t('security.codeFirst'))

  async function send(code: string) {
    await ask(client.POST('/api/session/code', { body: { code } }))
    await queries.invalidateQueries(me)
  }
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <h1>{t('app.name')}</h1>
        <h2>{t('security.codeFirst')}</h2>
        <p className="quiet">{t('security.codeFirstHint')}</p>
        <OneField name="any-code" label={t('security.signInCode')} submit={t('signIn.submit')} send={send} />
        <Button type="link" onClick={() => void signOut()}>
          {t('app.signOut')}
        </Button>
      </div>
    </main>
  )
}
