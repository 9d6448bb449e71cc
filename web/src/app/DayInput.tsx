import { DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import { usePhone } from './usePhone'

interface Props {
  value?: string | null
  onChange?: (day: string) => void
  disabled?: boolean
  id?: string
  'aria-label'?: string
}

/** A day as 2026-03-05, in the language of the page; a phone brings its own wheel. */
export function DayInput({ value, onChange = () => {}, ...rest }: Props) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  if (isPhone) return <Input type="date" className="w-date" value={value ?? ''} onChange={event => onChange(event.target.value)} {...rest} />
  return (
    <DatePicker
      className="w-date"
      format="YYYY-MM-DD"
      placeholder={t('app.day')}
      value={value ? dayjs(value) : null}
      onChange={day => onChange(day ? day.format('YYYY-MM-DD') : '')}
      {...rest}
    />
  )
}
