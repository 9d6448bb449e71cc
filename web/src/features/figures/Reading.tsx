import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Light } from '../live/Light'
import type { Cell } from './data'
import { ofAll, shown } from './shown'

/** A reading on one line: light, figure, n of m; it opens what is behind it. */
export function ReadingLink({ notice, cell, sector, asOf }: { notice: string; cell: Cell; sector?: string; asOf?: string }) {
  const { t } = useTranslation()
  return (
    <Link to="/notices/$id/targets/$target/figures/$unit" params={{ id: notice, target: cell.target_id, unit: cell.unit_id }} search={{ sector, as_of: asOf }} className="reading" title={t('figures.open')}>
      <Light light={cell.light} />
      {(cell.name ?? cell.first) && (
        <>
          {' '}
          <b lang="zh-CN">{shown(cell)}</b> <span className="quiet">{ofAll(cell)}</span>
        </>
      )}
    </Link>
  )
}
