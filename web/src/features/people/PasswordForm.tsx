import { App, Button, Form, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client } from '../../api/client'
import { me, queries } from '../../app/queries'

interface Values {
  old: string
  new: string
  again: string
}

/** What the server says of a password while it is typed. */
interface Told {
  fits: boolean
  words: string
}

/** Answers come a moment after the last key. */
const PAUSE = 350

/** Asks the server whether a password would be taken; the rule stands there only. */
function useVerdict(password: string): Told | null {
  const { t } = useTranslation()
  const [told, setTold] = useState<Told | null>(null)
  const newest = useRef(password)
  useEffect(() => {
    newest.current = password
    setTold(null)
    if (!password) return
    const later = setTimeout(() => {
      const answer = ask(client.POST('/api/session/password/check', { body: { new: password } }))
      const settled = answer.then(
        () => ({ fits: true, words: t('people.fits') }),
        (error: unknown) => ({ fits: false, words: error instanceof ApiError ? error.words : t('error.title') }),
      )
      // an answer to what was typed before is an answer to nothing
      void settled.then(told => newest.current === password && setTold(told))
    }, PAUSE)
    return () => clearTimeout(later)
  }, [password, t])
  return told
}

/** A password in place of another. `oldLabel` names the one that is given up. */
export function PasswordForm({ oldLabel, onDone }: { oldLabel: string; onDone?: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [busy, setBusy] = useState(false)
  const typed = Form.useWatch('new', form) ?? ''
  const told = useVerdict(typed)

  async function submit(values: Values) {
    setBusy(true)
    try {
      await ask(client.PUT('/api/session/password', { body: { old: values.old, new: values.new } }))
      form.resetFields()
      void message.success(t('people.changed'))
      onDone?.()
      await queries.invalidateQueries()
    } catch (error) {
      const code = error instanceof ApiError ? error.problem.code : ''
      const words = error instanceof ApiError ? error.words : t('error.title')
      if (error instanceof ApiError && error.problem.status === 401) await queries.invalidateQueries(me)
      else form.setFields([{ name: code === 'account.password_wrong' ? 'old' : 'new', errors: [words] }])
    } finally {
      setBusy(false)
    }
  }
  const filled = (field: string) => ({ required: true, message: t('signIn.required', { field }) })
  const same = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: (_: unknown, value: string) => (!value || value === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('people.differs')))),
  })
  return (
    <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={values => void submit(values)}>
      <Form.Item name="old" label={oldLabel} rules={[filled(oldLabel)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="new"
        label={t('people.newPassword')}
        rules={[filled(t('people.newPassword'))]}
        extra={
          <span className={told ? (told.fits ? 'fits' : 'unfit') : 'quiet'} role="status">
            {told?.words ?? t('people.passwordHint')}
          </span>
        }
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="again" label={t('people.newAgain')} dependencies={['new']} rules={[filled(t('people.newAgain')), same]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('people.changePassword')}
      </Button>
    </Form>
  )
}
