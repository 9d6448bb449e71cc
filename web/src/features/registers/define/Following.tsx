import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { EMPTY, targetOf, type Field } from '../data/types'
import { named } from '../text/named'
import { Line } from './Line'

interface Props {
  field: Field
  fields: Field[]
  language: string
  set: (change: Partial<Field>) => void
}

/** What of a field hangs on another one: whether it must be given, and what it is computed from. */
export function Following({ field, fields, language, set }: Props) {
  const { t } = useTranslation()
  const others = fields.filter(other => other.code && other.code !== field.code && !other.retired)
  const choices = (found: Field[]) => found.map(other => ({ value: other.code, label: named(other.name, language) }))
  const sources = field.kind === 'date' ? others.filter(other => other.kind === 'date' && !other.computed) : field.kind === 'text' ? others.filter(other => targetOf(other)) : []
  const dates = field.kind === 'date' ? others.filter(other => other.kind === 'date') : []
  const { computed, required_when: when } = field
  const whole = (text: string) => (/^[0-9]+$/.test(text) ? Number(text) : null)
  const span = (name: 'months' | 'days') => (
    <Line label={t(`registers.define.${name}`)}>
      <Input inputMode="numeric" value={computed?.[name] ?? ''} onChange={event => computed && set({ computed: { ...computed, [name]: whole(event.target.value) } })} />
    </Line>
  )
  return (
    <>
      {sources.length > 0 && (
        <div className="four">
          <Line label={t(field.kind === 'date' ? 'registers.define.computedDate' : 'registers.define.computedTitle')}>
            <Select
              allowClear
              value={computed?.field}
              onChange={(source?: string) => set({ computed: source ? { ...(field.kind === 'date' && { months: 12 }), ...computed, field: source } : null, ...(source && { required: false, required_when: null }) })}
              options={choices(sources)}
            />
          </Line>
          {computed && field.kind === 'date' && span('months')}
          {computed && field.kind === 'date' && span('days')}
        </div>
      )}
      {!computed && dates.length > 0 && (
        <div className="four">
          <Line label={t('registers.define.notBefore')}>
            <Select allowClear value={field.not_before ?? undefined} onChange={(other?: string) => set({ not_before: other ?? null })} options={choices(dates)} />
          </Line>
        </div>
      )}
      {!computed && !field.required && (
        <div className="two">
          <Line label={t('registers.define.neededBy')}>
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} value={when?.field} onChange={(other?: string) => set({ required_when: other ? { field: other, values: [] } : null })} options={choices(others.filter(other => other.kind !== 'files'))} />
          </Line>
          {when && (
            <Line label={t('registers.define.neededWhen')}>
              <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={when.values} onChange={(values: string[]) => set({ required_when: { ...when, values } })} options={valuesOf(others.find(other => other.code === when.field))} />
            </Line>
          )}
        </div>
      )}
    </>
  )

  function valuesOf(other: Field | undefined) {
    const own = other?.kind === 'flag' ? ['true', 'false'].map(value => ({ value, label: t(value === 'true' ? 'registers.yes' : 'registers.no') })) : (other?.options ?? []).map(option => ({ value: option.code, label: named(option, language) }))
    return [...own, { value: EMPTY, label: t('registers.define.nothing') }]
  }
}
