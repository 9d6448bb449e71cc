import { queryOptions, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber, Modal, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Problem, type Schemas } from '../../api/client'
import { word } from '../../app/i18n'
import { minuteOf } from '../../app/moments'
import { me, queries } from '../../app/queries'
import { useAct } from '../../app/useAct'

const tokenList = queryOptions({
  queryKey: ['tokens'],
  queryFn: async () => (await ask(client.GET('/api/tokens'))).items,
})

/** Tokens with which programs sign in: those there are, and giving one. */
export function Tokens() {
  const { t } = useTranslation()
  const found = useQuery(tokenList)
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="sheet side">
      <div className="row">
        <h2>{t('security.tokens')}</h2>
        <span className="grow" />
        <Button onClick={() => setOpen(true)}>{t('security.addToken')}</Button>
      </div>
      <p className="quiet">
        {t('security.tokensHint')}{' '}
        <a href="/api/docs" target="_blank" rel="noreferrer">
          {t('security.reference')}
        </a>
      </p>
      {found.error && <p className="warn">{found.error.message}</p>}
      {found.data?.length === 0 && <p>{t('security.noTokens')}</p>}
      <ul className="token-list" aria-label={t('security.tokens')}>
        {found.data?.map(token => (
          <Token key={token.id} token={token} />
        ))}
      </ul>
      <Modal open={isOpen} title={t('security.addToken')} footer={null} width={460} destroyOnHidden onCancel={() => setOpen(false)} mask={{ closable: false }}>
        <NewToken onDone={() => setOpen(false)} />
      </Modal>
    </section>
  )
}

function Token({ token }: { token: Schemas['TokenView'] }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const revoke = () => act(() => ask(client.DELETE('/api/tokens/{token}', { params: { path: { token: token.id } } })))
  const roles = token.roles?.map(role => word(t, 'post', role)).join(t('app.comma')) ?? t('security.allRoles')
  const state = token.revoked_at ? t('security.revokedAt', { at: minuteOf(token.revoked_at) }) : t('security.until', { at: minuteOf(token.expires_at) })
  return (
    <li className={token.holds ? '' : 'ended'}>
      <div>
        <b lang="zh-CN">{token.name}</b> {token.scope === 'read' ? t('security.read') : t('security.write')}
        <div className="quiet">
          {roles} · {state} · {token.used_at ? t('security.usedAt', { at: minuteOf(token.used_at) }) : t('security.unused')}
        </div>
      </div>
      {token.holds && (
        <Popconfirm title={t('security.revokeSure')} okText={t('security.revoke')} cancelText={t('app.cancel')} onConfirm={() => void revoke()}>
          <Button size="small" disabled={busy}>
            {t('security.revoke')}
          </Button>
        </Popconfirm>
      )}
    </li>
  )
}

interface Values {
  name: string
  scope: 'read' | 'write'
  /** Absent, where somebody has one role alone and is not asked. */
  roles?: string[]
  days: number
  password: string
}

function NewToken({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<Values>()
  const [text, setText] = useState('')
  const who = useQuery(me)
  const held = [...new Set(who.data?.roles ?? [])]

  async function submit({ roles, ...values }: Values) {
    const body = { ...values, roles: roles && roles.length < held.length ? roles : null }
    const atField = ({ code, message }: Problem) => {
      if (code === 'account.password_wrong') form.setFields([{ name: 'password', errors: [message] }])
      return code === 'account.password_wrong'
    }
    const made = await act(() => ask(client.POST('/api/tokens', { body })), () => queries.invalidateQueries(tokenList), atField)
    if (made) setText(made.token)
  }
  if (text)
    return (
      <>
        <p>{t('security.tokenHint')}</p>
        <p>
          <code data-testid="token" className="factor-secret">
            {text}
          </code>
        </p>
        <Button type="primary" block onClick={onDone}>
          {t('security.kept')}
        </Button>
      </>
    )
  const filled = (field: string) => [{ required: true, message: t('signIn.required', { field }) }]
  return (
    <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ scope: 'read', roles: held, days: 90 }} onFinish={values => void submit(values)}>
      <Form.Item name="name" label={t('security.tokenName')} rules={filled(t('security.tokenName'))}>
        <Input autoFocus maxLength={40} placeholder={t('security.tokenNameHint')} />
      </Form.Item>
      <Form.Item name="scope" label={t('security.scope')}>
        <Radio.Group
          options={[
            { value: 'read', label: t('security.read') },
            { value: 'write', label: t('security.write') },
          ]}
        />
      </Form.Item>
      {held.length > 1 && (
        <Form.Item name="roles" label={t('security.roles')}>
          <Checkbox.Group options={held.map(role => ({ value: role, label: word(t, 'post', role) }))} />
        </Form.Item>
      )}
      <Form.Item name="days" label={t('security.days')} rules={filled(t('security.days'))}>
        <InputNumber min={1} precision={0} />
      </Form.Item>
      <Form.Item name="password" label={t('security.password')} rules={filled(t('security.password'))}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('security.addToken')}
      </Button>
    </Form>
  )
}
