import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api/client'
import { today } from '../../../app/queries'
import { move } from '../data/calls'
import { useKnown } from '../data/context'
import type { Detail, Transition, Values } from '../data/types'
import { fieldProblems, useWrite } from '../data/useWrite'
import { enteredOf } from '../form/draft'
import { Entry } from '../form/Entry'
import { stateName } from '../text/cells'
import { named } from '../text/named'

/** The moves that the server offers this caller. */
export function Moves({ detail }: { detail: Detail }) {
  const { t } = useTranslation()
  const known = useKnown()
  const { write, busy } = useWrite()
  const [taking, setTaking] = useState<Transition | null>(null)
  const { record } = detail
  const moves = (known.definition.transition ?? []).filter(step => detail.moves.includes(step.code))
  if (moves.length === 0) return null
  function take(step: Transition) {
    const asks = (step.needs ?? []).length > 0 || step.sets
    if (asks) return setTaking(step)
    void write(() => move(record, step.code, {}), saved => t('registers.move.done', { title: saved.title, state: stateName(known, saved.state) }))
  }
  return (
    <div className="moves no-print" role="group" aria-label={t('registers.move.title')}>
      {moves.map(step => (
        <Button key={step.code} loading={busy} onClick={() => take(step)}>
          {named(step.name, known.language)}
        </Button>
      ))}
      {taking && <MoveDialog step={taking} detail={detail} onClose={() => setTaking(null)} />}
    </div>
  )
}

/** What a move needs, and the day that it sets. */
function MoveDialog({ step, detail: { record }, onClose }: { step: Transition; detail: Detail; onClose: () => void }) {
  const { t } = useTranslation()
  const known = useKnown()
  const { write, busy } = useWrite()
  const { needs = [], sets } = step
  const codes = [...needs, ...(sets && !needs.includes(sets) ? [sets] : [])]
  const [values, setValues] = useState<Values>(() => ({
    ...Object.fromEntries(needs.map(code => [code, record.values[code] ?? []])),
    ...(sets && { [sets]: [today()] }),
  }))
  const [problems, setProblems] = useState<Record<string, string>>({})
  const name = named(step.name, known.language)

  function refused(error: ApiError) {
    if (error.problem.code !== 'record.fields') return false
    setProblems(fieldProblems(error, known.language))
    return true
  }
  async function take() {
    const { fields } = enteredOf(values)
    // where it stands now is for the server to say: one that comes back may have to be verified first
    const done = await write(() => move(record, step.code, { fields }), saved => t('registers.move.done', { title: saved.title, state: stateName(known, saved.state) }), refused)
    if (done) onClose()
  }
  return (
    <Modal open width={460} title={t('registers.move.of', { name, title: record.title })} okText={name} cancelText={t('app.cancel')} okButtonProps={{ loading: busy }} onOk={() => void take()} onCancel={onClose}>
      <div
        className="stack"
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void take()
        }}
      >
        <p className="quiet">{t('registers.move.to', { from: stateName(known, record.state), to: stateName(known, step.to) })}</p>
        {codes.map(code => (
          <Entry key={code} code={code} value={values[code] ?? []} problem={problems[code]} isRequired={needs.includes(code)} onChange={value => setValues(now => ({ ...now, [code]: value }))} />
        ))}
      </div>
    </Modal>
  )
}
