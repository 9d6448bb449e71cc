import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Input, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { today } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { usePhone } from '../../app/usePhone'
import type { Place } from '../figures/data'
import { FilesInput } from '../registers/inputs/FilesInput'
import { addStep, finishStep, removeStep, reviewStep, stepList, type Step } from './data'
import { Evidence } from './Evidence'

const NIL = '00000000-0000-0000-0000-000000000000'

/** The steps of a target: laid down, done, accepted. */
export function Steps({ place }: { place: Place }) {
  const { t } = useTranslation()
  const list = useQuery(stepList(place))
  const [open, setOpen] = useState<string>()
  const steps = list.data?.items ?? []
  if (!list.data?.is_asked) return null
  const chosen = steps.find(step => step.id === open)
  return (
    <section className="sheet" aria-label={t('reports.step.title')}>
      <h2 className="pad">{t('reports.step.title')}</h2>
      <div className="scroll">
        <table className="ledger stack">
          <thead>
            <tr>
              <th className="wide">{t('reports.step.what')}</th>
              <th>{t('reports.step.due')}</th>
              <th>{t('reports.step.doneOn')}</th>
              <th>{t('reports.state')}</th>
              <th>{t('reports.evidence')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {steps.map(step => (
              <Row key={step.id} step={step} onOpen={() => setOpen(step.id)} />
            ))}
          </tbody>
        </table>
      </div>
      {steps[0]?.id === NIL && <p className="pad quiet">{t('reports.step.whole')}</p>}
      <Add place={place} />
      {chosen && <StepSheet key={chosen.id + chosen.version} place={place} step={chosen} onClose={() => setOpen(undefined)} />}
    </section>
  )
}

function Row({ step, onOpen }: { step: Step; onOpen: () => void }) {
  const { t } = useTranslation()
  const label = step.state === 'open' ? t('reports.step.finish') : step.state === 'done' ? t('reports.step.accept') : t('reports.look')
  return (
    <tr>
      <td className="wide" lang="zh-CN">
        {step.title}
        {step.reason && (
          <div className="quiet">{step.reason}</div>
        )}
        {step.note && <div className="quiet">{step.note}</div>}
      </td>
      <td className="nowrap">{step.due}</td>
      <td className="nowrap">{step.done_on}</td>
      <td className="nowrap">
        <Tag className={`mark-${step.state}`}>{t(`reports.step.state.${step.state}` as 'reports.step.state.open')}</Tag>
        {step.late && <Tag className="mark-late">{t('reports.step.late')}</Tag>}
      </td>
      <td>
        <Evidence files={step.evidence} />
      </td>
      <td className="actions nowrap">
        <Button type="link" size="small" aria-label={`${label} ${step.title}`} onClick={onOpen}>
          {label}
        </Button>
      </td>
    </tr>
  )
}

function Add({ place }: { place: Place }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const { message } = App.useApp()
  const [title, setTitle] = useState('')
  const [due, setDue] = useState('')
  const add = async () => {
    if (!(await act(() => addStep(place, { title, due })))) return
    void message.success(t('reports.step.added'))
    setTitle('')
  }
  return (
    <div className="row pad step-add">
      <Input aria-label={t('reports.step.what')} placeholder={t('reports.step.what')} value={title} onChange={event => setTitle(event.target.value)} />
      <DayInput aria-label={t('reports.step.due')} value={due} onChange={setDue} />
      <Button loading={busy} disabled={!title.trim() || !due} onClick={() => void add()}>
        {t('reports.step.add')}
      </Button>
    </div>
  )
}

function StepSheet({ place, step, onClose }: { place: Place; step: Step; onClose: () => void }) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const { act, busy } = useAct()
  const { message } = App.useApp()
  const [done, setDone] = useState({ done_on: today(), note: step.note, evidence: step.evidence })
  const [reason, setReason] = useState('')
  const run = async (work: () => Promise<unknown>, words: string) => {
    if ((await act(async () => (await work(), true))) !== true) return
    void message.success(words)
    onClose()
  }
  return (
    <Drawer open placement={isPhone ? 'bottom' : 'right'} size={isPhone ? '86%' : 460} title={t('reports.step.title')} onClose={onClose}>
      <p lang="zh-CN">
        <b>{step.title}</b>{' '}
        <span className="quiet">
          {t('reports.step.due')} {step.due}
        </span>
      </p>
      {step.state === 'open' ? (
        <div className="report-form">
          <label>
            {t('reports.step.doneOn')} <DayInput aria-label={t('reports.step.doneOn')} value={done.done_on} onChange={done_on => setDone({ ...done, done_on })} />
          </label>
          <label>
            {t('reports.note')}
            <Input.TextArea rows={2} value={done.note} onChange={event => setDone({ ...done, note: event.target.value })} />
          </label>
          <div>
            {t('reports.evidence')}
            <FilesInput most={20} value={done.evidence} onChange={evidence => setDone({ ...done, evidence })} />
          </div>
          <div className="row">
            <Button type="primary" loading={busy} disabled={!done.done_on} onClick={() => void run(() => finishStep(place, step, done), t('reports.step.finished'))}>
              {t('reports.step.finish')}
            </Button>
            {step.id !== NIL && (
              <Button danger loading={busy} onClick={() => void run(() => removeStep(step), t('reports.step.removed'))}>
                {t('reports.step.remove')}
              </Button>
            )}
          </div>
        </div>
      ) : (
        <div className="report-form">
          {step.note && <p lang="zh-CN">{step.note}</p>}
          <Evidence files={step.evidence} />
          <Input.TextArea rows={1} autoSize aria-label={t('reports.reason')} placeholder={t('reports.reason')} value={reason} onChange={event => setReason(event.target.value)} />
          <div className="row">
            {step.state === 'done' && (
              <Button type="primary" loading={busy} onClick={() => void run(() => reviewStep(step), t('reports.step.accepted'))}>
                {t('reports.step.accept')}
              </Button>
            )}
            <Button danger loading={busy} disabled={!reason.trim()} onClick={() => void run(() => reviewStep(step, reason), t('reports.returned'))}>
              {t('reports.giveBack')}
            </Button>
          </div>
        </div>
      )}
    </Drawer>
  )
}
