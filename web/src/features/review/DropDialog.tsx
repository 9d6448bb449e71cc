import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Target } from '../../api/client'
import { useAct } from '../../app/useAct'

export function DropDialog({ target, onClose }: { target: Target; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [reason, setReason] = useState('')

  async function drop() {
    const { id, version } = target
    const body = { version, reason }
    const dropped = await act(() => ask(client.POST('/api/targets/{id}/drop', { params: { path: { id } }, body })))
    if (dropped) onClose()
  }
  return (
    <Modal
      open
      title={`${t('review.drop')}：${target.subject}`}
      okText={t('review.drop')}
      okButtonProps={{ disabled: !reason.trim(), loading: busy }}
      onOk={() => void drop()}
      onCancel={onClose}
    >
      <Input.TextArea
        autoFocus
        rows={3}
        aria-label={t('review.reason')}
        placeholder={t('review.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
    </Modal>
  )
}
