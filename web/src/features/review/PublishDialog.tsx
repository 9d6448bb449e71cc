import { useNavigate } from '@tanstack/react-router'
import { Alert, Input, Modal, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice } from '../../api/client'
import { useAct } from '../../app/useAct'

export function PublishDialog({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const navigate = useNavigate()
  const year = notice.year ?? new Date().getFullYear()
  const [from, setFrom] = useState(notice.effect_from ?? `${year}-01-01`)
  const [to, setTo] = useState(notice.effect_to ?? `${year}-12-31`)

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
      title={t('publish.title')}
      okText={t('publish.submit')}
      okButtonProps={{ loading: busy, disabled: !from || !to }}
      onOk={() => void publish()}
      onCancel={onClose}
    >
      <Space orientation="vertical">
        <span>{t('publish.effect')}</span>
        <Space>
          <Input type="date" aria-label={`${t('publish.effect')} 1`} value={from} onChange={event => setFrom(event.target.value)} />
          —
          <Input type="date" aria-label={`${t('publish.effect')} 2`} value={to} onChange={event => setTo(event.target.value)} />
        </Space>
        {notice.issued_on && from < notice.issued_on && <Alert type="warning" showIcon title={t('publish.backDated')} />}
        <span className="quiet">{t('publish.hint')}</span>
      </Space>
    </Modal>
  )
}
