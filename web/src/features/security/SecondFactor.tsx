import { queryOptions, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { minuteOf } from '../../app/moments'
import { queries } from '../../app/queries'
import { Codes } from './Codes'
import { Enroll, OneField } from './Enroll'

const secondFactor = queryOptions({
  queryKey: ['second-factor'],
  queryFn: () => ask(client.GET('/api/session/second-factor')),
})

/** The second factor of the caller: whether there is one, and the ways to set it up, renew its codes and turn it off. */
export function SecondFactor() {
  const { t } = useTranslation()
  const found = useQuery(secondFactor)
  const [open, setOpen] = useState<'enroll' | 'renew' | 'remove'>()
  const [codes, setCodes] = useState<string[]>()

  const close = () => {
    setOpen(undefined)
    setCodes(undefined)
    void queries.invalidateQueries(secondFactor)
  }
  const state = found.data
  const title = open && { enroll: t('security.setUp'), renew: t('security.renewTitle'), remove: t('security.removeTitle') }[open]
  return (
    <section className="sheet side">
      <h2>{t('security.factor')}</h2>
      <p className="quiet">{t('security.factorHint')}</p>
      {found.error && <p className="warn">{found.error.message}</p>}
      {state && (
        <div className="row" data-testid="factor">
          <b>{state.confirmed_at ? t('security.on') : t('security.off')}</b>
          <span className="quiet">
            {state.confirmed_at && `${t('security.since', { at: minuteOf(state.confirmed_at) })} · ${t('security.codesLeft', { n: state.codes_left })}`}
          </span>
          <span className="grow" />
          {!state.confirmed_at && (
            <Button type="primary" onClick={() => setOpen('enroll')}>
              {t('security.setUp')}
            </Button>
          )}
          {state.confirmed_at && <Button onClick={() => setOpen('renew')}>{t('security.renew')}</Button>}
          {state.confirmed_at && !state.required && <Button onClick={() => setOpen('remove')}>{t('security.remove')}</Button>}
          {state.confirmed_at && state.required && <span className="quiet">{t('security.required')}</span>}
        </div>
      )}
      <Modal open={!!open} title={title} footer={null} width={420} destroyOnHidden onCancel={close} mask={{ closable: false }}>
        {open === 'enroll' && <Enroll onDone={close} />}
        {open === 'renew' && codes && <Codes codes={codes} onDone={close} />}
        {open === 'renew' && !codes && (
          <>
            <p>{t('security.renewHint')}</p>
            <OneField
              name="password"
              label={t('security.password')}
              submit={t('security.renew')}
              send={async password => setCodes((await ask(client.POST('/api/session/recovery-codes', { body: { password } }))).codes)}
            />
          </>
        )}
        {open === 'remove' && (
          <OneField
            name="password"
            label={t('security.password')}
            submit={t('security.remove')}
            danger
            send={async password => {
              await ask(client.POST('/api/session/second-factor/remove', { body: { password } }))
              close()
            }}
          />
        )}
      </Modal>
    </section>
  )
}
