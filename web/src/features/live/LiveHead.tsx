import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice } from '../../api/client'
import { noticeList } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { StateMark } from '../notices/StateMark'
import { DifferenceButton } from './DifferenceDialog'

/** What the paper is, and what can be done with it. */
export function LiveHead({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const { act, busy } = useAct()

  function amend() {
    modal.confirm({
      title: t('live.amendSure'),
      content: t('live.amendHint', { n: notice.version_no + 1 }),
      okText: t('live.amend'),
      cancelText: t('app.cancel'),
      onOk: async () => {
        const draft = await act(() => ask(client.POST('/api/notices/{id}/amend', { params: { path: { id: notice.id } } })))
        if (draft) void navigate({ to: '/notices/$id/review', params: { id: draft.id } })
      },
    })
  }
  return (
    <div className="page-head no-print">
      <h1 lang="zh-CN">{notice.doc_number ?? notice.title}</h1>
      <StateMark state={notice.state} />
      {notice.version_no > 1 && (
        <span className="quiet">
          {t('notices.version')} {notice.version_no}
        </span>
      )}
      {notice.effect_from && (
        <span className="quiet nowrap">
          {t('notices.effect')} {notice.effect_from} — {notice.effect_to}
        </span>
      )}
      {notice.back_dated && <span className="chip amber">{t('notices.backDated')}</span>}
      <span className="grow" />
      {notice.amends && (
        <Link to="/notices/$id" params={{ id: notice.amends }}>
          {t('live.older')}
        </Link>
      )}
      <Link to="/notices/$id/duties" params={{ id: notice.id }}>
        {t('duties.from.title')}
      </Link>
      <DifferenceButton notice={notice} />
      <Button href={`/api/notices/${notice.id}/original`}>{t('live.original')}</Button>
      <Button onClick={() => window.print()}>{t('live.print')}</Button>
      {notice.state === 'published' && (
        <Button loading={busy} onClick={amend}>
          {t('live.amend')}
        </Button>
      )}
    </div>
  )
}

/** Said above a paper that is not in force, with the way to what is. */
export function NotInForce({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const isSuperseded = notice.state === 'superseded'
  const notices = useQuery({ ...noticeList, enabled: isSuperseded })
  const newer = notices.data?.find(other => other.amends === notice.id && other.state !== 'draft')
  if (notice.state === 'draft') {
    return (
      <p className="banner no-print">
        {t('live.draftHint')}{' '}
        <Link to="/notices/$id/review" params={{ id: notice.id }}>
          {t('notices.review')}
        </Link>
      </p>
    )
  }
  if (!isSuperseded) return null
  return (
    <p className="banner no-print">
      {t('live.supersededHint')}{' '}
      {newer && (
        <Link to="/notices/$id" params={{ id: newer.id }}>
          {t('live.newer')}
        </Link>
      )}
    </p>
  )
}
