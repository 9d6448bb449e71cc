import { useQuery } from '@tanstack/react-query'
import { App, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Problem } from '../../api/client'
import { refresh, today, unitsOn } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { OCCASIONS, type Carrier, type Channel } from './data'

interface Values {
  carrier: Carrier
  name: string
  unit_id: string
  address?: string
  secret?: string
  occasions: string[]
}

/** A channel, new or changed. Its key is entered and never shown. */
export function ChannelDialog({ channel, carriers, onClose }: { channel?: Channel; carriers: string[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const { act, busy } = useAct()
  const units = useQuery(unitsOn(today()))
  const carrier = Form.useWatch('carrier', form) ?? channel?.carrier ?? 'wecom'
  const isMail = carrier === 'mail'
  const filled = (field: string) => [{ required: true, message: t('signIn.required', { field }) }]

  async function save(values: Values) {
    const body = { ...values, address: values.address || null, secret: values.secret || (channel ? null : ''), version: channel?.version ?? 0 }
    const work = () => (channel ? ask(client.PATCH('/api/channels/{id}', { params: { path: { id: channel.id } }, body })) : ask(client.POST('/api/channels', { body })))
    const atField = (problem: Problem) => {
      const field = problem.params.field as keyof Values | undefined
      if (field) form.setFields([{ name: field, errors: [problem.message] }])
      return !!field
    }
    const saved = await act(() => work().then(() => true), refresh, atField)
    if (!saved) return
    void message.success(t('channels.saved'))
    onClose()
  }
  return (
    <Modal
      open
      width={520}
      title={t(channel ? 'channels.change' : 'channels.add')}
      okText={t('app.save')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={channel ? { ...channel, address: isMail ? channel.address : undefined } : { carrier: 'wecom', occasions: [...OCCASIONS] }}
        onFinish={values => void save(values)}
      >
        <Form.Item name="carrier" label={t('channels.carrier')}>
          <Radio.Group disabled={!!channel} options={(channel ? [channel.carrier] : carriers).map(value => ({ value, label: t(`channels.carriers.${value as Carrier}`) }))} />
        </Form.Item>
        <div className="two">
          <Form.Item name="name" label={t('channels.name')} rules={filled(t('channels.name'))}>
            <Input maxLength={40} autoComplete="off" placeholder={t('channels.nameHint')} />
          </Form.Item>
          <Form.Item name="unit_id" label={t('channels.unit')} rules={filled(t('channels.unit'))}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={units.data?.map(unit => ({ value: unit.id, label: unit.name }))} />
          </Form.Item>
        </div>
        <Form.Item
          name="address"
          label={t(isMail ? 'channels.mails' : 'channels.robot')}
          rules={channel ? [] : filled(t(isMail ? 'channels.mails' : 'channels.robot'))}
          extra={isMail ? t('channels.mailsHint') : t(`channels.robotHint.${carrier}`)}
        >
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} autoComplete="off" placeholder={channel && !isMail ? t('channels.keptAddress') : undefined} />
        </Form.Item>
        {(carrier === 'dingtalk' || carrier === 'feishu') && (
          <Form.Item name="secret" label={t('channels.secret')}>
            <Input.Password autoComplete="new-password" maxLength={200} placeholder={t(channel?.has_secret ? 'channels.keptSecret' : 'channels.secretHint')} />
          </Form.Item>
        )}
        <Form.Item name="occasions" label={t('channels.occasions')}>
          <Checkbox.Group options={OCCASIONS.map(value => ({ value, label: t(`channels.occasion.${value}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
