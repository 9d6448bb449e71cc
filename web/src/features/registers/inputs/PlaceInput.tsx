import { EnvironmentOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InputProps } from './DayText'
import { Plan } from './Plan'

interface Props extends InputProps {
  field: string
  value: string
  onChange: (text: string) => void
}

/** Degrees as text, or a point clicked among those that are known. */
export function PlaceInput({ field, value, onChange, ...rest }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Space.Compact block>
        <Input {...rest} autoComplete="off" inputMode="decimal" placeholder="118.57690,24.81200" value={value} onChange={event => onChange(event.target.value)} />
        <Button icon={<EnvironmentOutlined aria-hidden />} tabIndex={-1} aria-pressed={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('registers.place.onPlan')}
        </Button>
      </Space.Compact>
      {isOpen && <Plan field={field} value={value} onPick={onChange} />}
    </>
  )
}
