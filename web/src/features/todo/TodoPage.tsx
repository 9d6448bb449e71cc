import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { minuteOf } from '../../app/moments'
import { useTitle } from '../../app/useTitle'
import { register } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { BOXES, boxOf, todoOf, type Box, type DoneThing } from './data'
import { SlipLine } from './SlipLine'
import { TodoList } from './TodoList'

/** 待办, 已办, 我发起, 抄送我. */
export function TodoPage() {
  const { t } = useTranslation()
  const { of = 'todo' }: { of?: Box } = useSearch({ from: '/todo' })
  const todo = useQuery(todoOf)
  useTitle(t('todo.title'))
  return (
    <div className="page todo-page">
      <div className="page-head">
        <h1>{t('todo.title')}</h1>
        <span className="grow" />
        {todo.data && <span className="quiet">{t('notices.asOf', { day: todo.data.as_of })}</span>}
      </div>
      <nav className="tallies list-tabs" aria-label={t('todo.boxes')}>
        {BOXES.map(box => (
          <Link key={box} to="/todo" search={box === 'todo' ? {} : { of: box }} className={box === of ? 'active' : ''} aria-current={box === of ? 'page' : undefined}>
            {t(`todo.box.${box}`)}
            {box === 'todo' && todo.data && (
              <>
                {' '}
                <b>
                  {todo.data.items.length}
                  {todo.data.is_more ? '+' : ''}
                </b>
              </>
            )}
          </Link>
        ))}
      </nav>
      <section className="sheet part" aria-label={t(`todo.box.${of}`)}>
        {of === 'todo' ? <Waiting /> : <Things of={of} />}
      </section>
    </div>
  )
}

function Waiting() {
  const { t } = useTranslation()
  const found = useQuery(todoOf)
  const [haste, setHaste] = useState<'overdue' | 'soon'>()
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  const { items, names, overdue, soon, is_more } = found.data
  if (items.length === 0) return <Blank title={t('todo.none')} words={t('todo.noneHint')} />
  const shown = haste ? items.filter(item => item.haste === haste) : items
  const tally = (code: 'overdue' | 'soon', n: number) => (
    <button type="button" className={haste === code ? 'link active' : 'link'} aria-pressed={haste === code} onClick={() => setHaste(haste === code ? undefined : code)}>
      {t(`todo.${code}`, { n })}
    </button>
  )
  return (
    <>
      <p className="row pad todo-tallies">
        {tally('overdue', overdue)} {tally('soon', soon)} {is_more && <span className="quiet">{t('todo.more')}</span>}
      </p>
      {shown.length > 0 ? <TodoList items={shown} names={names} /> : <p className="pad quiet">{t('todo.noneOf')}</p>}
    </>
  )
}

function Things({ of }: { of: Exclude<Box, 'todo'> }) {
  const { t } = useTranslation()
  const found = useQuery(boxOf(of))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  const { items, names } = found.data
  if (items.length === 0) return <Blank title={t(`todo.empty.${of}`)} />
  return (
    <ul className="todo-list" data-testid="todo">
      {items.map((thing, n) => (
        <li key={thing.hazard.id + n}>
          <span className="todo-what">{thing.slip ? <b>{t(`todo.kind.${thing.slip.kind as 'urge'}`)}</b> : <Step thing={thing} />}</span>
          <span className="todo-which" lang="zh-CN">
            <Link to="/registers/$code/$id" params={{ code: 'hazard', id: thing.hazard.id }}>
              {thing.hazard.title || '—'}
            </Link>{' '}
            <span className="quiet">{names[thing.hazard.unit_id]}</span>
          </span>
          <span className="todo-by quiet nowrap">{minuteOf(thing.at)}</span>
          {thing.slip && <SlipLine slip={thing.slip} names={names} mine={of === 'copies'} />}
        </li>
      ))}
    </ul>
  )
}

/** What was done in the words of the register: the move that the audit trail names, or that it was entered. */
function Step({ thing }: { thing: DoneThing }) {
  const { t, i18n } = useTranslation()
  const definition = useQuery(register('hazard')).data?.definition
  const code = thing.action?.split('.').at(-1)
  const step = definition?.transition?.find(step => step.code === code)
  const state = definition?.state?.find(state => state.code === thing.hazard.state)
  return (
    <>
      <b>{step ? named(step.name, i18n.language) : t('todo.entered')}</b> {state && <span className="chip">{named(state.name, i18n.language)}</span>}
    </>
  )
}
