import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Definition, RegisterList } from '../data/types'
import { named } from '../text/named'
import { at, faultWords, type Fault } from './faults'
import { Line } from './Line'
import { LinesInput } from './LinesInput'
import { statesOf, statesText } from './texts'

interface Props {
  definition: Definition
  isNew: boolean
  all: RegisterList
  faults: Fault[]
  onChange: (change: Partial<Definition>) => void
}

export function Basics({ definition, isNew, all, faults, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const problem = (place: string) => at(faults, place).map(fault => faultWords(fault, t)).join(' ') || undefined
  const fields = definition.field.map(field => ({ value: field.code, label: field.name.zh ? named(field.name, language) : t('registers.define.unnamed') }))
  const dates = fields.filter((_, n) => definition.field[n]?.kind === 'date')
  return (
    <div className="basics">
      <Line label={t('registers.define.name')} problem={problem('name')}>
        <Input value={definition.name.zh} onChange={event => onChange({ name: { ...definition.name, zh: event.target.value } })} />
      </Line>
      <Line label={t('registers.define.english')}>
        <Input value={definition.name.en} onChange={event => onChange({ name: { ...definition.name, en: event.target.value || undefined } })} />
      </Line>
      <Line label={t('registers.define.code')} help={isNew ? t('registers.define.codeHint') : undefined} problem={problem('code')}>
        <Input disabled={!isNew} value={definition.code} onChange={event => onChange({ code: event.target.value })} />
      </Line>
      <Line label={t('registers.define.group')} problem={problem('group')}>
        <Select value={definition.group || undefined} onChange={(group: string) => onChange({ group })} options={all.groups.map(group => ({ value: group.code, label: named(group.name, language) }))} />
      </Line>
      <Line label={t('registers.define.about')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} value={definition.about?.zh} onChange={event => onChange({ about: { ...definition.about, zh: event.target.value } })} />
      </Line>
      <Line label={t('registers.define.titleField')} help={t('registers.define.titleHint')} problem={problem('title')}>
        <Select value={definition.title || undefined} onChange={(title: string) => onChange({ title })} options={fields} />
      </Line>
      <Line label={t('registers.define.key')} help={t('registers.define.keyHint')} problem={problem('key')}>
        <Select mode="multiple" value={definition.key ?? []} onChange={(key: string[]) => onChange({ key })} options={[...fields, { value: 'unit', label: t('registers.own.unit') }]} />
      </Line>
      <Line label={t('registers.define.date')} help={t('registers.define.dateHint')} problem={problem('date')}>
        <Select allowClear value={definition.date ?? undefined} onChange={(date?: string) => onChange({ date: date ?? null })} options={dates} />
      </Line>
      <Line label={t('registers.define.states')} help={t('registers.define.statesHint')} problem={problem('state')}>
        <LinesInput text={statesText(definition.state)} onDone={lines => onChange({ state: statesOf(lines, definition.state) })} />
      </Line>
    </div>
  )
}
