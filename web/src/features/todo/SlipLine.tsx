import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../app/moments'
import { useAct } from '../../app/useAct'
import { answerSlip, type Slip } from './data'

interface Props {
  slip: Slip
  names: Record<string, string>
  /** It is to whoever looks: it is signed for, returned or answered here. */
  mine?: boolean
}

/** Who said what to whom, and what became of it. */
export function SlipLine({ slip, names, mine }: Props) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [asking, setAsking] = useState<'return' | 'answer'>()
  const name = (id: string) => names[id] ?? '—'
  const number = slip.number && t('todo.number', { year: slip.year, n: slip.number })
  const isOpen = slip.state === 'sent' || slip.state === 'signed'
  return (
    <div className="slip-line">
      <span className="chip">{t(`todo.kind.${slip.kind as 'urge'}`)}</span> {number && <span className="quiet">{number} </span>}
      <span lang="zh-CN">{mine ? name(slip.from) : t('todo.fromTo', { from: name(slip.from), to: name(slip.to) })}</span>{' '}
      <span className="quiet">{minuteOf(slip.at)}</span> {slip.words && <q lang="zh-CN">{slip.words}</q>}{' '}
      {slip.due && <span className="quiet">{t('todo.answerBy', { day: slip.due })}</span>} <span className={`chip slip-${slip.state}`}>{t(`todo.state.${slip.state as 'sent'}`)}</span>{' '}
      {slip.answer && <q lang="zh-CN">{slip.answer}</q>}
      {mine && isOpen && (
        <span className="slip-acts no-print">
          {slip.state === 'sent' && (
            <Button size="small" loading={busy} onClick={() => void act(() => answerSlip(slip.id, 'sign', ''))}>
              {t('todo.sign')}
            </Button>
          )}
          {(slip.kind === 'hand-on' || slip.kind === 'join') && (
            <Button size="small" onClick={() => setAsking('return')}>
              {t('todo.return')}
            </Button>
          )}
          {slip.kind === 'supervise' && (
            <Button size="small" type="primary" onClick={() => setAsking('answer')}>
              {t('todo.answer')}
            </Button>
          )}
        </span>
      )}
      {asking && <AnswerDialog slip={slip} answer={asking} onClose={() => setAsking(undefined)} />}
    </div>
  )
}

function AnswerDialog({ slip, answer, onClose }: { slip: Slip; answer: 'return' | 'answer'; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [words, setWords] = useState('')
  const label = t(answer === 'return' ? 'todo.returnWhy' : 'todo.answerWords')
  async function send() {
    if (await act(() => answerSlip(slip.id, answer, words))) onClose()
  }
  return (
    <Modal open width={460} title={t(`todo.${answer}`)} okText={t(`todo.${answer}`)} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: !words.trim() }} onOk={() => void send()} onCancel={onClose}>
      <label className="stack">
        {label}
        <Input.TextArea aria-label={label} autoFocus rows={3} maxLength={500} value={words} onChange={event => setWords(event.target.value)} />
      </label>
    </Modal>
  )
}
