import { MoreOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { join } from '../../../app/i18n'
import { remove } from '../data/calls'
import { useKnown } from '../data/context'
import type { Detail } from '../data/types'
import { useWrite } from '../data/useWrite'
import { FormDrawer } from '../form/FormDrawer'
import { stateName } from '../text/cells'
import { named } from '../text/named'
import { MergeDialog } from './MergeDialog'
import { useKeys } from '../../review/useKeys'

export function RecordHead({ detail, isEditing }: { detail: Detail; isEditing: boolean }) {
  const { t } = useTranslation()
  const known = useKnown()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const { write } = useWrite()
  const [isMerging, setMerging] = useState(false)
  const { record, as_of } = detail
  const code = record.register
  const isStanding = !record.removed_at && !record.merged_into
  // of what is over some fields may come later; those are entered by name
  const late = detail.only?.map(code => known.field(code)).filter(field => !!field)
  const edit = (isOn: boolean) => void navigate({ to: '/registers/$code/$id', params: { code, id: record.id }, search: isOn ? { form: 'edit' } : {}, replace: !isOn })
  useKeys({ e: () => detail.may_edit && edit(true) }, !isEditing)

  async function takeOut() {
    const done = await write(() => remove(record), () => t('registers.record.takenOut', { title: record.title }))
    if (done !== undefined) void navigate({ to: '/registers/$code', params: { code } })
  }
  const more = [
    { key: 'print', label: t('registers.list.print'), onClick: () => window.print() },
    ...(isStanding
      ? [
          { key: 'merge', label: t('registers.merge.title'), onClick: () => setMerging(true) },
          {
            key: 'remove',
            danger: true,
            label: t('registers.record.remove'),
            onClick: () =>
              void modal.confirm({ title: t('registers.record.removeSure', { title: record.title }), content: t('registers.record.removeHint'), okText: t('registers.record.remove'), cancelText: t('app.cancel'), okButtonProps: { danger: true }, onOk: takeOut }),
          },
        ]
      : []),
  ]
  return (
    <div className="page-head record-head">
      <Link to="/registers" className="up no-phone">
        {t('nav.registers')}
      </Link>
      <span aria-hidden className="quiet no-phone">
        /
      </span>
      <Link to="/registers/$code" params={{ code }} className="up">
        {named(known.definition.name, known.language)}
      </Link>
      <span aria-hidden className="quiet">
        /
      </span>
      <h1 lang="zh-CN">{record.title || '—'}</h1>
      <span className="chip">{stateName(known, record.state)}</span>
      <span className="grow" />
      <span className="quiet as-of">{t('notices.asOf', { day: as_of })}</span>
      <Dropdown trigger={['click']} menu={{ items: more }}>
        <Button className="no-print" icon={<MoreOutlined aria-hidden />} aria-label={t('app.more')} />
      </Dropdown>
      {detail.may_edit && (
        <Button type={late ? 'default' : 'primary'} className="no-print" onClick={() => edit(true)}>
          {late ? t('registers.record.enterLate', { names: join(t, late.map(field => named(field.name, known.language))) }) : t('registers.record.edit')} <kbd className="no-phone">e</kbd>
        </Button>
      )}
      {isEditing && <FormDrawer id={record.id} onClose={() => edit(false)} onSaved={() => edit(false)} />}
      {isMerging && <MergeDialog detail={detail} onClose={() => setMerging(false)} />}
    </div>
  )
}
