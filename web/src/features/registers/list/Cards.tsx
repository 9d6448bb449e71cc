import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isOwn, type Column } from '../data/columns'
import { useKnown } from '../data/context'
import type { Rows } from '../data/rows'
import { lapseOf, type RecordView } from '../data/types'
import { cell, heading, stateName } from '../text/cells'
import { LapseMark } from './Row'

interface Props {
  rows: Rows
  columns: readonly Column[]
  onOpen: (id: string) => void
}

const MOST = 4

/** The list on a phone: each record with what the first columns tell. */
export function Cards({ rows, columns, onOpen }: Props) {
  const { t } = useTranslation()
  const end = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const { current } = end
    if (!current) return
    const watch = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) rows.want(rows.items.length)
    }, { rootMargin: '800px' })
    watch.observe(current)
    return () => watch.disconnect()
  }, [rows, rows.items.length])
  return (
    <ul className="record-cards" aria-label={t('registers.list.table')}>
      {rows.items.map(record => (
        <Card key={record.id} record={record} rows={rows} columns={columns} onOpen={onOpen} />
      ))}
      {rows.hasMore && (
        <li ref={end} aria-hidden>
          <span className="bone" style={{ width: '60%' }} />
          <span className="bone" style={{ width: '80%' }} />
        </li>
      )}
    </ul>
  )
}

function Card({ record, rows, columns, onOpen }: Props & { record: RecordView }) {
  const { t } = useTranslation()
  const known = useKnown()
  const told = columns.slice(1).filter(column => !isOwn(column.code))
  const facts = told.map(column => ({ column, text: cell(column, record, rows.names, known) })).filter(({ text }) => text)
  return (
    <li>
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
        {rows.names[record.unit_id]}
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
    </li>
  )
}
