import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { named } from '../registers/text/named'
import type { Ask } from './data'

interface Props {
  ask: Ask
  label: string
  value: string
  onChange: (value: string) => void
}

/** The input for something that no record says. */
export function Answer({ ask, label, value, onChange }: Props) {
  const { i18n } = useTranslation()
  if (ask.kind === 'date') return <DayInput value={value} onChange={onChange} aria-label={label} />
  if (ask.kind === 'time') return <Input type="time" className="w-date" value={value} onChange={event => onChange(event.target.value)} aria-label={label} />
  if (ask.kind === 'long-text') return <Input.TextArea rows={4} maxLength={2000} value={value} onChange={event => onChange(event.target.value)} aria-label={label} />
  if (ask.kind === 'choice') return <Select value={value || undefined} onChange={onChange} options={ask.options.map(option => ({ value: option.code, label: named(option.name, i18n.language) }))} aria-label={label} />
  return <Input maxLength={200} value={value} onChange={event => onChange(event.target.value)} aria-label={label} />
}
