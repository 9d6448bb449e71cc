import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { today } from '../../app/queries'
import { useAct } from '../../app/useAct'
import type { Made } from './OneTime'
import { PostFields, postOf, type PostValues } from './PostFields'

interface Values {
  name: string
  login: string
  phone?: string
  post?: PostValues
}

/** A new account, with its first post where the caller gives posts too. */
export function AccountDialog({ givesPosts, onMade, onClose }: { givesPosts: boolean; onMade: (made: Made) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<Values>()
  const required = (field: string) => [{ required: true, whitespace: true, message: t('signIn.required', { field }) }]

  async function save({ name, login, phone, post }: Values) {
    const posts = post?.role ? [postOf(post)] : []
    const made = await act(() => ask(client.POST('/api/accounts', { body: { login, name, phone: phone?.trim() || null, posts } })))
    if (made) onMade({ login: login.trim().toLowerCase(), name, password: made.password })
  }
  return (
    <Modal
      open
      width={460}
      title={t('people.add')}
      okText={t('people.make')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ post: { valid_from: today() } }} onFinish={values => void save(values)}>
        <div className="two">
          <Form.Item name="name" label={t('people.name')} rules={required(t('people.name'))}>
            <Input autoFocus maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item name="login" label={t('people.login')} rules={required(t('people.login'))} extra={t('people.loginHint')}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        </div>
        <Form.Item name="phone" label={t('people.phone')}>
          <Input maxLength={20} autoComplete="off" inputMode="tel" />
        </Form.Item>
        {givesPosts ? <PostFields within="post" isOptional /> : <p className="quiet">{t('people.postsByOther')}</p>}
      </Form>
    </Modal>
  )
}
