import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice, type Schemas } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { useAct } from '../../app/useAct'

type Values = Omit<Schemas['HeadInput'], 'version'>

export function HeadDialog({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<Values>()

  async function save(values: Values) {
    const body = { ...values, issued_on: values.issued_on || null, version: notice.version }
    const done = await act(async () => {
      await ask(client.PATCH('/api/notices/{id}', { params: { path: { id: notice.id } }, body }))
      return true
    })
    if (done) onClose()
  }
  return (
    <Modal
      open
      width={520}
      title={t('head.title')}
      okText={t('app.save')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" initialValues={notice} onFinish={values => void save(values)}>
        <Form.Item name="title" label={t('head.name')}>
          <Input.TextArea autoSize autoFocus />
        </Form.Item>
        <Form.Item name="issuer" label={t('head.issuer')}>
          <Input />
        </Form.Item>
        <div className="two">
          <Form.Item name="doc_number" label={t('head.number')}>
            <Input />
          </Form.Item>
          <Form.Item name="issued_on" label={t('head.issued')}>
            <DayInput />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
