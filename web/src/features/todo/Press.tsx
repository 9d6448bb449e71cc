import { useQuery } from '@tanstack/react-query'
import { App, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { join, word } from '../../app/i18n'
import { today } from '../../app/queries'
import { useAct } from '../../app/useAct'
import type { RecordView } from '../registers/data/types'
import { sendSlip, slipsOf, type HazardSlips } from './data'
import { SlipLine } from './SlipLine'

type Kind = 'hand-on' | 'join' | 'urge' | 'supervise' | 'copy'

/** Whose turn it is, what was said to whom, and what may be said: beside the record of a hazard. */
export function Press({ record }: { record: RecordView }) {
  const { t } = useTranslation()
  const found = useQuery(slipsOf(record.id))
  const [open, setOpen] = useState<Kind>()
  const slips = found.data
  if (!slips || (!slips.wait && slips.slips.length === 0)) return null
  const turn = slips.people.filter(person => person.is_turn)
  return (
    <section className="sheet side press" aria-label={t('todo.press')}>
      <h2>{t('todo.press')}</h2>
      {slips.wait && (
        <p>
          {t('todo.waitsFor', { what: t(`todo.wait.${slips.wait as 'verify'}`) })}
          {turn.length > 0 ? (
            <>
              {t('app.colon')}
              <span lang="zh-CN">
                {join(
                  t,
                  turn.slice(0, 6).map(person => person.name),
                )}
              </span>
            </>
          ) : (
            <>
              {t('app.comma')}
              <span className="warn">{t('todo.nobody')}</span>
            </>
          )}
        </p>
      )}
      <div className="moves no-print" role="group" aria-label={t('todo.press')}>
        {slips.may.map(kind => (
          <Button key={kind} disabled={kind === 'urge' && (!slips.may_urge || turn.length === 0)} title={kind === 'urge' && !slips.may_urge ? t('todo.urgedToday') : undefined} onClick={() => setOpen(kind as Kind)}>
            {t(`todo.kind.${kind as Kind}`)}
          </Button>
        ))}
      </div>
      {slips.slips.map(slip => (
        <SlipLine key={slip.id} slip={slip} names={slips.names} />
      ))}
      {open && <SendDialog record={record} slips={slips} kind={open} onClose={() => setOpen(undefined)} />}
    </section>
  )
}

function SendDialog({ record, slips, kind, onClose }: { record: RecordView; slips: HazardSlips; kind: Kind; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [to, setTo] = useState<string[]>(() => (kind === 'urge' || kind === 'supervise' ? slips.people.filter(person => person.is_turn).map(person => person.id) : []))
  const [words, setWords] = useState('')
  const [due, setDue] = useState(today())
  const name = t(`todo.kind.${kind}`)
  const needsWords = kind === 'hand-on' || kind === 'join' || kind === 'supervise'
  const options = slips.people.map(person => ({ value: person.id, label: `${person.name}（${join(t, person.roles.map(role => word(t, 'post', role)))}）` }))
  async function send() {
    const sent = await act(() => sendSlip(record.id, { kind, to, words, due: kind === 'supervise' ? due : undefined }))
    if (!sent) return
    void message.success(t('todo.sent', { n: sent.items.length }))
    onClose()
  }
  return (
    <Modal open width={480} title={t('todo.of', { name, title: record.title })} okText={name} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: to.length === 0 || (needsWords && !words.trim()) }} onOk={() => void send()} onCancel={onClose}>
      <div className="stack">
        <p className="quiet">{t(`todo.hint.${kind}`)}</p>
        <label className="stack">
          {t('todo.to')}
          <Select mode="multiple" aria-label={t('todo.to')} showSearch={{ optionFilterProp: 'label' }} value={to} onChange={setTo} options={options} maxCount={kind === 'hand-on' ? 1 : undefined} />
        </label>
        {kind === 'supervise' && (
          <label className="row">
            {t('todo.due')} <DayInput value={due} onChange={setDue} />
          </label>
        )}
        <label className="stack">
          {t('todo.words')}
          <Input.TextArea aria-label={t('todo.words')} rows={3} maxLength={500} value={words} onChange={event => setWords(event.target.value)} />
        </label>
      </div>
    </Modal>
  )
}
