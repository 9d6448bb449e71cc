import { queryOptions, useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client } from '../../api/client'
import { queries } from '../../app/queries'
import { useTitle } from '../../app/useTitle'

/** Where the provider of identities leads browsers back to. */
export const BACK = '/signed-in'
/** Where somebody wanted to go before they left for the provider. */
const WANTED = 'wanted'

const provider = queryOptions({
  queryKey: ['single-sign-on'],
  queryFn: () => ask(client.GET('/api/session/single-sign-on')),
  staleTime: Infinity,
})

// what is wrong with the provider is said in the words themselves: the number of the request adds nothing
const words = (error: unknown, other: string) => (error instanceof ApiError ? error.problem.message : other)

/** The way to the provider of identities, where the office has one. */
export function ByProvider() {
  const { t } = useTranslation()
  const found = useQuery(provider)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  if (!found.data?.on) return null

  async function leave() {
    setBusy(true)
    setFailed('')
    try {
      const { address } = await ask(client.POST('/api/session/single-sign-on'))
      sessionStorage.setItem(WANTED, location.pathname + location.search)
      location.assign(address)
    } catch (error) {
      setFailed(words(error, t('error.title')))
      setBusy(false)
    }
  }
  return (
    <div className="by-provider">
      <Button block loading={busy} lang={found.data.label ? 'zh-CN' : undefined} onClick={() => void leave()}>
        {found.data.label ?? t('security.byProvider')}
      </Button>
      {failed && <Alert type="error" showIcon title={failed} style={{ marginTop: 12 }} />}
    </div>
  )
}

// a code passes once, however often this is drawn
let sent: Promise<unknown> | undefined

/** Somebody comes back from the provider: they are signed in, or told why not and what to do. */
export function BackFromProvider() {
  const { t } = useTranslation()
  useTitle(t('signIn.title'))
  const brought = new URLSearchParams(location.search)
  const [state, code] = [brought.get('state'), brought.get('code')]
  const [failed, setFailed] = useState(state && code ? '' : t('security.givenUp'))

  useEffect(() => {
    if (!state || !code) return
    sent ??= ask(client.POST('/api/session/single-sign-on/finish', { body: { state, code } }))
    sent.then(
      () => {
        const wanted = sessionStorage.getItem(WANTED) ?? '/'
        sessionStorage.removeItem(WANTED)
        queries.clear()
        // the address with the code in it stays in no history
        location.replace(wanted.startsWith('/') && !wanted.startsWith('//') && !wanted.startsWith(BACK) ? wanted : '/')
      },
      (error: unknown) => setFailed(words(error, t('error.title'))),
    )
  }, [state, code, t])
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <h1>{t('app.name')}</h1>
        {failed ? (
          <>
            <Alert type="error" showIcon title={t('security.notIn')} description={failed} style={{ marginBottom: 12 }} />
            <Button type="primary" block href="/">
              {t('security.toSignIn')}
            </Button>
          </>
        ) : (
          <p role="status">{t('security.returning')}</p>
        )}
      </div>
    </main>
  )
}
