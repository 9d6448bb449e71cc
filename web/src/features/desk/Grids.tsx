import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { UnitPage } from './data'

type Grid = UnitPage['grids'][number]

const REGISTER = 'grid-member'

function Name({ name, record }: { name: string; record?: string | null }) {
  const shown = <span lang="zh-CN">{name}</span>
  return record ? (
    <Link to="/registers/$code/$id" params={{ code: REGISTER, id: record }}>
      {shown}
    </Link>
  ) : (
    shown
  )
}

function Workers({ grid }: { grid: Grid }) {
  const { t } = useTranslation()
  if (grid.workers.length + grid.without_post.length === 0) return <span className="bad">{t('unit.noWorker')}</span>
  return (
    <ul className="workers">
      {grid.workers.map(({ name, part_time, since, record }) => (
        <li key={name + since}>
          <Name name={name} record={record} />{' '}
          <span className="quiet">
            {t(part_time ? 'unit.partTime' : 'unit.fullTime')} {t('unit.since', { day: since })}
          </span>
        </li>
      ))}
      {grid.without_post.map(({ name, record }) => (
        <li key={record}>
          <Name name={name} record={record} /> <span className="quiet">{t('unit.withoutPost')}</span>
        </li>
      ))}
    </ul>
  )
}

/** The grids of a place: their codes, and who works there by post or by the register alone. */
export function Grids({ grids }: { grids: readonly Grid[] }) {
  const { t } = useTranslation()
  return (
    <table className="ledger" data-testid="grids">
      <thead>
        <tr>
          <th scope="col">{t('unit.grid')}</th>
          <th scope="col">{t('units.code')}</th>
          <th scope="col">{t('unit.workers')}</th>
        </tr>
      </thead>
      <tbody>
        {grids.map(grid => (
          <tr key={grid.unit.id}>
            <th scope="row">
              <Link to="/units/$id" params={{ id: grid.unit.id }} lang="zh-CN">
                {grid.unit.name}
              </Link>
            </th>
            <td className="nowrap">{grid.unit.region_code ?? <span className="quiet">—</span>}</td>
            <td>
              <Workers grid={grid} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
