import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { Button, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client } from '../api/client'
import { SignIn } from '../features/session/SignIn'
import { Failed } from './Failed'
import { switchLanguage } from './i18n'
import { me, queries } from './queries'

export function Shell() {
  const { t } = useTranslation()
  const who = useQuery(me)
  if (who.isPending) return <Spin className="whole-page" />
  if (who.error instanceof ApiError && who.error.problem.status === 401) return <SignIn />
  if (who.error) return <Failed error={who.error} retry={() => void who.refetch()} />

  async function signOut() {
    await ask(client.DELETE('/api/session')).catch(() => undefined)
    queries.clear()
    location.assign('/')
  }
  return (
    <>
      <header className="bar">
        <span className="brand">{t('app.name')}</span>
        <nav aria-label={t('app.name')}>
          <Link to="/notices">{t('nav.notices')}</Link>
          <Link to="/board">{t('nav.board')}</Link>
          <Link to="/units">{t('nav.units')}</Link>
        </nav>
        <span className="grow" />
        <Button type="text" size="small" onClick={switchLanguage}>
          {t('app.language')}
        </Button>
        <span className="person">{who.data.name}</span>
        <Button type="text" size="small" onClick={() => void signOut()}>
          {t('app.signOut')}
        </Button>
      </header>
      <main>
        <Outlet />
      </main>
    </>
  )
}
