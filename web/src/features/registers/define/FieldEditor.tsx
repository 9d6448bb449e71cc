import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isNumeric, type Expiry, type Field, type RegisterEntry, type State } from '../data/types'
import { named } from '../text/named'
import { faultWords, type Fault } from './faults'
import { Line } from './Line'
import { Following } from './Following'
import { optionsOf, optionsText } from './texts'
import { LinesInput } from './LinesInput'

const KINDS = ['text', 'long-text', 'number', 'money', 'date', 'time', 'flag', 'choice', 'unit', 'site', 'link', 'person', 'place', 'files'] as const

interface Props {
  field: Field
  /** All fields of the register, for what hangs on another. */
  fields: Field[]
  /** It was there before: its code and kind stay. */
  isKept: boolean
  registers: RegisterEntry[]
  faults: Fault[]
  expiry: Expiry | undefined
  states: State[]
  onChange: (field: Field) => void
  /** Nothing takes the reminder away. */
  onWarn: (part: Partial<Pick<Expiry, 'warn_days' | 'states'>> | undefined) => void
  onMove: (by: 1 | -1) => void
  onDrop: () => void
}

/** One field: what it is called, what it holds, where it shows. */
export function FieldEditor({ field, fields, isKept, registers, faults, expiry, states, onChange, onWarn, onMove, onDrop }: Props) {
  const { t, i18n } = useTranslation()
  const set = (change: Partial<Field>) => onChange({ ...field, ...change })
  const box = (name: 'required' | 'search' | 'sum' | 'personal' | 'retired' | 'multiple') => (
    <Checkbox checked={!!field[name]} onChange={event => set({ [name]: event.target.checked })}>
      {t(`registers.define.${name}`)}
    </Checkbox>
  )
  return (
    <section className="field-editor" aria-label={field.name.zh || t('registers.define.unnamed')}>
      <div className="two">
        <Line label={t('registers.define.name')}>
          <Input autoFocus={!field.name.zh} value={field.name.zh} onChange={event => set({ name: { ...field.name, zh: event.target.value } })} />
        </Line>
        <Line label={t('registers.define.english')}>
          <Input value={field.name.en} onChange={event => set({ name: { ...field.name, en: event.target.value || undefined } })} />
        </Line>
        <Line label={t('registers.define.kind')}>
          <Select disabled={isKept} virtual={false} value={field.kind} onChange={kind => set({ kind })} options={KINDS.map(kind => ({ value: kind, label: t(`registers.define.kinds.${kind}`) }))} />
        </Line>
        <Line label={t('registers.define.code')}>
          <Input disabled={isKept} value={field.code} onChange={event => set({ code: event.target.value })} />
        </Line>
      </div>
      <KindParts field={field} registers={registers} language={i18n.language} set={set} expiry={expiry} states={states} onWarn={onWarn} />
      <Following field={field} fields={fields} language={i18n.language} set={set} />
      <Line label={t('registers.define.help')}>
        <Input value={field.help?.zh} onChange={event => set({ help: event.target.value ? { ...field.help, zh: event.target.value } : null })} />
      </Line>
      <div className="row boxes">
        {!field.computed && !field.required_when && box('required')}
        <Checkbox checked={field.list ?? !['long-text', 'files'].includes(field.kind)} onChange={event => set({ list: event.target.checked })}>
          {t('registers.define.list')}
        </Checkbox>
        {['text', 'person', 'choice', 'site', 'link', 'long-text'].includes(field.kind) && box('search')}
        {isNumeric(field) && box('sum')}
        {['text', 'person'].includes(field.kind) && box('personal')}
        {isKept && box('retired')}
      </div>
      {faults.map(fault => (
        <p key={fault.place + fault.what} className="entry-problem" role="alert">
          {faultWords(fault, t)}
        </p>
      ))}
      <div className="row">
        <Button size="small" icon={<ArrowUpOutlined aria-hidden />} onClick={() => onMove(-1)}>
          {t('registers.define.up')}
        </Button>
        <Button size="small" icon={<ArrowDownOutlined aria-hidden />} onClick={() => onMove(1)}>
          {t('registers.define.down')}
        </Button>
        {!isKept && (
          <Button size="small" danger icon={<DeleteOutlined aria-hidden />} onClick={onDrop}>
            {t('registers.define.drop')}
          </Button>
        )}
      </div>
    </section>
  )
}

interface PartsProps extends Pick<Props, 'field' | 'registers' | 'expiry' | 'states' | 'onWarn'> {
  language: string
  set: (change: Partial<Field>) => void
}

/** What only some kinds have. */
function KindParts({ field, registers, language, set, expiry, states, onWarn }: PartsProps) {
  const { t } = useTranslation()
  const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : null)
  const number = (name: 'decimals' | 'length') => (
    <Line label={t(`registers.define.${name}`)}>
      <Input inputMode="numeric" value={field[name] ?? ''} onChange={event => set({ [name]: whole(event.target.value) })} />
    </Line>
  )
  const text = (name: 'unit' | 'min' | 'max') => (
    <Line label={t(`registers.define.${name}`)}>
      <Input value={field[name] ?? ''} onChange={event => set({ [name]: event.target.value || null })} />
    </Line>
  )
  switch (field.kind) {
    case 'choice':
      return (
        <>
          <Line label={t('registers.define.options')} help={t('registers.define.optionsHint')}>
            <LinesInput text={optionsText(field.options)} onDone={lines => set({ options: optionsOf(lines, field.options) })} />
          </Line>
          <Checkbox checked={!!field.multiple} onChange={event => set({ multiple: event.target.checked })}>
            {t('registers.define.multiple')}
          </Checkbox>
        </>
      )
    case 'number':
      return (
        <div className="four">
          {text('unit')}
          {number('decimals')}
          {text('min')}
          {text('max')}
        </div>
      )
    case 'money':
      return <div className="four">{text('unit')}</div>
    case 'text':
      return <div className="four">{number('length')}</div>
    case 'link':
      return (
        <Line label={t('registers.define.target')}>
          <Select showSearch={{ optionFilterProp: 'label' }} value={field.register ?? undefined} onChange={(register: string) => set({ register })} options={registers.map(({ code, name }) => ({ value: code, label: named(name, language) }))} />
        </Line>
      )
    case 'date':
      return (
        <div className="four">
          <Line label={t('registers.define.expiryDays')}>
            <Input inputMode="numeric" value={expiry?.warn_days ?? ''} onChange={event => onWarn(event.target.value ? { warn_days: whole(event.target.value) ?? 0 } : undefined)} />
          </Line>
          {expiry && states.length > 0 && (
            <Line label={t('registers.define.expiryStates')}>
              <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} placeholder={t('registers.define.expiryAll')} value={expiry.states ?? []} onChange={(chosen: string[]) => onWarn({ states: chosen })} options={states.map(state => ({ value: state.code, label: named(state.name, language) }))} />
            </Line>
          )}
        </div>
      )
    default:
      return null
  }
}
