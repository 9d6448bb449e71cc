import { Button, Drawer, Form, Input, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { minuteOf } from '../../app/moments'
import { useAct } from '../../app/useAct'
import { Erasing } from './Erasing'
import { Standing } from './Standing'
import type { Account } from './data'
import type { Made } from './OneTime'
import { Posts } from './Posts'

interface Props {
  account: Account
  keeps: boolean
  gives: boolean
  onMade: (made: Made) => void
  onClose: () => void
}

/** One person: posts that are given and ended, and the account that is kept. */
export function Person({ account, keeps, gives, onMade, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Drawer open size={460} title={<span lang="zh-CN">{account.name}</span>} onClose={onClose} className="person-drawer">
      <dl className="facts">
        <dt>{t('people.login')}</dt>
        <dd lang="zh-CN">{account.login}</dd>
        {account.phone && (
          <>
            <dt>{t('people.phone')}</dt>
            <dd>{account.phone}</dd>
          </>
        )}
        <dt>{t('people.state')}</dt>
        <dd>
          <Standing account={account} />
        </dd>
        <dt>{t('people.lastSignIn')}</dt>
        <dd>{account.last_sign_in_at ? minuteOf(account.last_sign_in_at) : t('people.never')}</dd>
        <dt>{t('people.secondFactor')}</dt>
        <dd>{account.second_factor ? t('people.has') : t('people.hasNot')}</dd>
        <dt>{t('people.signedIn')}</dt>
        <dd>{t('people.places', { n: account.sessions })}</dd>
      </dl>
      {account.own && <p className="quiet">{t('people.ownHint')}</p>}
      <Posts account={account} mayGive={gives && !account.own} />
      {keeps && !account.own && <Keeping account={account} onMade={onMade} />}
    </Drawer>
  )
}

function Keeping({ account, onMade }: { account: Account; onMade: (made: Made) => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [isNaming, setNaming] = useState(false)
  const params = { params: { path: { id: account.id } } }
  async function reset() {
    const made = await act(() => ask(client.POST('/api/accounts/{id}/password', params)))
    if (made) onMade({ login: account.login, name: account.name, password: made.password })
  }
  const sure = (label: string, words: string, work: () => Promise<unknown>, isGrave = false) => (
    <Popconfirm title={words} okText={label} cancelText={t('app.cancel')} onConfirm={() => void work()} styles={{ root: { maxWidth: 320 } }}>
      <Button disabled={busy} danger={isGrave}>
        {label}
      </Button>
    </Popconfirm>
  )
  return (
    <section className="person-part">
      <h3>{t('people.account')}</h3>
      <div className="buttons">
        <Button disabled={busy} onClick={() => setNaming(true)}>
          {t('people.rename')}
        </Button>
        {!account.erased_at && sure(t('people.reset'), t('people.resetSure'), reset)}
        {account.linked && sure(t('people.unlink'), t('people.unlinkSure'), () => act(() => ask(client.DELETE('/api/accounts/{id}/identity', params))))}
        {account.second_factor && sure(t('people.resetFactor'), t('people.resetFactorSure'), () => act(() => ask(client.POST('/api/accounts/{id}/second-factor/reset', params))))}
        {account.state === 'locked' && (
          <Button disabled={busy} onClick={() => void act(() => ask(client.POST('/api/accounts/{id}/unlock', params)))}>
            {t('people.unlock')}
          </Button>
        )}
        {account.sessions > 0 && sure(t('people.signOut'), t('people.signOutSure'), () => act(() => ask(client.DELETE('/api/accounts/{id}/sessions', params))))}
        {account.state === 'disabled' && !account.erased_at && <Erasing account={account} />}
        {account.erased_at ? (
          <span className="quiet">{t('people.erased', { at: minuteOf(account.erased_at) })}</span>
        ) : account.state === 'disabled' ? (
          <Button disabled={busy} onClick={() => void act(() => ask(client.POST('/api/accounts/{id}/enable', params)))}>
            {t('people.enable')}
          </Button>
        ) : (
          sure(t('people.disable'), t('people.disableSure'), () => act(() => ask(client.POST('/api/accounts/{id}/disable', params))), true)
        )}
      </div>
      {isNaming && <Naming account={account} onClose={() => setNaming(false)} />}
    </section>
  )
}

function Naming({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<{ name: string }>()
  async function save({ name }: { name: string }) {
    const saved = await act(() => ask(client.PUT('/api/accounts/{id}/name', { params: { path: { id: account.id } }, body: { name } })).then(() => true))
    if (saved) onClose()
  }
  return (
    <Modal open width={360} title={t('people.rename')} okText={t('app.save')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy }} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: account.name }} onFinish={values => void save(values)}>
        <Form.Item name="name" label={t('people.name')} rules={[{ required: true, whitespace: true, message: t('signIn.required', { field: t('people.name') }) }]}>
          <Input autoFocus maxLength={40} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
