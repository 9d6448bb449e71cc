import { AutoComplete, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../app/usePhone'
import { useKnown } from '../data/context'
import { enteredBefore } from '../data/memory'
import { targetOf, type Field } from '../data/types'
import { DayText, type InputProps } from '../inputs/DayText'
import { FilesInput } from '../inputs/FilesInput'
import { LinkSelect } from '../inputs/LinkSelect'
import { PlaceInput } from '../inputs/PlaceInput'
import { UnitSelect } from '../inputs/UnitSelect'
import { measure, named } from '../text/named'
import { NestedForm } from './NestedForm'

interface Props {
  field: Field
  value: string[]
  input: InputProps
  onChange: (value: string[]) => void
}

/** What a field is entered with, by its kind. */
export function Control({ field, value, input, onChange }: Props) {
  const { language } = useKnown()
  const [first = ''] = value
  const one = (text: string | undefined) => onChange(text ? [text] : [])
  switch (field.kind) {
    case 'long-text':
      return <Input.TextArea {...input} autoSize={{ minRows: 2, maxRows: 8 }} value={first} onChange={event => one(event.target.value)} />
    case 'number':
    case 'money':
      return <Input {...input} className="numeric" inputMode="decimal" autoComplete="off" suffix={field.unit && <span lang="zh-CN">{measure(field.unit, language)}</span>} value={first} onChange={event => one(event.target.value)} />
    case 'date':
      return <DayText {...input} value={first} onChange={one} />
    case 'time':
      return <Time input={input} value={first} onChange={one} />
    case 'flag':
      return <Flag field={field} value={value} input={input} onChange={onChange} />
    case 'choice':
      return <Choice field={field} value={value} input={input} onChange={onChange} />
    case 'unit':
      return <UnitSelect {...input} value={first} onChange={one} />
    case 'site':
    case 'link':
      return <Link field={field} value={value} input={input} onChange={onChange} />
    case 'files':
      return <FilesInput most={field.length ?? 9} value={value} onChange={onChange} />
    case 'place':
      return <PlaceInput {...input} field={field.code} value={first} onChange={one} />
    default:
      return <Text field={field} value={value} input={input} onChange={onChange} />
  }
}

/** A text, with what was entered before at hand. */
function Text({ field, value: [first = ''], input, onChange }: Props) {
  const { definition } = useKnown()
  const [before] = useState(() => enteredBefore(definition.code, field.code))
  const one = (text: string) => onChange(text ? [text] : [])
  const mode = field.format === 'phone' ? 'tel' : undefined
  if (before.length === 0) return <Input {...input} autoComplete="off" inputMode={mode} value={first} onChange={event => one(event.target.value)} />
  const options = before.filter(text => text.includes(first) && text !== first).map(value => ({ value }))
  return <AutoComplete {...input} defaultActiveFirstOption={false} value={first} onChange={(text?: string) => one(text ?? '')} options={options} />
}

/** A time of day, typed as people write it; a phone brings its own wheel. */
function Time({ input, value, onChange }: { input: InputProps; value: string; onChange: (text: string | undefined) => void }) {
  const isPhone = usePhone()
  if (isPhone) return <Input {...input} type="time" value={value} onChange={event => onChange(event.target.value)} />
  return <Input {...input} autoComplete="off" placeholder="14:35" value={value} onChange={event => onChange(event.target.value)} />
}

function Flag({ field, value: [first = ''], input: { id, ...input }, onChange }: Props) {
  const { t } = useTranslation()
  const { words } = useKnown()
  const options = [
    { value: 'true', label: words.yes },
    { value: 'false', label: words.no },
    ...(field.required ? [] : [{ value: '', label: t('registers.form.unsaid') }]),
  ]
  return (
    <span id={id} role="presentation">
      <Radio.Group optionType="button" aria-label={named(field.name, words.language)} aria-describedby={input['aria-describedby']} value={first} onChange={event => onChange(event.target.value ? [event.target.value as string] : [])} options={options} />
    </span>
  )
}

function Choice({ field, value, input, onChange }: Props) {
  const { language } = useKnown()
  const options = (field.options ?? []).map(option => ({ value: option.code, label: named(option, language) }))
  const search = { optionFilterProp: 'label' } as const
  if (field.multiple) return <Select {...input} mode="multiple" allowClear showSearch={search} value={value} onChange={onChange} options={options} />
  return <Select {...input} allowClear={!field.required} showSearch={search} value={value[0]} onChange={(code?: string) => onChange(code ? [code] : [])} options={options} />
}

/** A record of another register; one that is not there yet is entered on the way. */
function Link({ field, value: [first], input, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const target = targetOf(field) ?? ''
  return (
    <>
      <LinkSelect {...input} target={target} value={first} onChange={id => onChange(id ? [id] : [])} onNew={setTyped} />
      {typed !== null && (
        <NestedForm
          register={target}
          typed={typed}
          onClose={() => setTyped(null)}
          onSaved={id => {
            onChange([id])
            setTyped(null)
          }}
        />
      )}
    </>
  )
}
