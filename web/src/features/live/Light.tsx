import { useTranslation } from 'react-i18next'
import { word } from '../../app/i18n'

/** Light with its word. */
export function Light({ light }: { light: string }) {
  const { t } = useTranslation()
  return (
    <span className="nowrap">
      <span className={`light ${light}`} aria-hidden /> {word(t, 'light', light)}
    </span>
  )
}
