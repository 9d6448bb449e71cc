// Personal data that the server hid: shown in full for a reason, which is written down. It is kept on no page.
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { me } from '../../../app/queries'
import { useAct } from '../../../app/useAct'
import { reveal } from '../data/calls'
import { useKnown } from '../data/context'
import type { Detail, Values } from '../data/types'
import { withUnit } from '../text/named'

/** The text as it came, and a way to the whole of it for who may ask. */
export function Hidden({ text, detail }: { text: string; detail: Detail }) {
  const { t } = useTranslation()
  const { data } = useQuery(me)
  const [isOpen, setOpen] = useState(false)
  if (!text.includes('*') || !data?.verbs.includes('reveal-personal')) return text
  return (
    <>
      {text}{' '}
      <Button type="link" size="small" className="no-print" onClick={() => setOpen(true)}>
        {t('registers.personal.reveal')}
      </Button>
      {isOpen && <RevealDialog detail={detail} onClose={() => setOpen(false)} />}
    </>
  )
}

function RevealDialog({ detail, onClose }: { detail: Detail; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const { field, language } = useKnown()
  const [reason, setReason] = useState('')
  const [found, setFound] = useState<Values>()
  async function send() {
    const revealed = await act(
      () => reveal(detail.record, reason),
      () => Promise.resolve(),
    )
    if (revealed) setFound(revealed.values)
  }
  const ask = { okText: t('registers.personal.reveal'), okButtonProps: { loading: busy, disabled: !reason.trim() }, onOk: () => void send() }
  const close = { okText: t('registers.personal.close'), cancelButtonProps: { style: { display: 'none' } }, onOk: onClose }
  return (
    <Modal open width={420} title={t('registers.personal.title')} cancelText={t('app.cancel')} {...(found ? close : ask)} onCancel={onClose}>
      {found ? (
        <dl className="facts">
          {Object.entries(found).map(([code, texts]) => {
            const known = field(code)
            return (
              <div key={code}>
                <dt>{known ? withUnit(known, language) : code}</dt>
                <dd lang="zh-CN">{texts.join('、')}</dd>
              </div>
            )
          })}
        </dl>
      ) : (
        <Form layout="vertical">
          <Form.Item label={t('registers.personal.reason')} extra={t('registers.personal.hint')} required>
            <Input.TextArea rows={2} maxLength={200} value={reason} onChange={event => setReason(event.target.value)} aria-label={t('registers.personal.reason')} autoFocus />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}
