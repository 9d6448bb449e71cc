import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Todo, TodoItem } from './data'
import { SlipLine } from './SlipLine'

/** Things to do, the most urgent first: what, which, by when, and what others said of it. */
export function TodoList({ items, names }: { items: readonly TodoItem[]; names: Todo['names'] }) {
  const { t } = useTranslation()
  return (
    <ul className="todo-list" data-testid="todo">
      {items.map(item => (
        <li key={item.record.id + item.wait} className={`haste-${item.haste}`}>
          <span className="todo-what">
            <b>{t(`todo.wait.${item.wait as 'verify'}`)}</b>
            {item.record.level === 'major' && <span className="chip major">{t('todo.major')}</span>}
            {item.why !== 'turn' && <span className="chip">{t(`todo.why.${item.why as 'joined'}`)}</span>}
          </span>
          <span className="todo-which" lang="zh-CN">
            <Link to="/registers/$code/$id" params={{ code: item.record.register, id: item.record.id }}>
              {item.record.title || '—'}
            </Link>{' '}
            <span className="quiet">{names[item.record.unit_id]}</span>
          </span>
          <span className="todo-by">
            <Deadline item={item} />
          </span>
          {item.slips.map(slip => (
            <SlipLine key={slip.id} slip={slip} names={names} mine />
          ))}
        </li>
      ))}
    </ul>
  )
}

function Deadline({ item }: { item: TodoItem }) {
  const { t } = useTranslation()
  if (item.unknown_year) return <span className="quiet">{t('hazards.unknownYear', { year: item.unknown_year })}</span>
  if (!item.by) return null
  return (
    <>
      {item.haste !== 'calm' && <span className={`lapse ${item.haste === 'overdue' ? 'over' : 'soon'}`}>{t(`todo.haste.${item.haste as 'soon'}`)}</span>}{' '}
      <span className="quiet nowrap">{t('todo.by', { day: item.by })}</span>
    </>
  )
}
