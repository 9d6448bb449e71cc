import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown, Popover, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice } from '../../api/client'
import { useAct } from '../../app/useAct'
import { usePhone } from '../../app/usePhone'
import { DifferenceButton } from '../live/DifferenceDialog'

interface Props {
  notice: Notice
  busy: boolean
  undoWords?: string
  isHelp: boolean
  onHelp: (isOpen: boolean) => void
  onUndo: () => void
  onAcceptAll: () => void
  onDialog: (dialog: 'head' | 'units' | 'publish') => void
}

export function ReviewHead({ notice, busy, undoWords, isHelp, onHelp, onUndo, onAcceptAll, onDialog }: Props) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const discard = useDiscard(notice)
  const total = notice.target_list.length
  const open = notice.target_list.filter(target => target.state === 'proposed').length
  return (
    <div className="page-head">
      <h1>{t('review.title')}</h1>
      <Link to="/notices/$id" params={{ id: notice.id }} lang="zh-CN" className="clip">
        {notice.doc_number ?? notice.title}
      </Link>
      {notice.version_no > 1 && (
        <span className="quiet">
          {t('notices.version')} {notice.version_no}
        </span>
      )}
      <span className="progress">
        <Progress percent={total ? ((total - open) / total) * 100 : 100} showInfo={false} size="small" strokeColor="var(--accent)" aria-label={t('review.title')} />
        <span className="quiet" data-testid="progress">
          {t('review.progress', { done: total - open, total })}
        </span>
      </span>
      <span className="grow" />
      {notice.state !== 'draft' && <span className="quiet">{t('review.frozen')}</span>}
      <DifferenceButton notice={notice} />
      {notice.state === 'draft' && (
        <>
          {undoWords && (
            <Button disabled={busy} onClick={onUndo}>
              {t('app.undo')}
              {t('app.colon')}
              {undoWords}
            </Button>
          )}
          {open > 0 && (
            <Button loading={busy} onClick={onAcceptAll}>
              {t('review.acceptAll', { n: open })}
            </Button>
          )}
          <Button onClick={() => onDialog('units')}>{t('review.units')}</Button>
          {isPhone ? (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'head', label: t('review.head'), onClick: () => onDialog('head') },
                  { key: 'discard', label: t('review.discard'), onClick: discard },
                ],
              }}
            >
              <Button>{t('app.more')}</Button>
            </Dropdown>
          ) : (
            <>
              <Button onClick={() => onDialog('head')}>{t('review.head')}</Button>
              <Button onClick={discard}>{t('review.discard')}</Button>
            </>
          )}
          <Popover open={isHelp} onOpenChange={onHelp} trigger="click" placement="bottomRight" title={t('keys.title')} content={<Keys />}>
            <Button className="no-phone" aria-label={t('keys.title')} aria-expanded={isHelp}>
              ?
            </Button>
          </Popover>
          <Button type="primary" onClick={() => onDialog('publish')}>
            {t('review.publish')}
          </Button>
        </>
      )}
    </div>
  )
}

/** Asks, then sets the draft aside. */
function useDiscard(notice: Notice) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const { act } = useAct()
  return () => {
    modal.confirm({
      title: t('review.discardSure'),
      content: t('review.discardHint'),
      okText: t('review.discard'),
      cancelText: t('app.cancel'),
      onOk: async () => {
        const body = { version: notice.version }
        const done = await act(async () => {
          await ask(client.POST('/api/notices/{id}/discard', { params: { path: { id: notice.id } }, body }))
          return true
        })
        if (done) void navigate({ to: '/notices' })
      },
    })
  }
}

const KEYS = ['n', 'p', 'a', 'e', 'd', 's', 'm', 'u', 'z'] as const

function Keys() {
  const { t } = useTranslation()
  return (
    <dl className="keys">
      {KEYS.map(key => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{t(`keys.${key}`)}</dd>
        </div>
      ))}
      <div>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{t('keys.help')}</dd>
      </div>
    </dl>
  )
}
