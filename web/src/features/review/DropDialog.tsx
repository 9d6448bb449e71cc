import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'

interface Props {
  target: Target
  busy: boolean
  onDrop: (reason: string) => void
  onClose: () => void
}

export function DropDialog({ target, busy, onDrop, onClose }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  return (
    <Modal
      open
      width={480}
      title={t('review.dropTitle')}
      okText={t('review.drop')}
      cancelText={t('app.cancel')}
      okButtonProps={{ disabled: !reason.trim(), loading: busy }}
      onOk={() => onDrop(reason)}
      onCancel={onClose}
    >
      <blockquote lang="zh-CN">{target.subject}</blockquote>
      <label htmlFor="reason">{t('review.reason')}</label>
      <Input.TextArea id="reason" autoFocus rows={3} value={reason} onChange={event => setReason(event.target.value)} />
    </Modal>
  )
}
