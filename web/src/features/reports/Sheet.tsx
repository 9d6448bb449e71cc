import { App, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../app/moments'
import { useAct } from '../../app/useAct'
import { usePhone } from '../../app/usePhone'
import { FilesInput } from '../registers/inputs/FilesInput'
import { measure } from '../registers/text/named'
import { review, submit, type Answer, type Asked } from './data'
import { Evidence } from './Evidence'
import { Marks } from './Marks'
import { period, reported } from './period'

/** One period of one target and unit: what to report, what was said of it, what was reported before. */
export function Sheet({ row, onClose }: { row: Asked; onClose: () => void }) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const isLocked = row.standing === 'locked'
  return (
    <Drawer open placement={isPhone ? 'bottom' : 'right'} size={isPhone ? '86%' : 460} title={`${period(row.first, row.last)} ${row.unit_name}`} onClose={onClose}>
      <p lang="zh-CN">
        <b>{row.subject}</b> <span className="quiet">{row.path}</span>
      </p>
      <p>
        <Marks row={row} />{' '}
        {!row.is_base && (
          <span className="quiet">
            {t('reports.due')} {row.due}
          </span>
        )}
      </p>
      {row.is_base && <p className="quiet">{t('reports.lastYearHint')}</p>}
      {isLocked ? <p className="quiet">{t('reports.lockedHint')}</p> : <Form row={row} onDone={onClose} />}
      {!isLocked && row.report && row.standing !== 'returned' && <Review id={row.report.id} version={row.report.version} isAccepted={row.standing === 'accepted'} onDone={onClose} />}
      {row.report && <Versions row={row} />}
    </Drawer>
  )
}

function Form({ row, onDone }: { row: Asked; onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const last = row.report?.versions.at(-1)
  const [answer, setAnswer] = useState<Answer>(() => {
    const { numerator = '', denominator = '' } = last ?? row.previous ?? {}
    return { numerator, denominator: row.is_rate ? denominator : '', note: last?.note ?? '', evidence: last?.evidence ?? [] }
  })
  const set = (change: Partial<Answer>) => setAnswer(old => ({ ...old, ...change }))
  const send = async () => {
    const done = await act(() => submit(row, answer))
    if (!done) return
    void message.success(t('reports.submitted'))
    onDone()
  }
  const number = (name: 'numerator' | 'denominator', label: string) => (
    <label key={name}>
      {label}
      <Input inputMode="decimal" value={answer[name]} onChange={event => set({ [name]: event.target.value })} />
    </label>
  )
  return (
    <form
      className="report-form"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      {!last && row.previous && <p className="quiet">{t('reports.prefilled', { period: period(row.previous.first, row.previous.last) })}</p>}
      <div className="pair">{row.is_rate ? [number('numerator', t('reports.numerator')), number('denominator', t('reports.denominator'))] : number('numerator', row.figure_unit ? t('reports.valueIn', { unit: measure(row.figure_unit, i18n.language) }) : t('reports.value'))}</div>
      {row.is_rate && <p className="quiet">{t('reports.noSubject')}</p>}
      <label>
        {t('reports.note')}
        <Input.TextArea rows={2} value={answer.note} onChange={event => set({ note: event.target.value })} />
      </label>
      <div>
        {t('reports.evidence')}
        <FilesInput most={20} value={answer.evidence} onChange={evidence => set({ evidence })} />
      </div>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('reports.submit')}
      </Button>
    </form>
  )
}

function Review({ id, version, isAccepted, onDone }: { id: string; version: number; isAccepted: boolean; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [reason, setReason] = useState('')
  const say = async (words: string, returned?: string) => {
    if (!(await act(() => review(id, version, returned)))) return
    void message.success(words)
    onDone()
  }
  return (
    <section className="report-form" aria-label={t('reports.review')}>
      <h3>{t('reports.review')}</h3>
      <Input.TextArea rows={1} autoSize aria-label={t('reports.reason')} placeholder={t('reports.reason')} value={reason} onChange={event => setReason(event.target.value)} />
      <div className="row">
        {!isAccepted && (
          <Button type="primary" loading={busy} onClick={() => void say(t('reports.accepted'))}>
            {t('reports.accept')}
          </Button>
        )}
        <Button danger loading={busy} disabled={!reason.trim()} onClick={() => void say(t('reports.returned'), reason)}>
          {t('reports.giveBack')}
        </Button>
      </div>
    </section>
  )
}

function Versions({ row }: { row: Asked }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('reports.versions')}>
      <h3>{t('reports.versions')}</h3>
      <ol className="versions" reversed>
        {row.report?.versions.toReversed().map(version => (
          <li key={version.no}>
            <div>
              <b lang="zh-CN">{reported(version, row)}</b> {t(`reports.reviewState.${version.review}` as 'reports.reviewState.pending')}{' '}
              <span className="quiet">{t('reports.by', { name: version.submitted_by ?? '', at: minuteOf(version.submitted_at) })}</span>
            </div>
            {version.reason && (
              <div lang="zh-CN">
                {version.reason} <span className="quiet">{version.reviewed_by}</span>
              </div>
            )}
            {version.note && <div lang="zh-CN">{version.note}</div>}
            <Evidence files={version.evidence} />
          </li>
        ))}
      </ol>
    </section>
  )
}
