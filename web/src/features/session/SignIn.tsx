import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client } from '../../api/client'
import { switchLanguage } from '../../app/i18n'
import { queries } from '../../app/queries'
import { useTitle } from '../../app/useTitle'

interface Values {
  login: string
  password: string
}

export function SignIn() {
  const { t } = useTranslation()
  useTitle(t('signIn.title'))
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <h1>{t('app.name')}</h1>
        <p className="quiet">{t('signIn.motto')}</p>
        <SignInForm />
        <Button type="link" block onClick={switchLanguage}>
          {t('app.language')}
        </Button>
      </div>
    </main>
  )
}

export function SignInForm() {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')

  async function submit(values: Values) {
    setBusy(true)
    setFailed('')
    try {
      queries.setQueryData(['me'], await ask(client.POST('/api/session', { body: values })))
    } catch (error) {
      setFailed(error instanceof ApiError ? error.words : t('error.title'))
    } finally {
      setBusy(false)
    }
  }
  const rules = (field: string) => [{ required: true, message: t('signIn.required', { field }) }]
  return (
    <Form<Values> layout="vertical" onFinish={values => void submit(values)} requiredMark={false}>
      <Form.Item name="login" label={t('signIn.login')} rules={rules(t('signIn.login'))}>
        <Input autoFocus autoComplete="username" />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={rules(t('signIn.password'))}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {failed && <Alert type="error" showIcon title={failed} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('signIn.submit')}
      </Button>
    </Form>
  )
}
