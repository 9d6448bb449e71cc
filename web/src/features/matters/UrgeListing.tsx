import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { join } from '../../app/i18n'
import { minuteOf } from '../../app/moments'
import { useAct } from '../../app/useAct'
import type { RecordView } from '../registers/data/types'
import { urgeListing, type Urging } from './data'

/** When a listing was urged, and the way to do so once more. */
export function UrgeListing({ record, urging }: { record: RecordView; urging: Urging }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      {urging.urged.map(({ at, by, words }) => (
        <div key={at} className="slip-line">
          <span className="chip">{t('todo.kind.urge')}</span> <span lang="zh-CN">{by ?? '—'}</span> <span className="quiet">{minuteOf(at)}</span> {words && <q lang="zh-CN">{words}</q>}
        </div>
      ))}
      {urging.is_offered && (
        <p className="row no-print">
          <Button disabled={!urging.is_left_today} title={urging.is_left_today ? undefined : t('todo.urgedToday')} onClick={() => setOpen(true)}>
            {t('todo.kind.urge')}
          </Button>
        </p>
      )}
      {isOpen && <UrgeDialog record={record} onClose={() => setOpen(false)} />}
    </>
  )
}

function UrgeDialog({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [words, setWords] = useState('')
  const name = t('todo.kind.urge')
  async function send() {
    const urged = await act(() => urgeListing(record.id, words))
    if (!urged) return
    void message.success(urged.people.length > 0 ? t('matters.urged', { people: join(t, urged.people) }) : t('matters.urgedNobody'))
    onClose()
  }
  return (
    <Modal open width={460} title={t('todo.of', { name, title: record.title })} okText={name} cancelText={t('app.cancel')} okButtonProps={{ loading: busy }} onOk={() => void send()} onCancel={onClose}>
      <div className="stack">
        <p className="quiet">{t('matters.urgeHint')}</p>
        <label className="stack">
          {t('todo.words')}
          <Input.TextArea aria-label={t('todo.words')} rows={3} maxLength={500} value={words} onChange={event => setWords(event.target.value)} />
        </label>
      </div>
    </Modal>
  )
}
