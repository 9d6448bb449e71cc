import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { useAct } from '../../app/useAct'
import { renewAll } from '../registers/data/useWrite'
import { askExtension, decideExtension, type Extension, type Hazard, type Of } from './data'
import { TermLine } from './Decisions'

/** More time is asked for; the limits are said before, and kept by the server. */
export function ExtensionDialog({ record, hazard, onClose }: { record: Of; hazard: Hazard; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  async function send() {
    const asked = await act(() => askExtension(record, to, reason), renewAll)
    if (!asked) return
    void message.success(t('hazards.extension.asked'))
    onClose()
  }
  return (
    <Modal open width={460} title={t('hazards.extension.ask')} okText={t('hazards.extension.ask')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: !to || !reason.trim() }} onOk={() => void send()} onCancel={onClose}>
      <Form layout="vertical">
        <ul className="plain">
          <TermLine term={hazard.ask_by} words="askBy" />
          {hazard.last_day && <li className="quiet">{t('hazards.lastDay', { day: hazard.last_day })}</li>}
          {hazard.rule && (
            <li className="quiet" lang="zh-CN">
              {t('hazards.source', { source: hazard.rule.source })}
            </li>
          )}
        </ul>
        <Form.Item label={t('hazards.extension.to')} required>
          <DayInput value={to} onChange={setTo} aria-label={t('hazards.extension.to')} />
        </Form.Item>
        <Form.Item label={t('hazards.extension.reason')} required>
          <Input.TextArea rows={3} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} aria-label={t('hazards.extension.reason')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** Grants or refuses it; a refusal needs words. */
export function DecisionDialog({ record, extension, names, onClose }: { record: Of; extension: Extension; names: Hazard['names']; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [answer, setAnswer] = useState('')
  async function send(verdict: 'granted' | 'refused') {
    const decided = await act(() => decideExtension(extension.id, record.version, verdict, answer), renewAll)
    if (!decided) return
    void message.success(t('hazards.extension.decided'))
    onClose()
  }
  const footer = (
    <>
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button danger loading={busy} disabled={!answer.trim()} onClick={() => void send('refused')}>
        {t('hazards.extension.refuse')}
      </Button>
      <Button type="primary" loading={busy} onClick={() => void send('granted')}>
        {t('hazards.extension.grant')}
      </Button>
    </>
  )
  return (
    <Modal open width={460} title={t('hazards.extension.decide')} footer={footer} onCancel={onClose}>
      <div className="stack">
        <b>{t('hazards.extension.moved', { from: extension.from, to: extension.to })}</b>
        <p lang="zh-CN">{extension.reason}</p>
        <p className="quiet" lang="zh-CN">
          {t('hazards.extension.askedBy', { name: names[extension.asked_by] ?? '—', day: extension.asked_on })}
        </p>
        <Form layout="vertical">
          <Form.Item label={t('hazards.extension.answer')} extra={t('hazards.extension.answerHint')}>
            <Input.TextArea rows={2} maxLength={500} value={answer} onChange={event => setAnswer(event.target.value)} aria-label={t('hazards.extension.answer')} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
