import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api/client'
import { join } from '../../../app/i18n'
import { refresh } from '../../../app/queries'
import { define } from '../data/calls'
import type { Definition, Field, RegisterList } from '../data/types'
import { useWrite } from '../data/useWrite'
import { named } from '../text/named'
import { Basics } from './Basics'
import { at, faultWords, type Fault } from './faults'
import { FieldEditor } from './FieldEditor'
import { Transitions } from './Transitions'
import { codeFrom, freeCode } from './texts'

interface Props {
  /** As it stands; a new one without it. */
  before?: Definition
  start?: Definition
  taken?: ReadonlySet<string>
  all: RegisterList
  onMade?: (code: string) => void
}

export function Editor({ before, start, taken = new Set(), all, onMade }: Props) {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const { fail } = useWrite()
  const first = before ?? start
  const [draft, setDraft] = useState<Definition | undefined>(first)
  const [chosen, setChosen] = useState(0)
  const [faults, setFaults] = useState<Fault[]>([])
  const [busy, setBusy] = useState(false)
  if (!draft) return null
  const kept = new Set(before?.field.map(field => field.code))
  const name = before ? named(before.name, i18n.language) : ''
  const field = draft.field[chosen]
  const change = (part: Partial<Definition>) => setDraft({ ...draft, ...part })

  function add() {
    const code = freeCode('', 'field', new Set(draft?.field.map(field => field.code)))
    if (!draft) return
    change({ field: [...draft.field, { code, name: { zh: '' }, kind: 'text', length: 100 }] })
    setChosen(draft.field.length)
  }
  /** A new field follows its English name, until somebody gives it a code. */
  function setField(next: Field) {
    if (!draft || !field) return
    const isNew = !kept.has(field.code)
    const isNumbered = /^field-\d+$/.test(field.code) || field.code === codeFrom(field.name.en)
    const others = new Set(draft.field.filter((_, n) => n !== chosen).map(other => other.code))
    const wish = codeFrom(next.name.en)
    const code = isNew && isNumbered && next.code === field.code && wish ? freeCode(wish, 'field', others) : next.code
    const renamed = (old: string) => (old === field.code ? code : old)
    change({
      field: draft.field.map((other, n) => (n === chosen ? { ...next, code } : following(other, renamed))),
      title: renamed(draft.title),
      key: draft.key?.map(renamed),
      expiry: draft.expiry?.map(expiry => ({ ...expiry, field: renamed(expiry.field) })),
    })
  }
  const expiry = draft.expiry?.find(expiry => expiry.field === field?.code)
  function warn(part: { warn_days?: number; states?: string[] } | undefined) {
    if (!draft || !field) return
    const rest = (draft.expiry ?? []).filter(expiry => expiry.field !== field.code)
    const zh = t('registers.define.warnOf', { name: field.name.zh, lng: 'zh' })
    change({ expiry: part ? [...rest, { field: field.code, warn_days: 30, name: { zh }, ...expiry, ...part }] : rest })
  }
  function move(by: 1 | -1) {
    const to = chosen + by
    if (!draft || to < 0 || to >= draft.field.length) return
    const fields = [...draft.field]
    const [taken] = fields.splice(chosen, 1)
    if (taken) fields.splice(to, 0, taken)
    change({ field: fields })
    setChosen(to)
  }
  async function save() {
    if (!draft) return
    setBusy(true)
    setFaults([])
    try {
      const code = draft.code || freeCode(codeFrom(draft.name.en), 'register', taken)
      const { definition } = await define(before?.version ?? 0, { ...draft, code })
      const lost = untaken(draft, definition)
      if (lost.length > 0) void message.warning(t('registers.define.partly', { fields: join(t, lost) }), 8)
      else void message.success(t('registers.define.saved'))
      await refresh()
      onMade?.(code)
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : undefined
      if (problem?.code === 'register.bad_definition') setFaults((problem.params as unknown as { faults: Fault[] }).faults)
      else if (problem?.code === 'stale') void message.error(t('registers.define.stale'), 6)
      else fail(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="page">
      <div className="page-head">
        <Link to="/registers" className="up no-phone">
          {t('nav.registers')}
        </Link>
        {before && (
          <>
            <span aria-hidden className="quiet no-phone">
              /
            </span>
            <Link to="/registers/$code" params={{ code: before.code }} className="up">
              {name}
            </Link>
          </>
        )}
        <span aria-hidden className="quiet">
          /
        </span>
        <h1>{before ? t('registers.define.edit') : t('registers.define.newTitle')}</h1>
        <span className="grow" />
        <Button type="primary" loading={busy} onClick={() => void save()}>
          {t('app.save')}
        </Button>
      </div>
      {faults.length > 0 && <FaultList faults={faults} fields={draft.field} onSee={setChosen} />}
      <div className="define-columns">
        <section className="sheet side">
          <h2>{t('registers.define.basics')}</h2>
          <Basics definition={draft} isNew={!before} all={all} faults={faults} onChange={change} />
        </section>
        <section className="sheet side">
          <h2>
            {t('registers.define.fields')} <span className="count">{draft.field.length}</span>
          </h2>
          <ol className="define-fields">
            {draft.field.map((other, n) => (
              <li key={n}>
                <button type="button" aria-pressed={n === chosen} onClick={() => setChosen(n)}>
                  {other.name.zh ? named(other.name, i18n.language) : t('registers.define.unnamed')} <span className="quiet">{t(`registers.define.kinds.${other.kind}` as 'registers.define.kinds.text')}</span>
                  {other.required && <span className="must">*</span>}
                  {other.retired && <span className="chip">{t('registers.define.retired')}</span>}
                  {at(faults, `field[${n}]`).length > 0 && <span className="lapse over">!</span>}
                </button>
              </li>
            ))}
          </ol>
          <Button icon={<PlusOutlined aria-hidden />} onClick={add}>
            {t('registers.define.add')}
          </Button>
        </section>
        <section className="sheet side">
          {field && (
            <FieldEditor
              key={chosen}
              field={field}
              isKept={kept.has(field.code)}
              registers={all.items}
              faults={at(faults, `field[${chosen}]`)}
              fields={draft.field}
              expiry={expiry}
              states={draft.state ?? []}
              onChange={setField}
              onWarn={warn}
              onMove={move}
              onDrop={() => {
                change({ field: draft.field.filter((_, n) => n !== chosen) })
                setChosen(Math.max(0, chosen - 1))
              }}
            />
          )}
          <h2 className="define-moves">
            {t('registers.define.moves')} <span className="count">{draft.transition?.length ?? 0}</span>
          </h2>
          <Transitions definition={draft} faults={faults} onChange={change} />
        </section>
      </div>
    </div>
  )
}

function FaultList({ faults, fields, onSee }: { faults: Fault[]; fields: Field[]; onSee: (field: number) => void }) {
  const { t, i18n } = useTranslation()
  const place = (fault: Fault) => /^field\[(\d+)\]/.exec(fault.place)?.[1]
  return (
    <Alert
      type="error"
      showIcon
      title={t('registers.define.faults', { n: faults.length })}
      description={
        <ul className="faults">
          {faults.map(fault => {
            const n = place(fault)
            const at = n === undefined ? undefined : fields[Number(n)]
            return (
              <li key={fault.place + fault.what}>
                {n === undefined ? null : (
                  <button type="button" className="link" onClick={() => onSee(Number(n))}>
                    {at?.name.zh ? named(at.name, i18n.language) : t('registers.define.unnamed')}
                  </button>
                )}{' '}
                {faultWords(fault, t)}
              </li>
            )
          })}
        </ul>
      }
    />
  )
}

/** What hangs on a field goes on hanging on it when it gets another code. */
function following(field: Field, renamed: (code: string) => string): Field {
  const { computed, required_when: when } = field
  return { ...field, ...(computed && { computed: { ...computed, field: renamed(computed.field) } }), ...(when && { required_when: { ...when, field: renamed(when.field) } }), ...(field.not_before && { not_before: renamed(field.not_before) }) }
}

/** Names of the parts that the server did not take: what is built in takes new fields alone. */
function untaken(sent: Definition, got: Definition): string[] {
  const isOther = (field: Field) => {
    const now = got.field.find(other => other.code === field.code)
    return !now || now.name.zh !== field.name.zh || !!now.required !== !!field.required || !!now.retired !== !!field.retired || (now.options?.length ?? 0) !== (field.options?.length ?? 0)
  }
  const head = sent.name.zh !== got.name.zh || sent.group !== got.group ? [sent.name.zh] : []
  return [...head, ...sent.field.filter(isOther).map(field => field.name.zh)]
}
