import { Button, Input, Select } from 'antd'
import { inOneLine } from '../inputs/inOneLine'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../app/queries'
import { useKnown } from '../data/context'
import { ends, many, NOTHING, range } from '../data/search'
import { targetOf, type Field } from '../data/types'
import { DayText } from '../inputs/DayText'
import { LinkSelect } from '../inputs/LinkSelect'
import { UnitSelect } from '../inputs/UnitSelect'
import { around, isDay } from '../text/days'
import { named, withUnit } from '../text/named'

interface Props {
  field: Field
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** What a field can be asked for, by its kind. */
export function FilterField({ field, value, onChange }: Props) {
  const { language } = useKnown()
  const label = withUnit(field, language)
  const target = targetOf(field)
  if (target) return <LinkSelect target={target} value={value} onChange={onChange} aria-label={label} placeholder={label} />
  switch (field.kind) {
    case 'choice':
    case 'flag':
      return <Options field={field} value={value} onChange={onChange} />
    case 'unit':
      return <UnitSelect value={value} onChange={onChange} aria-label={label} placeholder={label} />
    case 'date':
      return <Days label={label} value={value} onChange={onChange} />
    case 'number':
    case 'money':
      return <Bounds label={label} value={value} onChange={onChange} />
    default:
      return <Exact label={label} value={value} onChange={onChange} />
  }
}

function Options({ field, value, onChange }: Props) {
  const { t } = useTranslation()
  const { language, words } = useKnown()
  const label = named(field.name, language)
  const flags = [
    { value: 'true', label: words.yes },
    { value: 'false', label: words.no },
  ]
  const options = field.kind === 'flag' ? flags : (field.options ?? []).map(option => ({ value: option.code, label: named(option, language) }))
  return (
    <Select
      mode="multiple"
      allowClear
      {...inOneLine(words.comma)}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={label}
      aria-label={label}
      value={many(value)}
      onChange={chosen => onChange(chosen.join(',') || undefined)}
      options={[...options, { value: NOTHING, label: t('registers.filter.nothing') }]}
    />
  )
}

interface EndsProps {
  label: string
  value: string | undefined
  onChange: Props['onChange']
}

function Days({ label, value, onChange }: EndsProps) {
  const { t } = useTranslation()
  const [from, to] = ends(value)
  return (
    <div className="days">
      <Day label={t('registers.filter.from', { name: label })} value={from} onChange={day => onChange(range(day, to))} />
      <span aria-hidden>–</span>
      <Day label={t('registers.filter.to', { name: label })} value={to} onChange={day => onChange(range(from, day))} />
      <span className="presets">
        {around(today()).map(({ period, from, to }) => (
          <Button key={period} size="small" type="text" onClick={() => onChange(range(from, to))}>
            {t(`registers.filter.${period}`)}
          </Button>
        ))}
      </span>
    </div>
  )
}

/** Asks when the day is whole, not while it is typed. */
function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const done = (day: string) => {
    if (day !== value && (day === '' || isDay(day))) onChange(day)
  }
  return <DayText aria-label={label} value={text} onChange={setText} onDone={done} status={text && !isDay(text) && text.length > 9 ? 'error' : ''} />
}

function Bounds({ label, value, onChange }: EndsProps) {
  const { t } = useTranslation()
  const [from, to] = ends(value)
  const number = (name: string, short: string, text: string, take: (text: string) => void) => (
    <Typed aria-label={name} inputMode="decimal" placeholder={short} value={text} onDone={typed => take(/^-?\d*\.?\d*$/.test(typed) ? typed : text)} />
  )
  return (
    <div className="days">
      {number(t('registers.filter.least', { name: label }), t('registers.filter.atLeast'), from, text => onChange(range(text, to)))}
      <span aria-hidden>–</span>
      {number(t('registers.filter.most', { name: label }), t('registers.filter.atMost'), to, text => onChange(range(from, text)))}
    </div>
  )
}

function Exact({ label, value, onChange }: EndsProps) {
  const { t } = useTranslation()
  return <Typed aria-label={label} placeholder={t('registers.filter.exact')} value={value ?? ''} onDone={text => onChange(text.trim() || undefined)} />
}

interface TypedProps {
  'aria-label': string
  placeholder?: string
  inputMode?: 'decimal'
  value: string
  onDone: (text: string) => void
}

/** Asks when it is left or entered. */
function Typed({ value, onDone, ...rest }: TypedProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const done = () => {
    if (text !== value) onDone(text)
  }
  return <Input allowClear value={text} onChange={event => setText(event.target.value)} onBlur={done} onPressEnter={done} {...rest} />
}
