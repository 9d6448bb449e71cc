import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../../app/moments'
import { split } from '../data/calls'
import type { RecordView } from '../data/types'
import { useWrite } from '../data/useWrite'

/** A record that no longer stands: taken out, or merged into another. */
export function StoodAside({ record }: { record: RecordView }) {
  const { t } = useTranslation()
  const { write, busy } = useWrite()
  if (record.merged_into) {
    return (
      <p className="banner">
        {t('registers.record.merged')}{' '}
        <Link to="/registers/$code/$id" params={{ code: record.register, id: record.merged_into }}>
          {t('registers.record.seeKeeper')}
        </Link>{' '}
        <Button size="small" loading={busy} onClick={() => void write(() => split(record), () => t('registers.merge.split'))}>
          {t('registers.merge.splitAgain')}
        </Button>
      </p>
    )
  }
  if (record.removed_at) return <p className="banner">{t('registers.record.removed', { at: minuteOf(record.removed_at) })}</p>
  return null
}
