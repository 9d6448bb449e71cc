import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { useAct } from '../../app/useAct'
import type { Account } from './data'

/** Erases what is held about somebody who is no longer here; what the law has kept is told beforehand. */
export function Erasing({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<{ reason: string }>()

  async function erase({ reason }: { reason: string }) {
    const params = { path: { id: account.id } }
    const done = await act(() => ask(client.POST('/api/accounts/{id}/erase', { params, body: { reason } })).then(() => true))
    if (done) setOpen(false)
  }
  return (
    <>
      <Button danger disabled={busy} onClick={() => setOpen(true)}>
        {t('people.erase')}
      </Button>
      <Modal
        open={isOpen}
        width={420}
        title={t('people.erase')}
        okText={t('people.erase')}
        cancelText={t('app.cancel')}
        okButtonProps={{ danger: true, loading: busy }}
        destroyOnHidden
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <p>{t('people.eraseGone')}</p>
        <p className="quiet">{t('people.eraseStays')}</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={values => void erase(values)}>
          <Form.Item name="reason" label={t('people.eraseReason')} rules={[{ required: true, whitespace: true, message: t('signIn.required', { field: t('people.eraseReason') }) }]}>
            <Input.TextArea autoFocus rows={2} maxLength={200} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
