import { App, Button, Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client, type Schemas } from '../../api/client'
import { me, queries } from '../../app/queries'
import { Codes } from './Codes'

/** Password, phone, recovery codes: the three steps to a second factor. */
export function Enroll({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const [begun, setBegun] = useState<Schemas['NewFactorView']>()
  const [codes, setCodes] = useState<string[]>()
  if (codes) return <Codes codes={codes} onDone={onDone} />
  if (!begun)
    return (
      <OneField
        name="password"
        label={t('security.password')}
        submit={t('security.next')}
        send={async password => setBegun(await ask(client.POST('/api/session/second-factor', { body: { password } })))}
      />
    )
  return (
    <>
      <p>{t('security.scan')}</p>
      {/* the key below says the same to who cannot see it */}
      <div className="factor-code" aria-hidden>
        <QRCode type="svg" value={begun.uri} size={180} bordered={false} />
      </div>
      <p className="quiet">{t('security.type')}</p>
      <p>
        <code data-testid="secret" className="factor-secret">
          {begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </code>
      </p>
      <OneField
        name="code"
        label={t('security.code')}
        submit={t('security.confirm')}
        send={async code => setCodes((await ask(client.POST('/api/session/second-factor/confirm', { body: { code } }))).codes)}
      />
    </>
  )
}

interface OneFieldProps {
  /** What is typed: a password, the digits of a phone, or those or a recovery code. */
  name: 'password' | 'code' | 'any-code'
  label: string
  submit: string
  danger?: boolean
  send: (value: string) => Promise<unknown>
}

/** One thing to type and to send; what is wrong with it is told below it. */
export function OneField({ name, label, submit, danger, send }: OneFieldProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ value: string }>()
  const [busy, setBusy] = useState(false)

  async function onFinish({ value }: { value: string }) {
    setBusy(true)
    try {
      await send(value)
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : undefined
      const isCodeWrong = problem?.code === 'session.second_factor_wrong'
      if (problem?.status === 401 && !isCodeWrong) await queries.invalidateQueries(me)
      else if (problem) form.setFields([{ name: 'value', errors: [problem.message] }])
      else void message.error(t('error.title'))
    } finally {
      setBusy(false)
    }
  }
  const rules = [{ required: true, message: t('signIn.required', { field: label }) }]
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={values => void onFinish(values)}>
      <Form.Item name="value" label={label} rules={rules}>
        {name === 'password' ? (
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        ) : (
          <Input autoFocus inputMode={name === 'code' ? 'numeric' : 'text'} autoComplete="one-time-code" maxLength={name === 'code' ? 6 : 40} />
        )}
      </Form.Item>
      <Button type="primary" danger={danger} htmlType="submit" block loading={busy}>
        {submit}
      </Button>
    </Form>
  )
}
