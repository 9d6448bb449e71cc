import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Place } from '../figures/data'
import { keyOf, reportsOf, type Asked } from './data'
import { Marks } from './Marks'
import { period, reported } from './period'
import { verb } from './ReportsPage'
import { Sheet } from './Sheet'

/** What was reported for one target and unit, period by period, and the typed figure of the year before. */
export function OfFigure({ place }: { place: Place }) {
  const { t } = useTranslation()
  const list = useQuery(reportsOf({ target: place.target, unit: place.unit }))
  const [open, setOpen] = useState<string>()
  const rows = list.data?.items ?? []
  if (rows.length === 0) return null
  const chosen = rows.find(row => keyOf(row) === open)
  const title = rows.every(row => row.is_base) ? t('reports.lastYear') : t('reports.ofFigure')
  return (
    <section className="sheet" aria-label={title}>
      <h2 className="pad">{title}</h2>
      {rows.some(row => row.is_base) && <p className="pad quiet">{t('reports.lastYearHint')}</p>}
      <div className="scroll">
        <table className="ledger stack">
          <tbody>
            {rows.map(row => (
              <Row key={keyOf(row)} row={row} onOpen={() => setOpen(keyOf(row))} />
            ))}
          </tbody>
        </table>
      </div>
      {chosen && <Sheet key={open} row={chosen} onClose={() => setOpen(undefined)} />}
    </section>
  )
}

function Row({ row, onOpen }: { row: Asked; onOpen: () => void }) {
  const { t } = useTranslation()
  const last = row.report?.versions.at(-1)
  return (
    <tr>
      <td className="nowrap">{row.is_base ? `${t('reports.base')} ${period(row.first, row.last)}` : period(row.first, row.last)}</td>
      <td className="num nowrap" lang="zh-CN">{last && reported(last, row)}</td>
      <td>
        <Marks row={row} />
      </td>
      <td className="actions nowrap">
        <Button type="link" size="small" aria-label={`${t(`reports.${verb(row)}`)} ${period(row.first, row.last)}`} onClick={onOpen}>
          {t(`reports.${verb(row)}`)}
        </Button>
      </td>
    </tr>
  )
}
