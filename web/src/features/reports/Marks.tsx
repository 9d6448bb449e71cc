import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../app/queries'
import type { Asked } from './data'

/** Where a report stands, and whether it is late, changed, or its period still runs. */
export function Marks({ row }: { row: Asked }) {
  const { t } = useTranslation()
  return (
    <>
      <Tag className={`mark-${row.standing}`}>{t(`reports.standing.${row.standing}` as 'reports.standing.asked')}</Tag>
      {row.late && <Tag className="mark-late">{row.report ? t('reports.late') : t('reports.overdueMark')}</Tag>}
      {row.report?.changed && <Tag>{t('reports.changed')}</Tag>}
      {row.last >= today() && <Tag>{t('reports.running')}</Tag>}
    </>
  )
}
