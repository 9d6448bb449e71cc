import { memo, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isRight, type Column } from '../data/columns'
import { useKnown } from '../data/context'
import { lapseOf, targetOf, type Lapse, type NameMap, type RecordView } from '../data/types'
import { cell } from '../text/cells'

export const CHECK = 36

interface Props {
  index: number
  record: RecordView | undefined
  columns: readonly Column[]
  /** How far from the left those are held that stay in view. */
  held: readonly (number | undefined)[]
  names: NameMap
  isChosen: boolean
  isOpen: boolean
  /** Somebody jumped to it. */
  isSought: boolean
  /** Absent where no rows are chosen. */
  onToggle: ((index: number, isSpan: boolean) => void) | undefined
  onOpen: (id: string) => void
  onGo: (register: string, id: string) => void
}

/** One row; a bone while its page is on the way. */
export const Row = memo(function Row({ index, record, columns, held, isChosen, isOpen, isSought, onToggle, onOpen, ...rest }: Props) {
  const { t } = useTranslation()
  if (!record) {
    return (
      <tr aria-hidden>
        <td colSpan={columns.length + 2}>
          <span className="bone" style={{ width: `${30 + ((index * 13) % 40)}%` }} />
        </td>
      </tr>
    )
  }
  return (
    <tr className={isOpen ? 'open' : isChosen ? 'chosen' : isSought ? 'sought' : undefined} aria-rowindex={index + 2} aria-selected={isChosen || undefined} onClick={() => onOpen(record.id)}>
      {onToggle && (
        <td className="check" onClick={event => event.stopPropagation()}>
          <label>
            <input type="checkbox" aria-label={t('registers.list.choose', { title: record.title })} checked={isChosen} onChange={() => {}} onClick={event => onToggle(index, event.shiftKey)} />
          </label>
        </td>
      )}
      {columns.map((column, n) => (
        <Cell key={column.code} column={column} left={held[n]} record={record} onOpen={onOpen} {...rest} />
      ))}
      <td />
    </tr>
  )
})

interface CellProps extends Pick<Props, 'names' | 'onOpen' | 'onGo'> {
  column: Column
  left: number | undefined
  record: RecordView
}

/** A plain click stays in the page, one for a new tab does not. */
const isPlain = (event: MouseEvent) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey

function Cell({ column, left, record, names, onOpen, onGo }: CellProps) {
  const known = useKnown()
  const text = cell(column, record, names, known)
  const held = (className: string) => (left === undefined ? { className: className || undefined } : { className: `${className} frozen`.trim(), style: { left } })
  const target = column.field && targetOf(column.field)
  const link = target && record.values[column.code]?.[0]
  const follow = (go: () => void) => (event: MouseEvent) => {
    event.stopPropagation()
    if (!isPlain(event)) return
    event.preventDefault()
    go()
  }
  if (column.code === known.definition.title) {
    return (
      <th scope="row" className="frozen" style={{ left }} title={text} lang="zh-CN">
        <a href={`/registers/${record.register}/${record.id}`} onClick={follow(() => onOpen(record.id))}>
          {text || '—'}
        </a>
      </th>
    )
  }
  if (target && link) {
    return (
      <td title={text} lang="zh-CN" {...held('')}>
        <a href={`/registers/${target}/${link}`} onClick={follow(() => onGo(target, link))}>
          {text}
        </a>
      </td>
    )
  }
  if (column.code === 'state') {
    return (
      <td {...held('')}>
        <span className="chip">{text}</span>
      </td>
    )
  }
  if (column.field?.kind === 'date') {
    return (
      <td {...held('nowrap')}>
        {text} <LapseMark lapse={lapseOf(record, column.code)} />
      </td>
    )
  }
  return (
    <td {...held(isRight(column) ? 'num' : '')} title={text} lang="zh-CN">
      {text}
    </td>
  )
}

/** 过期 or 临期, in words; a valid date says nothing. */
export function LapseMark({ lapse, long }: { lapse: Lapse | undefined; long?: boolean }) {
  const { t } = useTranslation()
  if (!lapse || (lapse.state !== 'over' && lapse.state !== 'soon')) return null
  const isOver = lapse.state === 'over'
  const words = !long ? t(isOver ? 'registers.lapse.over' : 'registers.lapse.soon') : t(isOver ? 'registers.lapse.overDays' : 'registers.lapse.soonDays', { n: lapse.days ?? 0 })
  return <span className={`lapse ${lapse.state}`}>{words}</span>
}
