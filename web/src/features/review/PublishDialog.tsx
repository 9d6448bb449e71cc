import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client, type Notice, type Schemas } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { useAct } from '../../app/useAct'
import { DifferenceButton } from '../live/DifferenceDialog'
import { publication } from './calls'

interface Props {
  notice: Notice
  onClose: () => void
  /** Shows the cards that hinder it. */
  onSee: (targets: string[], words: string) => void
  onHead: () => void
  onUnits: () => void
}

export function PublishDialog({ notice, onClose, onSee, onHead, onUnits }: Props) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const navigate = useNavigate()
  const [effect, setEffect] = useState<{ effect_from?: string; effect_to?: string }>({})
  const ahead = useQuery({
    queryKey: ['publication', notice.id, notice.version, effect],
    queryFn: () => publication(notice.id, effect),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const from = effect.effect_from ?? ahead.data?.effect_from ?? ''
  const to = effect.effect_to ?? ahead.data?.effect_to ?? ''
  const hindrances = ahead.data?.hindrances ?? []

  async function publish() {
    const body = { version: notice.version, effect_from: from, effect_to: to }
    const done = await act(async () => {
      await ask(client.POST('/api/notices/{id}/publish', { params: { path: { id: notice.id } }, body }))
      return true
    })
    if (done) void navigate({ to: '/notices/$id', params: { id: notice.id } })
  }
  return (
    <Modal
      open
      width={560}
      title={t('publish.title')}
      okText={t('publish.submit')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy, disabled: !ahead.data || hindrances.length > 0 }}
      onOk={() => void publish()}
      onCancel={onClose}
    >
      <div className="stack">
        <dl className="facts">
          <dt>{t('publish.issued')}</dt>
          <dd>
            {notice.issued_on ?? t('publish.noDate')}{' '}
            <button type="button" className="link" onClick={onHead}>
              {t('publish.correct')}
            </button>
          </dd>
          <dt>{t('publish.effect')}</dt>
          <dd>
            <span className="period">
              <DayInput aria-label={t('publish.from')} value={from} onChange={day => setEffect({ ...effect, effect_from: day || undefined })} />
              <span className="no-phone">—</span>
              <DayInput aria-label={t('publish.to')} value={to} onChange={day => setEffect({ ...effect, effect_to: day || undefined })} />
            </span>
            <div className="quiet">{t('publish.effectHint')}</div>
          </dd>
        </dl>
        {ahead.data?.back_dated && <Alert type="warning" showIcon title={t('publish.backDated')} />}
        {ahead.error && <Alert type="error" showIcon title={ahead.error instanceof ApiError ? ahead.error.words : t('error.title')} />}
        {ahead.isPending && <span className="quiet">{t('publish.checking')}</span>}
        {ahead.data && hindrances.length === 0 && (
          <>
            <p className="ready">{t('publish.ready', { n: notice.target_list.filter(target => target.state === 'accepted').length })}</p>
            {notice.amends && <DifferenceButton notice={notice} />}
            <p className="quiet">{t('publish.hint')}</p>
          </>
        )}
        {hindrances.length > 0 && <Hindrances items={hindrances} onSee={onSee} onHead={onHead} onUnits={onUnits} />}
      </div>
    </Modal>
  )
}

type HindrancesProps = Pick<Props, 'onSee' | 'onHead' | 'onUnits'> & { items: Schemas['HindranceView'][] }

/** Everything in the way, each with the way to it. */
function Hindrances({ items, onSee, onHead, onUnits }: HindrancesProps) {
  const { t } = useTranslation()
  return (
    <section className="hindrances" aria-label={t('publish.hindered')}>
      <h2>{t('publish.hindered')}</h2>
      <ul>
        {items.map(({ code, message, targets }) => (
          <li key={code}>
            {message}
            <span className="row">
              {targets.length > 0 && (
                <Button size="small" onClick={() => onSee(targets, message)}>
                  {t('publish.see', { n: targets.length })}
                </Button>
              )}
              {code === 'notice.targets_without_unit' && (
                <Button size="small" onClick={onUnits}>
                  {t('review.units')}
                </Button>
              )}
              {code === 'notice.number_missing' && (
                <Button size="small" onClick={onHead}>
                  {t('review.head')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
