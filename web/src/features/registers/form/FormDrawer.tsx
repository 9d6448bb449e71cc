import { useQuery } from '@tanstack/react-query'
import { App, Drawer } from 'antd'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../../app/Failed'
import { usePhone } from '../../../app/usePhone'
import { useKnown } from '../data/context'
import { recordDetail } from '../data/queries'
import type { Values } from '../data/types'
import { named } from '../text/named'
import { RecordForm } from './RecordForm'

interface Props {
  /** The record that is changed; a new one without it. */
  id?: string
  start?: Values
  isNested?: boolean
  onClose: () => void
  onSaved: (id: string) => void
}

/** The form beside what one came from; what was typed is not lost by a slip. */
export function FormDrawer({ id, start = {}, isNested, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const { definition, language } = useKnown()
  const { modal } = App.useApp()
  const isPhone = usePhone()
  const isTouched = useRef(false)
  const touch = useCallback((touched: boolean) => {
    isTouched.current = touched
  }, [])
  const body = useRef<HTMLDivElement>(null)
  const detail = useQuery({ ...recordDetail(definition.code, id ?? ''), enabled: !!id })
  const name = named(definition.name, language)

  function close() {
    if (!isTouched.current) return onClose()
    modal.confirm({ title: t('registers.form.leave'), content: t('registers.form.leaveHint'), okText: t('registers.form.leaveOk'), cancelText: t('registers.form.stay'), okButtonProps: { danger: true }, onOk: onClose })
  }
  const title = id ? t('registers.form.editTitle', { name: detail.data?.record.title ?? name }) : t('registers.form.newTitle', { name })
  return (
    <Drawer open size={isPhone ? '100%' : isNested ? 600 : 680} title={title} onClose={close} mask={{ closable: false }} styles={{ mask: { background: 'rgba(20, 30, 45, .18)' } }} className="form-drawer" destroyOnHidden afterOpenChange={() => body.current?.querySelector<HTMLElement>('[data-entry] input, [data-entry] textarea')?.focus()}>
      <div ref={body} className="form-body">
      {detail.error && <Failed error={detail.error} retry={() => void detail.refetch()} />}
      {(!id || detail.data) && (
        <RecordForm
          key={id ?? 'new'}
          record={id ? detail.data?.record : undefined}
          names={detail.data?.names ?? {}}
          only={detail.data?.only ?? undefined}
          start={start}
          canGoOn={!id && !isNested}
          onTouch={touch}
          onClose={close}
          onSaved={onSaved}
        />
      )}
      </div>
    </Drawer>
  )
}
