import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, App, Button, Progress, Segmented, Spin } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice, type Target } from '../../api/client'
import { Failed } from '../../app/Failed'
import { noticeDetail } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { goTo, Outline } from '../live/Outline'
import { Paper, type PaperMark } from '../live/Paper'
import { DropDialog } from './DropDialog'
import { HeadDialog } from './HeadDialog'
import { MatchDialog } from './MatchDialog'
import { Problems } from './Problems'
import { PublishDialog } from './PublishDialog'
import { TargetCard } from './TargetCard'
import { blankTarget, TargetForm, type Editing } from './TargetForm'
import { useSelectionInText } from './useSelectionInText'

export function ReviewPage() {
  const { id } = useParams({ from: '/notices/$id/review' })
  const { i18n } = useTranslation()
  const notice = useQuery(noticeDetail(id, i18n.language))
  if (notice.error) return <Failed error={notice.error} retry={() => void notice.refetch()} />
  if (!notice.data) return <Spin className="whole-page" />
  return <Review notice={notice.data} />
}

type Dialog = 'units' | 'head' | 'publish' | null

function Review({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const { act, busy } = useAct()
  const targets = notice.target_list
  const [selected, setSelected] = useState<string | undefined>(targets.find(target => target.state === 'proposed')?.id)
  const [dialog, setDialog] = useState<Dialog>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [dropping, setDropping] = useState<Target | null>(null)
  const [pane, setPane] = useState<'cards' | 'text' | 'problems'>('cards')
  const selection = useSelectionInText(notice)
  const isDraft = notice.state === 'draft'
  const current = targets.find(target => target.id === selected)
  const open = targets.filter(target => target.state === 'proposed')
  const done = targets.length - open.length

  const select = useCallback((id: string) => {
    setSelected(id)
    document.querySelector(`[data-card="${id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [])

  const selectCard = useCallback((target: Target) => {
    setSelected(target.id)
    const first = target.citations[0]
    if (first) goTo(first.start)
  }, [])

  const next = useCallback(() => {
    const at = targets.findIndex(target => target.id === selected)
    const after = [...targets.slice(at + 1), ...targets.slice(0, at + 1)].find(target => target.state === 'proposed')
    if (after) {
      selectCard(after)
      document.querySelector(`[data-card="${after.id}"]`)?.scrollIntoView({ block: 'nearest' })
    }
  }, [targets, selected, selectCard])

  async function accept(target: Target) {
    const { id, version } = target
    const accepted = await act(() => ask(client.POST('/api/targets/{id}/accept', { params: { path: { id } }, body: { version } })))
    if (accepted) next()
  }

  async function acceptAll() {
    const body = { targets: open.map(({ id, version }) => ({ id, version })) }
    await act(() => ask(client.POST('/api/targets/accept', { body })))
  }

  async function restore({ id, version }: Target) {
    await act(() => ask(client.POST('/api/targets/{id}/restore', { params: { path: { id } }, body: { version } })))
  }

  async function merge(target: Target) {
    const before = targets.slice(0, targets.indexOf(target)).filter(other => other.state !== 'dropped').at(-1)
    if (!before) return
    const body = { version: before.version, others: [{ id: target.id, version: target.version }] }
    await act(() => ask(client.POST('/api/targets/{id}/merge', { params: { path: { id: before.id } }, body })))
    setSelected(before.id)
  }

  function discard() {
    modal.confirm({
      title: t('review.discardSure'),
      onOk: async () => {
        const body = { version: notice.version }
        await act(() => ask(client.POST('/api/notices/{id}/discard', { params: { path: { id: notice.id } }, body })))
        void navigate({ to: '/notices' })
      },
    })
  }

  useEffect(() => {
    function press(event: KeyboardEvent) {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="dialog"], [contenteditable]')
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || dialog || editing || dropping || !isDraft) return
      const keys: Record<string, () => void> = {
        n: next,
        a: () => current && current.state !== 'dropped' && void accept(current),
        e: () => current && setEditing({ target: current }),
        d: () => current && setDropping(current),
        u: () => setDialog('units'),
      }
      keys[event.key]?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })

  const marks = useMemo<PaperMark[]>(() => {
    const measured = targets.flatMap(target =>
      target.citations.map(citation => ({
        id: `${target.id}@${citation.start}`,
        start: citation.start,
        end: citation.end,
        className: target.state,
        label: `${target.subject}：${t(`review.${target.state}` as 'review.proposed')}`,
      })),
    )
    const seen = new Set(measured.map(mark => mark.start))
    const problems = notice.diagnostics
      .filter(problem => problem.severity !== 'note' && !seen.has(problem.start))
      .map(problem => ({
        id: `problem@${problem.start}@${problem.code}`,
        start: problem.start,
        end: problem.end,
        className: 'problem',
        label: problem.message,
      }))
    return [...measured, ...problems]
  }, [targets, notice.diagnostics, t])

  return (
    <div className="page review">
      <div className="page-head">
        <h1>{t('review.title')}</h1>
        <Link to="/notices/$id" params={{ id: notice.id }}>
          {notice.doc_number ?? notice.title}
        </Link>
        <div style={{ width: 220 }}>
          <Progress percent={targets.length ? (done / targets.length) * 100 : 100} showInfo={false} size="small" />
          <span className="quiet" data-testid="progress">
            {t('review.progress', { done, total: targets.length })}
          </span>
        </div>
        <span className="grow" />
        {isDraft && (
          <>
            {open.length > 0 && (
              <Button loading={busy} onClick={() => void acceptAll()}>
                {t('review.acceptAll', { n: open.length })}
              </Button>
            )}
            <Button onClick={() => setDialog('head')}>{t('review.head')}</Button>
            <Button onClick={() => setDialog('units')}>{t('review.units')}</Button>
            <Button danger onClick={discard}>
              {t('review.discard')}
            </Button>
            <Button type="primary" onClick={() => setDialog('publish')}>
              {t('review.publish')}
            </Button>
          </>
        )}
      </div>
      <div className="phone-only">
        <Segmented
          block
          value={pane}
          onChange={setPane}
          options={[
            { value: 'cards', label: t('review.cards') },
            { value: 'text', label: t('review.text') },
            { value: 'problems', label: t('review.problems') },
          ]}
        />
      </div>
      <div className="columns">
        <section className={`sheet side ${pane === 'problems' ? '' : 'away'}`} aria-label={t('review.problems')}>
          <Problems problems={notice.diagnostics} />
          <h2 style={{ marginTop: 16 }}>{t('review.outline')}</h2>
          <Outline notice={notice} />
        </section>
        <section className={pane === 'text' ? '' : 'away'} aria-label={t('review.text')} id="review-text">
          {selection && isDraft && (
            <Button
              type="primary"
              style={{ position: 'sticky', top: 4, zIndex: 5, float: 'right' }}
              onMouseDown={event => event.preventDefault()}
              onClick={() => setEditing({ target: blankTarget(selection.quote), place: selection })}
            >
              {t('review.addHere')}
            </Button>
          )}
          <Paper notice={notice} marks={marks} selected={selected} onSelect={select} />
        </section>
        <section className={`sheet ${pane === 'cards' ? '' : 'away'}`} aria-label={t('review.cards')}>
          {targets.length === 0 && <Alert type="info" title={t('review.noneTargets')} />}
          {targets.map((target, at) => (
            <TargetCard
              key={target.id}
              target={target}
              isOn={target.id === selected}
              isDraft={isDraft}
              canMerge={at > 0}
              onSelect={() => selectCard(target)}
              onAccept={() => void accept(target)}
              onEdit={() => setEditing({ target })}
              onDrop={() => setDropping(target)}
              onRestore={() => void restore(target)}
              onMerge={() => void merge(target)}
            />
          ))}
        </section>
      </div>
      {isDraft && <p className="quiet no-phone">{t('review.keys')}</p>}
      {editing && <TargetForm notice={notice} editing={editing} onClose={() => setEditing(null)} />}
      {dropping && <DropDialog target={dropping} onClose={() => setDropping(null)} />}
      {dialog === 'units' && <MatchDialog notice={notice} onClose={() => setDialog(null)} />}
      {dialog === 'head' && <HeadDialog notice={notice} onClose={() => setDialog(null)} />}
      {dialog === 'publish' && <PublishDialog notice={notice} onClose={() => setDialog(null)} />}
    </div>
  )
}
