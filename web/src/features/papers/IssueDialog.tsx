import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client'
import { Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { useAct } from '../../app/useAct'
import { fieldProblems, renewAll } from '../registers/data/useWrite'
import { named } from '../registers/text/named'
import { Answer } from './Answer'
import { gathered, issuePaper, paperLines, previewPaper, type Answers, type Ask, type PaperChoice, type PaperLine, type Said } from './data'
import { LinesInput } from './LinesInput'
import { Sheet } from './Sheet'

interface Props {
  id: string
  choice: PaperChoice
  onClose: () => void
}

/** What may stand on the paper is asked for first. */
export function IssueDialog({ id, choice, onClose }: Props) {
  const { i18n } = useTranslation()
  const found = useQuery(paperLines(id, choice.kind))
  if (found.data) return <Issue id={id} choice={choice} lines={found.data} onClose={onClose} />
  return (
    <Modal open width={620} title={named(choice.title, i18n.language)} footer={null} onCancel={onClose}>
      {found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />}
    </Modal>
  )
}

/** What the records do not say is asked for; the paper is looked at before it gets its number. */
function Issue({ id, choice, lines, onClose }: Props & { lines: PaperLine[] }) {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [ticks, setTicks] = useState<Record<string, boolean>>({})
  // what somebody typed stands; everything else follows what is ticked
  const [typed, setTyped] = useState<Answers>({})
  const [typedOf, setTypedOf] = useState<Record<string, Answers>>({})
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [said, setSaid] = useState<Said>()
  const title = named(choice.title, i18n.language)
  const chosen = lines.filter(line => ticks[line.id] ?? line.chosen)
  const isOne = lines.length === 1
  const once = choice.asks.filter(ask => !ask.each)
  const each = choice.asks.filter(ask => ask.each)
  const valueOf = (ask: Ask) => typed[ask.code] ?? gathered(ask, chosen)
  const valueOfEach = (line: PaperLine, ask: Ask) => typedOf[line.id]?.[ask.code] ?? line.proposed[ask.code] ?? ''
  const answer = (line: PaperLine, ask: Ask, value: string) => setTypedOf(now => ({ ...now, [line.id]: { ...now[line.id], [ask.code]: value } }))
  const body = {
    kind: choice.kind,
    answers: Object.fromEntries(once.map(ask => [ask.code, valueOf(ask)])),
    lines: chosen.map(line => ({ id: line.id, version: line.version, answers: Object.fromEntries(each.map(ask => [ask.code, valueOfEach(line, ask)])) })),
  }
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
    // what was refused may read otherwise by now: it is looked at again
    if (!issued) return setSaid(undefined)
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
  const item = (ask: Ask, problem: string | undefined, value: string, onChange: (value: string) => void) => {
    const name = named(ask.name, i18n.language)
    return (
      <Form.Item key={ask.code} label={name} required={ask.required} validateStatus={problem ? 'error' : undefined} help={problem} extra={ask.kind === 'officers' ? t('papers.officersHint') : undefined}>
        <Answer ask={ask} label={name} value={value} onChange={onChange} />
      </Form.Item>
    )
  }
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
          {isOne ? (
            lines.map(line => each.map(ask => item(ask, wrong[`1.${ask.code}`], valueOfEach(line, ask), value => answer(line, ask, value))))
          ) : (
            <LinesInput
              asks={each}
              lines={lines}
              chosen={chosen}
              most={choice.most_cases}
              hint={t(choice.kind === 'recheck' ? 'papers.lines.recheckHint' : 'papers.lines.hint', { n: choice.most_cases })}
              wrong={wrong}
              valueOf={valueOfEach}
              onTick={(line, isOn) => {
                setWrong({})
                setTicks(now => ({ ...now, [line.id]: isOn }))
              }}
              onAnswer={answer}
            />
          )}
          {once.map(ask => item(ask, wrong[ask.code], valueOf(ask), value => setTyped(now => ({ ...now, [ask.code]: value }))))}
        </Form>
      )}
    </Modal>
  )
}
