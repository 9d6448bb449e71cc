import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client'
import { Loading } from '../../app/Loading'
import { Part } from '../desk/Part'
import { todoOf } from './data'
import { TodoList } from './TodoList'

/** So many stand on the home page; the rest is one click away. */
const FIRST = 6

/** 我的待办, first on the home page. */
export function MyTodo() {
  const { t } = useTranslation()
  const found = useQuery(todoOf)
  const todo = found.data
  const words = found.error instanceof ApiError ? found.error.words : t('error.title')
  const beside = todo && (
    <>
      <span className={todo.overdue > 0 ? 'bad' : 'quiet'}>{t('todo.overdue', { n: todo.overdue })}</span>
      <span className={todo.soon > 0 ? 'warn' : 'quiet'}>{t('todo.soon', { n: todo.soon })}</span>
      <span className="grow" />
      {todo.copies > 0 && (
        <Link to="/todo" search={{ of: 'copies' }}>
          {t('todo.newCopies', { n: todo.copies })}
        </Link>
      )}
      <Link to="/todo">{t('todo.all', { n: todo.items.length, more: todo.is_more ? '+' : '' })}</Link>
    </>
  )
  return (
    <Part title={t('todo.title')} beside={beside}>
      {todo ? (
        todo.items.length > 0 ? (
          <TodoList items={todo.items.slice(0, FIRST)} names={todo.names} />
        ) : (
          <p className="pad quiet">{t('todo.none')}</p>
        )
      ) : found.error ? (
        <p className="pad" role="alert">
          {words}{' '}
          <Button type="link" size="small" onClick={() => void found.refetch()}>
            {t('app.retry')}
          </Button>
        </p>
      ) : (
        <Loading />
      )}
    </Part>
  )
}
