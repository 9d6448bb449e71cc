import { Alert, Button } from 'antd'
import { Fragment, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { isNeeded, type NameMap, type RecordView, type Values } from '../data/types'
import { ConflictDialog } from './ConflictDialog'
import { order } from './draft'
import { stateName } from '../text/cells'
import { Entry } from './Entry'
import { Proposed } from './Proposed'
import { useEnter } from './useEnter'
import { useSave } from './useSave'

interface Props {
  record?: RecordView
  names: NameMap
  start: Values
  /** The only fields that may change; every field without it. */
  only?: readonly string[]
  /** Another record may be entered after this one. */
  canGoOn: boolean
  onTouch: (isTouched: boolean) => void
  onClose: () => void
  onSaved: (id: string) => void
}

/** The form that a definition makes. Enter goes on, Ctrl and Enter saves. */
export function RecordForm({ record, names, start, only, canGoOn, onTouch, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const known = useKnown()
  const { definition } = known
  const form = useRef<HTMLFormElement>(null)
  const draft = useSave({ record, start, onSaved })
  const codes = order(definition).filter(code => !only || only.includes(code))
  const enter = useEnter(form, () => void draft.save())
  useEffect(() => {
    onTouch(draft.isTouched)
  }, [draft.isTouched, onTouch])
  // the first field, and after a refused save the first that is wrong
  useEffect(() => focusFirst(form.current, codes[0]), [draft.round])
  const wrong = codes.find(code => draft.problems[code])
  useEffect(() => {
    if (wrong) focusFirst(form.current, wrong)
  }, [draft.problems])
  function needed(code: string) {
    const field = known.field(code)
    return field && isNeeded(field, draft.values)
  }
  return (
    <form ref={form} className="record-form" onKeyDownCapture={enter} onSubmit={event => event.preventDefault()} noValidate>
      {draft.taken && (
        <Alert
          type="warning"
          showIcon
          title={draft.taken.words}
          action={
            draft.taken.id && (
              <a href={`/registers/${definition.code}/${draft.taken.id}`} target="_blank" rel="noreferrer">
                {t('registers.form.openOther')}
              </a>
            )
          }
        />
      )}
      {draft.carriedCount > 0 && (
        <p className="carried">
          {t('registers.form.carried', { n: draft.carriedCount })}{' '}
          <button type="button" className="link" onClick={draft.dropCarried}>
            {t('registers.form.dropCarried')}
          </button>
        </p>
      )}
      <div className="entries" key={draft.round}>
        {codes.map(code => (
          <Fragment key={code}>
            <Entry code={code} value={draft.values[code] ?? []} problem={draft.problems[code]} isRequired={needed(code)} onChange={value => draft.set(code, value)} />
            {known.field(code)?.answering && <Proposed values={draft.values} chosen={draft.values[code]?.[0]} onChoose={name => draft.set(code, [name])} />}
          </Fragment>
        ))}
      </div>
      <div className="form-foot">
        <span className="quiet no-phone">{t('registers.form.keys')}</span>
        <span className="grow" />
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        {!record &&
          known.begins.map(state => (
            <Button key={state} loading={draft.busy} onClick={() => void draft.begin(state)}>
              {t('registers.form.begin', { state: stateName(known, state) })}
            </Button>
          ))}
        {canGoOn && (
          <Button loading={draft.busy} onClick={() => void draft.save(true)}>
            {t('registers.form.saveNext')}
          </Button>
        )}
        <Button type="primary" data-save loading={draft.busy} onClick={() => void draft.save()}>
          {t('app.save')}
        </Button>
      </div>
      {draft.conflict && <ConflictDialog conflict={draft.conflict} names={names} busy={draft.busy} onSettle={draft.settle} onGiveUp={draft.giveUp} onClose={draft.dropConflict} />}
    </form>
  )
}

function focusFirst(form: HTMLFormElement | null, code: string | undefined) {
  const entry = form?.querySelector(`[data-entry="${code}"]`)
  entry?.scrollIntoView({ block: 'nearest' })
  entry?.querySelector<HTMLElement>('input, textarea')?.focus()
}
