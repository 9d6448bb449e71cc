import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import { choices } from '../../app/i18n'
import { today, unitsOn } from '../../app/queries'

type Assignment = Schemas['AssignmentInput']

interface Props {
  value?: Assignment[]
  onChange?: (value: Assignment[]) => void
}

/** Units that answer: those there are, or a name to be matched later. */
export function UnitRows({ value = [], onChange = () => {} }: Props) {
  const { t } = useTranslation()
  const units = useQuery(unitsOn(today()))
  const put = (at: number, change: Partial<Assignment>) => onChange(value.map((row, n) => (n === at ? { ...row, ...change } : row)))
  const named = (unit_text: string) => ({ unit_text, unit_id: units.data?.find(unit => unit.name === unit_text)?.id ?? null })
  return (
    <div className="stack">
      {value.map((row, n) => (
        <div className="unit-row" key={n}>
          <AutoComplete
            aria-label={t('form.responsible')}
            value={row.unit_text}
            options={units.data?.map(unit => ({ value: unit.name }))}
            showSearch={{ filterOption: (typed, option) => !!option?.value.includes(typed) }}
            onChange={(text: string) => put(n, named(text))}
          />
          <Select aria-label={t('form.role')} value={row.role} options={choices(t, 'role')} onChange={role => put(n, { role })} />
          <Button aria-label={t('app.remove')} onClick={() => onChange(value.filter((_, at) => at !== n))}>
            ×
          </Button>
        </div>
      ))}
      <Button size="small" className="start" onClick={() => onChange([...value, { unit_text: '', unit_id: null, role: 'lead' }])}>
        {t('form.addUnit')}
      </Button>
    </div>
  )
}
