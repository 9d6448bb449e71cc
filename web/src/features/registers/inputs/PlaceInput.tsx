import { AimOutlined, EnvironmentOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../app/usePhone'
import type { InputProps } from './DayText'
import { Plan } from './Plan'
import { usePosition } from './usePosition'

interface Props extends InputProps {
  field: string
  value: string
  onChange: (text: string) => void
}

/** Degrees as text, where one stands, or a point clicked among those that are known. */
export function PlaceInput({ field, value, onChange, ...rest }: Props) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const [isOpen, setOpen] = useState(false)
  const { position, locate } = usePosition(onChange)
  const input = <Input {...rest} autoComplete="off" inputMode="decimal" placeholder="118.57690,24.81200" value={value} onChange={event => onChange(event.target.value)} />
  const buttons = (
    <>
      <Button icon={<AimOutlined aria-hidden />} loading={position?.what === 'busy'} onClick={locate}>
        {t('registers.place.here')}
      </Button>
      <Button icon={<EnvironmentOutlined aria-hidden />} tabIndex={-1} aria-pressed={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('registers.place.onPlan')}
      </Button>
    </>
  )
  return (
    <>
      {isPhone ? (
        <>
          {input}
          <div className="row place-ways">{buttons}</div>
        </>
      ) : (
        <Space.Compact block>
          {input}
          {buttons}
        </Space.Compact>
      )}
      {position && (
        <p role="status" className={position.what === 'busy' || position.what === 'found' ? 'entry-help' : 'entry-problem'}>
          {'metres' in position ? t(`registers.place.${position.what}`, { metres: position.metres }) : t(`registers.place.${position.what}`)}
        </p>
      )}
      {isOpen && <Plan field={field} value={value} onPick={onChange} />}
    </>
  )
}
