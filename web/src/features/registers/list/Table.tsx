import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { lefts, type Column } from '../data/columns'
import type { Rows } from '../data/rows'
import { Foot } from './Foot'
import { Head } from './Head'
import { CHECK, Row } from './Row'
import type { useSelection } from './useSelection'
import { drawn, ROW, type Drawn } from './window'

interface Props {
  rows: Rows
  columns: readonly Column[]
  count: number | undefined
  sums: Record<string, string> | undefined
  sort: string | undefined
  open: string | undefined
  /** Without it no rows are chosen. */
  selection?: ReturnType<typeof useSelection>
  onSort: (sort: string | undefined) => void
  onResize: (code: string, width: number) => void
  onMove: (code: string, before: string | null) => void
  onOpen: (id: string) => void
  onGo: (register: string, id: string) => void
}

/** As long as all records there are; only what is in view is drawn. */
export function Table({ rows, columns, count, sums, sort, open, selection, onSort, onResize, onMove, onOpen, onGo }: Props) {
  const { t } = useTranslation()
  const wrap = useRef<HTMLDivElement>(null)
  const total = rows.length(count)
  const [view, setView] = useState<Drawn>({ from: 0, to: 60 })

  function look() {
    const { current } = wrap
    if (!current) return
    rows.scrollTop = current.scrollTop
    const next = drawn(current.scrollTop, current.clientHeight, total)
    rows.want(next.from, next.to, count)
    setView(now => (now.from === next.from && now.to === next.to ? now : next))
  }
  // coming back finds the place where it was left
  useLayoutEffect(() => {
    if (wrap.current) wrap.current.scrollTop = rows.scrollTop
  }, [rows])
  useLayoutEffect(() => {
    const { current } = wrap
    if (rows.goal === undefined || !current) return
    // a third down, so that what stands before it is seen too
    current.scrollTop = rows.goal * ROW - Math.floor(current.clientHeight / 3 / ROW) * ROW
    rows.goal = undefined
    look()
  })
  useLayoutEffect(() => {
    look()
    const watch = new ResizeObserver(look)
    if (wrap.current) watch.observe(wrap.current)
    return () => watch.disconnect()
  }, [rows, total, count])

  function step(event: KeyboardEvent) {
    const at = open ? rows.items.findIndex(record => record?.id === open) : -1
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const next = rows.items[at + by]
    if (at < 0 || !by || !next) return
    event.preventDefault()
    onOpen(next.id)
    const { current } = wrap
    if (!current) return
    const top = (at + by) * ROW
    if (top < current.scrollTop) current.scrollTop = top
    if (top + 4 * ROW > current.scrollTop + current.clientHeight) current.scrollTop = top + 4 * ROW - current.clientHeight
  }

  const { from } = view
  const to = Math.min(view.to, total)
  const check = selection ? CHECK : 0
  const width = check + columns.reduce((sum, column) => sum + column.width, 0)
  const held = useMemo(() => lefts(columns, check), [columns, check])
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)
  return (
    <div className="rows-wrap" ref={wrap} onScroll={look} onKeyDown={step} tabIndex={0} role="region" aria-label={t('registers.list.table')}>
      <table className={selection ? 'rows' : 'rows unchosen'} style={{ width: `max(100%, ${width}px)` }} aria-rowcount={total + 1}>
        <colgroup>
          {selection && <col style={{ width: CHECK }} />}
          {columns.map(column => (
            <col key={column.code} style={{ width: column.width }} />
          ))}
          <col />
        </colgroup>
        <Head
          columns={columns}
          held={held}
          sort={sort}
          isAllChosen={!!selection && !rows.isEmpty && selection.chosen.size >= rows.here().length}
          isSomeChosen={!!selection && selection.chosen.size > 0}
          onSort={onSort}
          onResize={onResize}
          onMove={onMove}
          onToggleAll={selection?.toggleAll}
        />
        <tbody>
          {from > 0 && <tr aria-hidden style={{ height: from * ROW }} />}
          {indexes.map(index => {
            const record = rows.items[index]
            return (
              <Row
                key={index}
                index={index}
                record={record}
                columns={columns}
                held={held}
                names={rows.names}
                isChosen={!!record && !!selection?.chosen.has(record.id)}
                isOpen={!!record && record.id === open}
                isSought={index === rows.sought}
                onToggle={selection?.toggle}
                onOpen={onOpen}
                onGo={onGo}
              />
            )
          })}
          {to < total && <tr aria-hidden style={{ height: (total - to) * ROW }} />}
        </tbody>
        <Foot hasCheck={!!selection} columns={columns} held={held} count={count} sums={sums} />
      </table>
    </div>
  )
}
