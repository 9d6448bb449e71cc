import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { queries } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { switchLanguage } from '../../app/i18n'

export function SignIn() {
  const { t } = useTranslation()
  const { act, busy } = useAct()

  async function submit(values: { login: string; password: string }) {
    const person = await act(() => ask(client.POST('/api/session', { body: values })))
    if (person) queries.setQueryData(['me'], person)
  }
  return (
    <div className="sign-in">
      <Form layout="vertical" onFinish={values => void submit(values)} requiredMark={false}>
        <h1>{t('app.name')}</h1>
        <p className="quiet">{t('signIn.motto')}</p>
        <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true }]}>
          <Input autoFocus autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('signIn.submit')}
        </Button>
        <Button type="link" block onClick={switchLanguage}>
          {t('app.language')}
        </Button>
      </Form>
    </div>
  )
}
