import { useTranslation } from 'react-i18next'
import type { Column } from '../data/columns'
import { grouped } from '../text/named'

interface Props {
  /** Rows can be chosen: a column of boxes stands before the others. */
  hasCheck: boolean
  columns: readonly Column[]
  /** How far from the left those are held that stay in view. */
  held: readonly (number | undefined)[]
  count: number | undefined
  sums: Record<string, string> | undefined
}

/** How many, and the sums under their columns; the place is kept until they arrive. */
export function Foot({ hasCheck, columns, held, count, sums }: Props) {
  const { t } = useTranslation()
  return (
    <tfoot>
      <tr>
        {hasCheck && <td className="check" />}
        {columns.map((column, n) =>
          n === 0 ? (
            <th key={column.code} scope="row" className="frozen" data-testid="foot-count">
              {count === undefined ? '' : t('registers.list.total', { n: grouped(String(count)) })}
            </th>
          ) : (
            <td key={column.code} className={held[n] === undefined ? 'num' : 'num frozen'} style={{ left: held[n] }}>
              {sums?.[column.code] !== undefined && grouped(sums[column.code] ?? '')}
            </td>
          ),
        )}
        <td />
      </tr>
    </tfoot>
  )
}
