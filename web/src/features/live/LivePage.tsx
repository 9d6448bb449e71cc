import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Segmented, Spin, Tag } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice } from '../../api/client'
import { Failed } from '../../app/Failed'
import { noticeDetail } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { DifferenceList } from './DifferenceList'
import { Outline } from './Outline'
import { Paper, type PaperMark } from './Paper'
import { TargetFacts } from './TargetFacts'

export function LivePage() {
  const { id } = useParams({ from: '/notices/$id' })
  const { i18n } = useTranslation()
  const notice = useQuery(noticeDetail(id, i18n.language))
  if (notice.error) return <Failed error={notice.error} retry={() => void notice.refetch()} />
  if (!notice.data) return <Spin className="whole-page" />
  return <Live notice={notice.data} />
}

function Live({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { act, busy } = useAct()
  const { target: selected } = useSearch({ from: '/notices/$id' })
  const [pane, setPane] = useState<'text' | 'outline'>('text')
  const targets = useMemo(() => notice.target_list.filter(target => target.state === 'accepted'), [notice])
  const marks = useMemo<PaperMark[]>(
    () =>
      targets.flatMap(target =>
        target.citations.map(citation => ({
          id: `${target.id}@${citation.start}`,
          start: citation.start,
          end: citation.end,
          className: target.light,
          label: `${target.subject}：${t(`live.${target.light}` as 'live.grey')}`,
          after: <span className={`light ${target.light}`} title={t(`live.${target.light}` as 'live.grey')} />,
        })),
      ),
    [targets, t],
  )
  const select = useCallback(
    (target: string) => void navigate({ to: '/notices/$id', params: { id: notice.id }, search: { target }, replace: true }),
    [navigate, notice.id],
  )
  const chosen = targets.find(target => target.id === selected)

  async function amend() {
    const draft = await act(() => ask(client.POST('/api/notices/{id}/amend', { params: { path: { id: notice.id } } })))
    if (draft) void navigate({ to: '/notices/$id/review', params: { id: draft.id } })
  }
  return (
    <div className="page live">
      <div className="page-head">
        <h1>{notice.doc_number ?? notice.title}</h1>
        <Tag>{t(`notices.${notice.state}` as 'notices.draft')}</Tag>
        {notice.effect_from && (
          <span className="quiet">
            {t('notices.effect')} {notice.effect_from} — {notice.effect_to}
          </span>
        )}
        {notice.back_dated && <Tag color="gold">{t('notices.backDated')}</Tag>}
        <span className="grow" />
        <Button href={`/api/notices/${notice.id}/original`}>{t('live.original')}</Button>
        <Button onClick={() => window.print()}>{t('live.print')}</Button>
        {notice.state === 'published' && (
          <Button loading={busy} onClick={() => void amend()}>
            {t('live.amend')}
          </Button>
        )}
        {notice.state === 'draft' && (
          <Link to="/notices/$id/review" params={{ id: notice.id }}>
            {t('notices.review')}
          </Link>
        )}
      </div>
      {notice.state === 'draft' && <Alert type="info" showIcon title={t('live.draftHint')} />}
      <div className="phone-only no-print">
        <Segmented
          block
          value={pane}
          onChange={setPane}
          options={[
            { value: 'text', label: t('review.text') },
            { value: 'outline', label: t('live.outline') },
          ]}
        />
      </div>
      <div className="columns">
        <section className={`sheet side ${pane === 'outline' ? '' : 'away'}`} aria-label={t('live.outline')}>
          <h2>{t('live.outline')}</h2>
          <Outline notice={notice} />
        </section>
        <section className={pane === 'text' ? '' : 'away'} aria-label={t('review.text')}>
          <Paper notice={notice} marks={marks} selected={selected} onSelect={select} />
        </section>
        <section className="sheet side live-card" aria-label={t('nav.board')} aria-live="polite">
          {chosen ? <TargetFacts target={chosen} /> : <p className="quiet">{t('live.pick')}</p>}
          <p className="quiet">{t('live.targetsHere', { n: targets.length })}</p>
          {notice.amends && <DifferenceList id={notice.id} />}
        </section>
      </div>
    </div>
  )
}
