import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Board, Unit } from '../../api/client'
import { word } from '../../app/i18n'
import { demand } from '../../format/demand'
import type { Cell } from '../figures/data'
import { ofAll, shown } from '../figures/shown'
import { groups, type Item } from './groups'
import { moveByArrows } from './keys'
import type { Readings } from './List'
import { direction, ordered, turned } from './order'
import type { BoardSearch } from './search'

/** More columns than this nobody reads, and a browser draws them slowly. */
const MOST = 250

interface Props {
  board: Board
  readings: Readings
  search: BoardSearch
  onChange: (search: BoardSearch) => void
}

interface Column {
  item: Item
  isFirst: boolean
}

/** Units down, targets across by part: a heat map whose every cell is a sign, a colour and a figure. Heads and the first column stay in view. */
export function Matrix({ board, readings, search, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const items = board.items.slice(0, MOST)
  const parts = groups(items, board.parts)
  const columns: Column[] = parts.flatMap(part => part.items.map((item, n) => ({ item, isFirst: n === 0 })))
  const { sort, sector } = search
  const by = sort?.replace('-', '') ?? ''
  const units = ordered(board.units, sort, unit => readings.cell(by, unit), i18n.language)
  const turn = (key: string) => () => onChange({ ...search, sort: turned(sort, key) })
  const withFigures = search.cells !== 'signs'
  return (
    <>
      {board.items.length > MOST && <p className="banner">{t('board.capped', { n: MOST })}</p>}
      <div className="board-wrap sheet" tabIndex={0} role="region" aria-label={t('board.matrix')}>
        <table className={withFigures ? 'board heat' : 'board'} data-testid="matrix">
          <thead>
            <tr className="parts">
              <th scope="col" rowSpan={2} className="corner" aria-sort={direction(sort, 'name')}>
                <button type="button" onClick={turn('name')}>
                  {t('board.unit')}
                </button>
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
                <th scope="col" key={item.id} className={isFirst ? 'first' : ''} title={`${item.subject} ${demand(item, t)}`} lang="zh-CN" aria-sort={direction(sort, item.id)}>
                  <button type="button" className="upright" onClick={turn(item.id)}>
                    {clause(item)} {item.subject}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={moveByArrows}>
            {withFigures && <Pooled columns={columns} readings={readings} />}
            {units.map(unit => (
              <Row key={unit.id} unit={unit} columns={columns} readings={readings} sector={sector} withFigures={withFigures} />
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

/** What the units of each target have together. */
function Pooled({ columns, readings }: { columns: Column[]; readings: Readings }) {
  const { t } = useTranslation()
  return (
    <tr className="pooled">
      <th scope="row">{t('board.pooled')}</th>
      <td className="sum" />
      {columns.map(({ item, isFirst }) => {
        const cell = readings.pooled(item.id)
        const light = readings.light(item.id)
        return (
          <td key={item.id} className={`${isFirst ? 'first' : ''} heat-${light}`}>
            {cell?.name && (
              <span className="pooled-figure" title={label(t, t('board.pooled'), item, light, cell)}>
                <span className={`light ${light}`} role="img" aria-label={word(t, 'light', light)} /> <span lang="zh-CN">{shown(cell)}</span>
              </span>
            )}
          </td>
        )
      })}
    </tr>
  )
}

function label(t: TFunction, unit: string, item: Item, light: string, cell: Cell | undefined, role?: string): string {
  const figure = cell?.name ? [shown(cell), ofAll(cell)] : []
  return [unit, item.subject, demand(item, t), role && word(t, 'role', role), word(t, 'light', light), ...figure].filter(Boolean).join(' ')
}

interface RowProps {
  unit: Unit
  columns: Column[]
  readings: Readings
  sector?: string
  withFigures: boolean
}

function Row({ unit, columns, readings, sector, withFigures }: RowProps) {
  const { t } = useTranslation()
  const role = (item: Item) => item.assignments.find(assignment => assignment.unit_id === unit.id)?.role
  return (
    <tr>
      <th scope="row" lang="zh-CN" title={unit.name}>
        <Link to="/units/$id" params={{ id: unit.id }}>
          {unit.name}
        </Link>
      </th>
      <td className="sum num">{columns.filter(({ item }) => role(item)).length}</td>
      {columns.map(({ item, isFirst }) => {
        const part = role(item)
        const cell = readings.cell(item.id, unit.id)
        const light = cell?.light ?? 'grey'
        const words = label(t, unit.name, item, light, cell, part)
        return (
          <td key={item.id} className={`${isFirst ? 'first' : ''} ${part && withFigures ? `heat-${light}` : ''}`}>
            {part && (
              <Link to="/notices/$id/targets/$target/figures/$unit" params={{ id: item.notice_id, target: item.id, unit: unit.id }} search={{ sector, as_of: readings.asOf }} aria-label={words} title={words}>
                <span className={`light ${light} ${part === 'lead' ? '' : 'small'}`} aria-hidden />
                {withFigures && cell?.name && <span lang="zh-CN">{shown(cell)}</span>}
              </Link>
            )}
          </td>
        )
      })}
    </tr>
  )
}
