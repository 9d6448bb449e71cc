import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Part } from '../desk/Part'
import { register } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { ledByMe, type Led } from './data'

/** 我挂钩的问题, on the home page of whoever leads any. */
export function LedByMe() {
  const { t } = useTranslation()
  const items = useQuery(ledByMe).data?.items ?? []
  if (items.length === 0) return null
  const beside = (
    <>
      <span className="grow" />
      <Link to="/registers/$code" params={{ code: 'listing' }} search={{}}>
        {t('matters.led.all')}
      </Link>
    </>
  )
  return (
    <Part title={t('matters.led.title')} beside={beside}>
      <ul className="todo-list" data-testid="led">
        {items.map(one => (
          <Line key={one.id} one={one} />
        ))}
      </ul>
    </Part>
  )
}

function Line({ one }: { one: Led }) {
  const { t, i18n } = useTranslation()
  const definition = useQuery(register(one.register)).data?.definition
  const state = definition?.state?.find(state => state.code === one.state)
  return (
    <li className={`haste-${one.haste}`}>
      <span className="todo-what">
        <b>{definition && named(definition.name, i18n.language)}</b>
        {one.level && <span className="chip">{t(`matters.level.${one.level as 'city'}`)}</span>}
      </span>
      <span className="todo-which">
        <Link to="/registers/$code/$id" params={{ code: one.register, id: one.id }} lang="zh-CN">
          {one.title || '—'}
        </Link>{' '}
        {state && <span className="quiet">{named(state.name, i18n.language)}</span>}
      </span>
      <span className="todo-by">
        {one.haste !== 'calm' && <span className={`lapse ${one.haste === 'overdue' ? 'over' : 'soon'}`}>{t(`todo.haste.${one.haste as 'soon'}`)}</span>}{' '}
        {one.due && <span className="quiet nowrap">{t('todo.by', { day: one.due })}</span>}
      </span>
    </li>
  )
}
