import { CaretDownFilled, CaretUpFilled, DownOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { useRef, useState, type DragEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isRight, type Column } from '../data/columns'
import { useKnown } from '../data/context'
import { nextSort, sortOf, sortText } from '../data/search'
import { heading } from '../text/cells'

interface Props {
  columns: readonly Column[]
  /** How far from the left those are held that stay in view. */
  held: readonly (number | undefined)[]
  sort: string | undefined
  isAllChosen: boolean
  isSomeChosen: boolean
  onSort: (sort: string | undefined) => void
  onResize: (code: string, width: number) => void
  onMove: (code: string, before: string | null) => void
  /** Absent where no rows are chosen. */
  onToggleAll: (() => void) | undefined
}

/** The heads: a click sorts, an edge is pulled, a head is dragged to its place. */
export function Head({ columns, held, sort, isAllChosen, isSomeChosen, onSort, onResize, onMove, onToggleAll }: Props) {
  const { t } = useTranslation()
  return (
    <thead>
      <tr aria-rowindex={1}>
        {onToggleAll && (
          <th scope="col" className="check">
            <label>
              <input
                type="checkbox"
                aria-label={t('registers.list.chooseAll')}
                checked={isAllChosen}
                ref={box => {
                  if (box) box.indeterminate = isSomeChosen && !isAllChosen
                }}
                onChange={onToggleAll}
              />
            </label>
          </th>
        )}
        {columns.map((column, n) => (
          <HeadCell key={column.code} column={column} left={held[n]} sort={sort} onSort={onSort} onResize={onResize} onMove={onMove} />
        ))}
        <th aria-hidden />
      </tr>
    </thead>
  )
}

type CellProps = Pick<Props, 'sort' | 'onSort' | 'onResize' | 'onMove'> & { column: Column; left: number | undefined }

function HeadCell({ column, left, sort, onSort, onResize, onMove }: CellProps) {
  const { t } = useTranslation()
  const { definition, sorts, language } = useKnown()
  const [isTarget, setTarget] = useState(false)
  const name = heading(column, t, language)
  const now = sortOf(sort)
  const isSorted = now?.field === column.code
  const isTitle = column.code === definition.title
  const canSort = sorts.has(column.code) || ['unit', 'state', 'changed'].includes(column.code)
  const drag = isTitle
    ? {}
    : {
        draggable: true,
        onDragStart: (event: DragEvent) => event.dataTransfer.setData('text/column', column.code),
        onDragOver: (event: DragEvent) => {
          event.preventDefault()
          setTarget(true)
        },
        onDragLeave: () => setTarget(false),
        onDrop: (event: DragEvent) => {
          event.preventDefault()
          setTarget(false)
          onMove(event.dataTransfer.getData('text/column'), column.code)
        },
      }
  const arrow = isSorted && (now.down ? <CaretDownFilled aria-hidden /> : <CaretUpFilled aria-hidden />)
  return (
    <th
      scope="col"
      style={{ left }}
      className={[left !== undefined ? 'frozen' : '', isRight(column) ? 'num' : '', isTarget ? 'target' : ''].join(' ')}
      aria-sort={isSorted ? (now.down ? 'descending' : 'ascending') : undefined}
      title={name}
      {...drag}
    >
      <span className="head-cell">
        {canSort ? (
          <button type="button" className="sort" onClick={() => onSort(nextSort(sort, column.code))}>
            <span className="head-name">{name}</span>
            {arrow}
          </button>
        ) : (
          <span className="head-name">{name}</span>
        )}
        {isTitle && canSort && <TitleOrders title={column.code} sort={sort} onSort={onSort} />}
      </span>
      <Edge column={column} onResize={onResize} />
    </th>
  )
}

/** Chinese names have two orders: by sound and by strokes. */
function TitleOrders({ title, sort, onSort }: { title: string; sort: string | undefined; onSort: Props['onSort'] }) {
  const { t } = useTranslation()
  const order = (strokes: boolean, down: boolean) => sortText({ field: title, strokes, down })
  const items = [
    { key: order(false, false), label: t('registers.sort.pinyin') },
    { key: order(false, true), label: t('registers.sort.pinyinDown') },
    { key: order(true, false), label: t('registers.sort.strokes') },
    { key: order(true, true), label: t('registers.sort.strokesDown') },
    { key: '', label: t('registers.sort.changed') },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [sort ?? ''], onClick: ({ key }) => onSort(key || undefined) }}>
      <button type="button" className="orders" aria-label={t('registers.sort.title')}>
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  )
}

function Edge({ column, onResize }: { column: Column; onResize: Props['onResize'] }) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const [pulled, setPulled] = useState(0)
  const end = (event: PointerEvent) => {
    if (start.current) onResize(column.code, start.current.width + event.clientX - start.current.x)
    start.current = null
    setPulled(0)
  }
  return (
    <span
      className="edge"
      aria-hidden
      draggable
      onDragStart={event => {
        event.preventDefault()
        event.stopPropagation()
      }}
      style={pulled ? { transform: `translateX(${pulled}px)`, opacity: 1 } : undefined}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width: column.width }
      }}
      onPointerMove={event => start.current && setPulled(event.clientX - start.current.x)}
      onPointerUp={end}
      onPointerCancel={() => {
        start.current = null
        setPulled(0)
      }}
    />
  )
}
