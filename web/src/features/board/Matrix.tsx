import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Board, Unit } from '../../api/client'
import { word } from '../../app/i18n'
import { demand } from '../../format/demand'
import { ofAll, shown } from '../figures/shown'
import { groups, type Item } from './groups'
import type { Readings } from './List'

/** More columns than this nobody reads, and a browser draws them slowly. */
const MOST = 250

/** Units down, targets across by part; heads and the first column stay in view. */
export function Matrix({ board, readings }: { board: Board; readings: Readings }) {
  const { t } = useTranslation()
  const items = board.items.slice(0, MOST)
  const parts = groups(items, board.parts)
  const columns = parts.flatMap(part => part.items.map((item, n) => ({ item, isFirst: n === 0 })))
  return (
    <>
      {board.items.length > MOST && <p className="banner">{t('board.capped', { n: MOST })}</p>}
      <div className="board-wrap sheet" tabIndex={0} role="region" aria-label={t('board.matrix')}>
        <table className="board">
          <thead>
            <tr className="parts">
              <th scope="col" rowSpan={2} className="corner">
                {t('board.unit')}
              </th>
              <th scope="col" rowSpan={2} className="sum">
                {t('board.count')}
              </th>
              {parts.map(part => (
                <th scope="colgroup" key={part.key} colSpan={part.items.length} title={part.title ?? part.part} lang="zh-CN">
                  <span className="part-name">{part.title ? t('board.pieceOf', { part: part.part, title: part.title }) : part.part}</span>
                </th>
              ))}
            </tr>
            <tr className="targets">
              {columns.map(({ item, isFirst }) => (
                <th scope="col" key={item.id} className={isFirst ? 'first' : ''} title={`${item.subject} ${demand(item, t)}`} lang="zh-CN">
                  <span className="upright">
                    {clause(item)} {item.subject}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.units.map(unit => (
              <Row key={unit.id} unit={unit} columns={columns} readings={readings} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** 4/（5） under the heading 三. */
function clause(item: Item): string {
  const [first, ...rest] = (item.citations[0]?.path ?? '').split('/')
  return rest.join('/') || (first ?? '')
}

function Row({ unit, columns, readings }: { unit: Unit; columns: { item: Item; isFirst: boolean }[]; readings: Readings }) {
  const { t } = useTranslation()
  const role = (item: Item) => item.assignments.find(assignment => assignment.unit_id === unit.id)?.role
  return (
    <tr>
      <th scope="row" lang="zh-CN" title={unit.name}>
        {unit.name}
      </th>
      <td className="sum num">{columns.filter(({ item }) => role(item)).length}</td>
      {columns.map(({ item, isFirst }) => {
        const part = role(item)
        const cell = readings.cell(item.id, unit.id)
        const light = cell?.light ?? 'grey'
        const figure = cell?.name ? [shown(cell), ofAll(cell)] : []
        return (
          <td key={item.id} className={isFirst ? 'first' : ''}>
            {part && <Mark item={item} unit={unit.id} light={light} label={[unit.name, item.subject, demand(item, t), word(t, 'role', part), word(t, 'light', light), ...figure].join(' ')} isLead={part === 'lead'} />}
          </td>
        )
      })}
    </tr>
  )
}

function Mark({ item, unit, light, label, isLead }: { item: Item; unit: string; light: string; label: string; isLead: boolean }) {
  return (
    <Link to="/notices/$id/targets/$target/figures/$unit" params={{ id: item.notice_id, target: item.id, unit }} aria-label={label} title={label}>
      <span className={`light ${light} ${isLead ? '' : 'small'}`} aria-hidden />
    </Link>
  )
}
