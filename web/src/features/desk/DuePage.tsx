import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { unitList } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { named } from '../registers/text/named'
import { dueOf } from './data'

/** Those for whom something is due in the period of today and not done. */
export function DuePage() {
  const { t, i18n } = useTranslation()
  const { indicator } = useParams({ from: '/dues/$indicator' })
  const { unit } = useSearch({ from: '/dues/$indicator' })
  const units = useQuery(unitList)
  const found = useInfiniteQuery({
    queryKey: ['due', indicator, unit],
    queryFn: ({ pageParam }) => dueOf(indicator, { unit, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  const due = found.data?.pages[0]?.due
  useTitle(due ? named(due.name, i18n.language) : t('home.duePage'))
  if (!due) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  const items = found.data?.pages.flatMap(page => page.items) ?? []
  const name = (id: string | undefined) => units.data?.find(unit => unit.id === id)?.name
  return (
    <div className="page">
      <div className="page-head">
        <h1>{named(due.name, i18n.language)}</h1>
        <span className="quiet">{named(due.what, i18n.language)}</span>
        {unit && <b lang="zh-CN">{name(unit)}</b>}
        <span>{t('home.dueOf', due)}</span>
        <span className="grow" />
        <Link to="/registers/$code" params={{ code: due.register }}>
          {t('figures.source')}
        </Link>
      </div>
      <div className="sheet scroll">
        {items.length === 0 && !found.hasNextPage ? (
          <Blank title={t('home.dueNone')} />
        ) : (
          <table className="ledger" data-testid="due-subjects">
            <thead>
              <tr>
                <th scope="col">{t('home.subject')}</th>
                <th scope="col">{t('figures.unit')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(item => (
                <tr key={item.id}>
                  <td className="wide">
                    <Link to="/registers/$code/$id" params={{ code: item.register, id: item.id }} lang="zh-CN">
                      {item.title || item.id}
                    </Link>
                  </td>
                  <td lang="zh-CN">{name(item.unit_id)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {found.hasNextPage && (
          <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('figures.more', { n: items.length })}
          </Button>
        )}
      </div>
    </div>
  )
}
