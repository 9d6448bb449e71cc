import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { today } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { renewAll } from '../registers/data/useWrite'
import { FilesInput } from '../registers/inputs/FilesInput'
import { SERVICES, servePaper, voidPaper, type Paper } from './data'

/** A paper becomes void for a reason; its number stays its own. */
export function VoidDialog({ paper, onClose }: { paper: Paper; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [reason, setReason] = useState('')
  async function send() {
    const done = await act(() => voidPaper(paper.id, reason), renewAll)
    if (!done) return
    void message.success(t('papers.voided', { number: done.number }))
    onClose()
  }
  return (
    <Modal open width={460} title={<span lang="zh-CN">{t('papers.voidOf', { number: paper.number })}</span>} okText={t('papers.void')} cancelText={t('app.cancel')} okButtonProps={{ danger: true, loading: busy, disabled: !reason.trim() }} onOk={() => void send()} onCancel={onClose}>
      <Form layout="vertical">
        <p className="quiet">{t('papers.voidHint')}</p>
        <Form.Item label={t('papers.reason')} required>
          <Input.TextArea rows={2} maxLength={200} value={reason} onChange={event => setReason(event.target.value)} aria-label={t('papers.reason')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** That it was served: when, how, to whom, and the signed receipt. */
export function ServeDialog({ paper, onClose }: { paper: Paper; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const was = paper.served
  const [on, setOn] = useState(was?.on ?? today())
  const [how, setHow] = useState<string>(was?.how ?? 'direct')
  const [to, setTo] = useState(was?.to ?? '')
  const [note, setNote] = useState(was?.note ?? '')
  const [receipt, setReceipt] = useState<string[]>(was?.receipt ? [was.receipt] : [])
  async function send() {
    const done = await act(() => servePaper(paper.id, { on, how, to, note, receipt: receipt[0] }), renewAll)
    if (!done) return
    void message.success(t('papers.served'))
    onClose()
  }
  return (
    <Modal open width={460} title={<span lang="zh-CN">{t('papers.serveOf', { number: paper.number })}</span>} okText={t('app.save')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: !on || !to.trim() }} onOk={() => void send()} onCancel={onClose}>
      <Form layout="vertical">
        <Form.Item label={t('papers.on')} required>
          <DayInput value={on} onChange={setOn} aria-label={t('papers.on')} />
        </Form.Item>
        <Form.Item label={t('papers.how')} required>
          <Select value={how} onChange={setHow} options={SERVICES.map(value => ({ value, label: t(`papers.services.${value}`) }))} aria-label={t('papers.how')} />
        </Form.Item>
        <Form.Item label={t('papers.to')} required>
          <Input maxLength={200} value={to} onChange={event => setTo(event.target.value)} aria-label={t('papers.to')} />
        </Form.Item>
        <Form.Item label={t('papers.note')}>
          <Input maxLength={200} value={note} onChange={event => setNote(event.target.value)} aria-label={t('papers.note')} />
        </Form.Item>
        <Form.Item label={t('papers.receipt')} extra={t('papers.receiptHint')}>
          <FilesInput most={1} value={receipt} onChange={setReceipt} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
