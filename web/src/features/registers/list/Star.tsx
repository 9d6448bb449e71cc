import { StarFilled, StarOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { favourites, toggleFavourite } from '../data/memory'

/** Marks a register as a favourite of this user. */
export function Star({ code }: { code: string }) {
  const { t } = useTranslation()
  const [marked, setMarked] = useState(() => favourites().includes(code))
  return (
    <button type="button" className={`star ${marked ? 'on' : ''}`} aria-pressed={marked} aria-label={t('registers.favourite')} title={t('registers.favourite')} onClick={() => setMarked(toggleFavourite(code).includes(code))}>
      {marked ? <StarFilled aria-hidden /> : <StarOutlined aria-hidden />}
    </button>
  )
}
