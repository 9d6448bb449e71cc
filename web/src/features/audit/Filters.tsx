import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { unitList } from '../../app/queries'
import { auditChoices, type AuditSearch } from './data'

interface Props {
  search: AuditSearch
  onChange: (change: AuditSearch) => void
  onClear: () => void
}

type Choice = 'person' | 'unit' | 'action' | 'kind'

/** What the trail is narrowed by; it stands in the address. */
export function Filters({ search, onChange, onClear }: Props) {
  const { t, i18n } = useTranslation()
  const choices = useQuery(auditChoices(i18n.language))
  const units = useQuery(unitList)
  const named = (items?: { code: string; name: string }[]) => items?.map(({ code, name }) => ({ value: code, label: name }))
  const select = (key: Choice, options?: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className="w-unit"
      popupMatchSelectWidth={false}
      placeholder={t(`audit.${key}`)}
      aria-label={t(`audit.${key}`)}
      value={search[key]}
      onChange={value => onChange({ [key]: value })}
      options={options}
    />
  )
  const text = (key: 'thing' | 'request') => (
    <Input
      key={search[key]}
      allowClear
      className="w-unit"
      placeholder={t(`audit.${key}`)}
      aria-label={t(`audit.${key}`)}
      defaultValue={search[key]}
      onBlur={event => event.target.value !== (search[key] ?? '') && onChange({ [key]: event.target.value || undefined })}
      onPressEnter={event => onChange({ [key]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <div className="filters no-print" role="group" aria-label={t('audit.filters')}>
      <label className="quiet">
        {t('audit.from')} <DayInput value={search.from} onChange={day => onChange({ from: day || undefined })} />
      </label>
      <label className="quiet">
        {t('audit.to')} <DayInput value={search.to} onChange={day => onChange({ to: day || undefined })} />
      </label>
      {select('person', choices.data?.people.map(({ id, name, login }) => ({ value: id, label: `${name} ${login}` })))}
      {select('unit', units.data?.map(unit => ({ value: unit.id, label: unit.name })))}
      {select('action', named(choices.data?.actions))}
      {select('kind', named(choices.data?.kinds))}
      {text('thing')}
      {text('request')}
      {Object.values(search).some(Boolean) && <Button onClick={onClear}>{t('board.clear')}</Button>}
    </div>
  )
}
