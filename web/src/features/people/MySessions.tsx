import { queryOptions, useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Schemas } from '../../api/client'
import { minuteOf } from '../../app/moments'
import { useAct } from '../../app/useAct'
import { browserOf } from './browser'

const mySessions = queryOptions({
  queryKey: ['my-sessions'],
  queryFn: async () => (await ask(client.GET('/api/sessions'))).items,
})

/** Where somebody is signed in, and the way to end it elsewhere. */
export function MySessions() {
  const { t } = useTranslation()
  const found = useQuery(mySessions)
  const { act, busy } = useAct()
  const end = (session: Schemas['SessionView']) => act(() => ask(client.DELETE('/api/sessions/{session}', { params: { path: { session: session.id } } })))

  async function endOthers() {
    for (const session of found.data ?? []) if (!session.this && (await end(session)) === undefined) return
  }
  const others = found.data?.filter(session => !session.this).length ?? 0
  return (
    <section className="sheet side me-part">
      <div className="row">
        <h2>{t('people.sessions')}</h2>
        <span className="grow" />
        {others > 1 && (
          <Button size="small" loading={busy} onClick={() => void endOthers()}>
            {t('people.endOthers', { n: others })}
          </Button>
        )}
      </div>
      {found.error && <p className="warn">{found.error.message}</p>}
      <ul className="session-list">
        {found.data?.map(session => (
          <li key={session.id}>
            <div>
              <b lang="zh-CN">{browserOf(session.agent, t('people.someBrowser'))}</b>
              {session.this && <span className="chip">{t('people.thisSession')}</span>}
              <div className="quiet">
                {t('people.from', { place: session.address ?? t('people.unknownPlace') })} · {t('people.since', { at: minuteOf(session.created_at) })}
                {session.seen_at && ` · ${t('people.seen', { at: minuteOf(session.seen_at) })}`}
              </div>
            </div>
            {!session.this && (
              <Popconfirm title={t('people.endSure')} okText={t('people.endSession')} cancelText={t('app.cancel')} onConfirm={() => void end(session)}>
                <Button size="small" disabled={busy}>
                  {t('people.endSession')}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
