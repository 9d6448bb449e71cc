import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../../../api/client'
import { queries } from '../../../app/queries'
import { change, create } from '../data/calls'
import { useKnown } from '../data/context'
import { carried, lastUnit, remember } from '../data/memory'
import { recordDetail } from '../data/queries'
import { originOf, type Definition, type Detail, type RecordView, type Values } from '../data/types'
import { fieldProblems, useWrite } from '../data/useWrite'
import { changed, difference, settled, type Difference } from '../text/difference'
import { blank, enteredOf, valuesOf } from './draft'

interface Asked {
  record?: RecordView
  start: Values
  onSaved: (id: string) => void
}

export interface Conflict extends Difference {
  theirsNow: Detail
  mineNow: Values
}

/** A new record lies where the last one did, unless its site says where. */
function startOf(definition: Definition, start: Values): Values {
  return blank(definition, start, originOf(definition) ? undefined : lastUnit())
}

/** The state of a form, and what becomes of a save. */
export function useSave({ record, start, onSaved }: Asked) {
  const { t } = useTranslation()
  const { definition, language } = useKnown()
  const { write, fail, busy } = useWrite()
  const [base, setBase] = useState(record)
  const [first, setFirst] = useState<Values>(() => (record ? valuesOf(record) : startOf(definition, start)))
  const [values, setValues] = useState(first)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [taken, setTaken] = useState<{ words: string; id: string | null } | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [round, setRound] = useState(0)
  const [carriedCount, setCarriedCount] = useState(0)
  const isTouched = Object.keys(changed(first, values)).length > 0

  function set(code: string, value: string[]) {
    setValues(now => ({ ...now, [code]: value }))
    setProblems(({ [code]: _, ...rest }) => rest)
  }

  /** Problems that the form shows itself. */
  function take(error: ApiError): boolean {
    const { code, params } = error.problem
    if (code === 'record.fields') setProblems(fieldProblems(error, language))
    else if (code === 'record.key_taken') setTaken({ words: error.words, id: realId((params as { other?: string }).other) })
    else if (code === 'stale' && base) void meet(base)
    else return false
    return true
  }

  /** Somebody else was first: what stands now is compared with what was read and what was typed. */
  async function meet(old: RecordView) {
    try {
      const now = await queries.fetchQuery({ ...recordDetail(old.register, old.id), staleTime: 0 })
      setConflict({ ...difference(valuesOf(old), values, valuesOf(now.record)), theirsNow: now, mineNow: values })
    } catch (error) {
      fail(error)
    }
  }

  function goOn() {
    const kept = carried(definition, values)
    const next = { ...startOf(definition, {}), ...kept, ...(values.unit?.[0] && { unit: values.unit }) }
    setFirst(next)
    setValues(next)
    setCarriedCount(Object.values(kept).filter(texts => texts.length > 0).length)
    setRound(round + 1)
  }

  async function send(of: RecordView | undefined, sent: Values, isGoingOn: boolean, state?: string) {
    setProblems({})
    setTaken(null)
    const words = (saved: RecordView) => t(of ? 'registers.form.saved' : 'registers.form.entered', { title: saved.title })
    const saved = await write(() => (of ? change(of, enteredOf(sent)) : create(definition.code, { ...enteredOf(sent), state })), words, take)
    if (!saved) return
    remember(definition, values, values.unit?.[0])
    setConflict(null)
    if (isGoingOn) goOn()
    else onSaved(saved.id)
  }

  async function save(isGoingOn = false) {
    if (busy) return
    const sent = base ? changed(first, values) : values
    if (base && Object.keys(sent).length === 0) return onSaved(base.id)
    await send(base, sent, isGoingOn)
  }

  /** Begins it in another state than the first, such as a draft. */
  async function begin(state: string) {
    if (!busy) await send(undefined, values, false, state)
  }

  /** What was chosen of both goes over what stands now. */
  async function settle(mine: ReadonlySet<string>) {
    if (!conflict) return
    const { record: now } = conflict.theirsNow
    const theirs = valuesOf(now)
    const sent = settled(conflict, conflict.mineNow, mine)
    setBase(now)
    setFirst(theirs)
    setValues({ ...theirs, ...sent })
    setConflict(null)
    if (Object.keys(sent).length === 0) return onSaved(now.id)
    await send(now, sent, false)
  }

  return {
    values,
    problems,
    taken,
    conflict,
    round,
    carriedCount,
    busy,
    isTouched,
    set,
    save,
    begin,
    settle,
    giveUp: () => base && onSaved(base.id),
    dropConflict: () => setConflict(null),
    dropCarried: () => {
      const next = startOf(definition, {})
      setFirst(next)
      setValues(next)
      setCarriedCount(0)
      setRound(round + 1)
    },
  }
}

/** The server may know only that there is another, not which. */
const realId = (id: string | undefined) => (id && !id.startsWith('00000000') ? id : null)
