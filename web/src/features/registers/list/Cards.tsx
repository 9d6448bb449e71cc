import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOwn, type Column } from '../data/columns'
import { useKnown } from '../data/context'
import type { Rows } from '../data/rows'
import { lapseOf, type NameMap, type RecordView } from '../data/types'
import { cell, heading, stateName } from '../text/cells'
import { LapseMark } from './Row'
import { drawn, type Drawn } from './window'

interface Props {
  rows: Rows
  count: number | undefined
  columns: readonly Column[]
  onOpen: (id: string) => void
}

const MOST = 4

/** Padding, a title of two lines, the unit; then the facts, a line each: see .record-cards. */
const HEAD = 79
const FACT = 20

/** The list on a phone: each record with what the first columns tell. Cards are of one height and only those in view are drawn. */
export function Cards({ rows, count, columns, onOpen }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const told = columns.slice(1).filter(column => !isOwn(column.code))
  const height = HEAD + FACT * Math.min(MOST, told.length)
  const total = rows.length(count)
  const [view, setView] = useState<Drawn>({ from: 0, to: 12 })

  function look() {
    const { current } = list
    const box = current?.closest('main')
    if (!current || !box) return
    const above = box.getBoundingClientRect().top - current.getBoundingClientRect().top
    const next = drawn(Math.max(0, above), box.clientHeight, total, height)
    rows.want(next.from, next.to, count)
    setView(now => (now.from === next.from && now.to === next.to ? now : next))
  }
  useLayoutEffect(() => {
    const { current } = list
    const box = current?.closest('main')
    if (rows.goal === undefined || !current || !box) return
    const above = current.getBoundingClientRect().top - box.getBoundingClientRect().top
    // a third down, so that what stands before it is seen too
    box.scrollTop += above + rows.goal * height - Math.floor(box.clientHeight / 3)
    rows.goal = undefined
    look()
  })
  useLayoutEffect(() => {
    look()
    // the page scrolls, not the list
    const box = list.current?.closest('main')
    const watch = new ResizeObserver(look)
    if (box) watch.observe(box)
    box?.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      box?.removeEventListener('scroll', look)
    }
  }, [rows, total, count, height])

  const { from } = view
  const to = Math.min(view.to, total)
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)
  return (
    <ul className="record-cards" ref={list} aria-label={t('registers.list.table')}>
      {from > 0 && <li aria-hidden className="away" style={{ height: from * height }} />}
      {indexes.map(index => {
        const record = rows.items[index]
        const place = { 'aria-posinset': index + 1, 'aria-setsize': total, style: { height }, className: index === rows.sought ? 'sought' : undefined }
        return record ? (
          <li key={index} {...place}>
            <Card record={record} names={rows.names} told={told} onOpen={onOpen} />
          </li>
        ) : (
          <li key={index} aria-hidden style={{ height }}>
            <span className="bone" style={{ width: '60%' }} />
            <span className="bone" style={{ width: '80%' }} />
          </li>
        )
      })}
      {to < total && <li aria-hidden className="away" style={{ height: (total - to) * height }} />}
    </ul>
  )
}

interface CardProps {
  record: RecordView
  names: NameMap
  told: readonly Column[]
  onOpen: (id: string) => void
}

function Card({ record, names, told, onOpen }: CardProps) {
  const { t } = useTranslation()
  const known = useKnown()
  const facts = told.map(column => ({ column, text: cell(column, record, names, known) })).filter(({ text }) => text)
  return (
    <>
      <a
        href={`/registers/${record.register}/${record.id}`}
        onClick={event => {
          event.preventDefault()
          onOpen(record.id)
        }}
      >
        <span className="card-title" lang="zh-CN">
          {record.title || '—'}
        </span>
        <span className="chip">{stateName(known, record.state)}</span>
      </a>
      <p className="quiet" lang="zh-CN">
        {names[record.unit_id]}
      </p>
      <dl>
        {facts.slice(0, MOST).map(({ column, text }) => (
          <div key={column.code}>
            <dt>{heading(column, t, known.language)}</dt>
            <dd lang="zh-CN">
              {text} {column.field?.kind === 'date' && <LapseMark lapse={lapseOf(record, column.code)} />}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
