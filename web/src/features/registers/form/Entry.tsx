import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import type { Field } from '../data/types'
import { originOf } from '../data/types'
import type { InputProps } from '../inputs/DayText'
import { UnitSelect } from '../inputs/UnitSelect'
import { named } from '../text/named'
import { Control } from './Control'

interface Props {
  code: string
  value: string[]
  problem?: string
  /** Nothing is asked for: a bulk change may clear any field. */
  isFree?: boolean
  isRequired?: boolean
  onChange: (value: string[]) => void
}

const WIDE = ['long-text', 'place', 'files']

/** One field of a form: its name, what is entered, help or what is wrong. */
export function Entry({ code, value, problem, isFree, isRequired, onChange }: Props) {
  const { t } = useTranslation()
  const { definition, field, language } = useKnown()
  const known = field(code)
  const id = `f-${definition.code}-${code}`
  const note = `${id}-note`
  const own = code === 'unit' || code === 'sector'
  const origin = originOf(definition)
  const label = known ? named(known.name, language) : own ? t(`registers.own.${code}`) : code
  const help = problem ?? (known?.help ? named(known.help, language) : code === 'unit' && origin && !isFree ? t(`registers.form.unitOf.${origin}`) : '')
  const must = !isFree && (isRequired ?? (known ? known.required : code === 'unit' && !origin))
  const input: InputProps = { id, status: problem ? 'error' : '', 'aria-invalid': !!problem, ...(must && { 'aria-required': true }), ...(help && { 'aria-describedby': note }) }
  return (
    <div className={`entry ${known && WIDE.includes(known.kind) ? 'wide' : ''}`} data-entry={code}>
      <label className="entry-label" htmlFor={id}>
        {label}
        {must && (
          <span className="must" title={t('registers.form.required')} aria-hidden>
            *
          </span>
        )}
      </label>
      {code === 'unit' && <UnitSelect {...input} value={value[0]} onChange={unit => onChange(unit ? [unit] : [])} placeholder={origin && !isFree ? t(`registers.form.of.${origin}`) : undefined} />}
      {code === 'sector' && <SectorSelect {...input} value={value[0]} onChange={sector => onChange(sector ? [sector] : [])} placeholder={origin && !isFree ? t(`registers.form.of.${origin}`) : undefined} />}
      {known && <Control field={known} value={value} input={input} onChange={onChange} />}
      {help && (
        <p id={note} className={problem ? 'entry-problem' : 'entry-help'}>
          {help}
        </p>
      )}
    </div>
  )
}

interface SectorProps extends InputProps {
  value: string | undefined
  onChange: (code: string | undefined) => void
  placeholder?: string
}

function SectorSelect({ value, ...rest }: SectorProps) {
  const { sectors, language } = useKnown()
  const options = sectors.map(sector => ({ value: sector.code, label: named(sector.name, language) }))
  return <Select allowClear showSearch={{ optionFilterProp: 'label' }} value={value || undefined} options={options} {...rest} />
}

export type { Field }
