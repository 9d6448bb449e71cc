import { CalendarOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, Space } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../app/usePhone'
import { isDay, normalDay } from '../text/days'

export interface InputProps {
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
  'aria-required'?: boolean
  status?: 'error' | ''
  disabled?: boolean
}

interface Props extends InputProps {
  value: string
  onChange: (text: string) => void
  /** Left, or entered: what was typed is a whole day now, or never will be. */
  onDone?: (text: string) => void
}

/** A day typed in any form, or picked. */
export function DayText({ value, onChange, onDone, ...rest }: Props) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const [isOpen, setOpen] = useState(false)
  const done = (text: string) => {
    onChange(text)
    onDone?.(text)
  }
  if (isPhone) return <Input type="date" value={value} onChange={event => done(event.target.value)} {...rest} />
  return (
    <span className="day-text">
      <Space.Compact block>
        <Input
          {...rest}
          value={value}
          placeholder={t('app.day')}
          autoComplete="off"
          onChange={event => onChange(event.target.value)}
          onBlur={() => done(normalDay(value))}
          onPressEnter={() => done(normalDay(value))}
        />
        <Button tabIndex={-1} icon={<CalendarOutlined aria-hidden />} aria-label={t('registers.form.pickDay')} disabled={rest.disabled} onMouseDown={event => event.preventDefault()} onClick={() => setOpen(!isOpen)} />
      </Space.Compact>
      {isOpen && (
        <DatePicker
          open
          className="day-pick"
          inputReadOnly
          tabIndex={-1}
          aria-hidden
          value={isDay(value) ? dayjs(value) : null}
          onOpenChange={setOpen}
          onChange={day => {
            setOpen(false)
            done(day ? day.format('YYYY-MM-DD') : '')
          }}
        />
      )}
    </span>
  )
}
