import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { useAct } from '../../app/useAct'
import { fieldProblems, renewAll } from '../registers/data/useWrite'
import { named } from '../registers/text/named'
import { issuePaper, previewPaper, type Answers, type Ask, type PaperChoice, type Said } from './data'
import { Sheet } from './Sheet'

interface Props {
  id: string
  version: number
  choice: PaperChoice
  onClose: () => void
}

/** What the case does not say is asked for; the paper is looked at before it gets its number. */
export function IssueDialog({ id, version, choice, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [answers, setAnswers] = useState<Answers>(() => Object.fromEntries(choice.asks.map(ask => [ask.code, ask.proposed])))
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [said, setSaid] = useState<Said>()
  const title = named(choice.title, i18n.language)
  const body = { version, kind: choice.kind, answers }
  /** A wrong answer is told beside its field too. */
  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof ApiError) setWrong(fieldProblems(error, i18n.language))
      throw error
    }
  }
  async function look() {
    setWrong({})
    const found = await act(
      () => told(() => previewPaper(id, body)),
      () => Promise.resolve(),
    )
    if (found) setSaid(found)
  }
  async function issue() {
    const issued = await act(() => told(() => issuePaper(id, body)), renewAll)
    if (!issued) return
    void message.success(t('papers.issued', { number: issued.number }))
    onClose()
  }
  const buttons = said
    ? [
        <Button key="back" onClick={() => setSaid(undefined)}>
          {t('papers.back')}
        </Button>,
        <Button key="issue" type="primary" loading={busy} onClick={() => void issue()}>
          {t('papers.issue')}
        </Button>,
      ]
    : [
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        <Button key="preview" type="primary" loading={busy} onClick={() => void look()}>
          {t('papers.preview')}
        </Button>,
      ]
  return (
    <Modal open width={said ? 860 : 620} title={title} footer={buttons} onCancel={onClose} mask={{ closable: false }}>
      {said ? (
        <>
          <p className="quiet">
            {t('papers.hint')} {t('papers.draft')}
          </p>
          <Sheet said={said} />
        </>
      ) : (
        <Form layout="vertical">
          <p className="quiet" lang="zh-CN">
            {t('papers.source', { source: choice.source })}
          </p>
          {choice.asks.map(ask => (
            <Form.Item key={ask.code} label={named(ask.name, i18n.language)} required={ask.required} validateStatus={wrong[ask.code] ? 'error' : undefined} help={wrong[ask.code]} extra={ask.kind === 'officers' ? t('papers.officersHint') : undefined}>
              <Answer ask={ask} value={answers[ask.code] ?? ''} onChange={value => setAnswers(now => ({ ...now, [ask.code]: value }))} />
            </Form.Item>
          ))}
        </Form>
      )}
    </Modal>
  )
}

function Answer({ ask, value, onChange }: { ask: Ask; value: string; onChange: (value: string) => void }) {
  const { i18n } = useTranslation()
  const name = named(ask.name, i18n.language)
  if (ask.kind === 'date') return <DayInput value={value} onChange={onChange} aria-label={name} />
  if (ask.kind === 'time') return <Input type="time" className="w-date" value={value} onChange={event => onChange(event.target.value)} aria-label={name} />
  if (ask.kind === 'long-text') return <Input.TextArea rows={4} maxLength={2000} value={value} onChange={event => onChange(event.target.value)} aria-label={name} />
  if (ask.kind === 'choice') return <Select value={value || undefined} onChange={onChange} options={ask.options.map(option => ({ value: option.code, label: named(option.name, i18n.language) }))} aria-label={name} />
  return <Input maxLength={200} value={value} onChange={event => onChange(event.target.value)} aria-label={name} />
}
