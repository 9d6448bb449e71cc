import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client } from '../../api/client'
import { switchLanguage } from '../../app/i18n'
import { queries } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { ByProvider } from './ByProvider'

interface Values {
  login: string
  password: string
  code?: string
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
        <ByProvider />
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
  const [isCodeAsked, setCodeAsked] = useState(false)
  const [form] = Form.useForm<Values>()

  async function submit(values: Values) {
    setBusy(true)
    setFailed('')
    try {
      queries.setQueryData(['me'], await ask(client.POST('/api/session', { body: values })))
    } catch (error) {
      const code = error instanceof ApiError ? error.problem.code : ''
      const isCodeWrong = code === 'session.second_factor_wrong'
      setCodeAsked(isCodeWrong || code === 'session.second_factor_needed')
      form.resetFields(['code'])
      if (code !== 'session.second_factor_needed') setFailed(error instanceof ApiError ? error.words : t('error.title'))
    } finally {
      setBusy(false)
    }
  }
  const rules = (field: string) => [{ required: true, message: t('signIn.required', { field }) }]
  return (
    <Form<Values> form={form} layout="vertical" onFinish={values => void submit(values)} requiredMark={false}>
      <Form.Item name="login" hidden={isCodeAsked} label={t('signIn.login')} rules={rules(t('signIn.login'))}>
        <Input autoFocus autoComplete="username" />
      </Form.Item>
      <Form.Item name="password" hidden={isCodeAsked} label={t('signIn.password')} rules={rules(t('signIn.password'))}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {isCodeAsked && (
        <Form.Item name="code" label={t('security.signInCode')} extra={t('security.signInCodeHint')} rules={rules(t('security.signInCode'))}>
          <Input autoFocus autoComplete="one-time-code" maxLength={40} />
        </Form.Item>
      )}
      {failed && <Alert type="error" showIcon title={failed} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('signIn.submit')}
      </Button>
      {isCodeAsked && (
        <Button type="link" block onClick={() => setCodeAsked(false)}>
          {t('security.back')}
        </Button>
      )}
    </Form>
  )
}
