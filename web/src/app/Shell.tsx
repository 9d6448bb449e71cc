import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { FirstPassword } from '../features/people/FirstPassword'
import { BACK, BackFromProvider } from '../features/session/ByProvider'
import { SignIn, SignInForm } from '../features/session/SignIn'
import { signOut } from '../features/session/signOut'
import { useChanges } from './changes'
import { Failed } from './Failed'
import { switchLanguage } from './i18n'
import { Places } from './Places'
import { me } from './queries'

// few ever see it: it is fetched when it is due
const CodeFirst = lazy(async () => ({ default: (await import('../features/security/CodeFirst')).CodeFirst }))
const FirstFactor = lazy(async () => ({ default: (await import('../features/security/FirstFactor')).FirstFactor }))

export function Shell() {
  const { t } = useTranslation()
  const who = useQuery(me)
  const isOut = who.error instanceof ApiError && who.error.problem.status === 401
  useChanges(!!who.data && !who.data.must_change && !who.data.must_enroll && !who.data.must_give_code && !isOut)
  if (who.isPending) return null
  if (isOut && !who.data) return location.pathname === BACK ? <BackFromProvider /> : <SignIn />
  if (!who.data) return <Failed error={who.error} retry={() => void who.refetch()} />
  if (who.data.must_give_code && !isOut)
    return (
      <Suspense>
        <CodeFirst />
      </Suspense>
    )
  if (who.data.must_change && !isOut) return <FirstPassword name={who.data.name} />
  if (who.data.must_enroll && !isOut)
    return (
      <Suspense>
        <FirstFactor />
      </Suspense>
    )
  return (
    <>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="bar no-print">
        <span className="brand">{t('app.name')}</span>
        <Places verbs={who.data.verbs} />
        <span className="grow" />
        <span className="no-phone">
          <Button type="text" size="small" onClick={switchLanguage}>
            {t('app.language')}
          </Button>
          <Link to="/me" className="person" lang="zh-CN">
            {who.data.name}
          </Link>
          <Button type="text" size="small" onClick={() => void signOut()}>
            {t('app.signOut')}
          </Button>
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {isOut && (
        <Modal open closable={false} footer={null} title={t('signIn.again')} width={380}>
          <p className="quiet">{t('signIn.kept')}</p>
          <SignInForm />
        </Modal>
      )}
    </>
  )
}
