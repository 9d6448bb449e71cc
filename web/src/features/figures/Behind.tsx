import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { unitList } from '../../app/queries'
import { register as registerDetail } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { recordsBehind, type Place } from './data'

interface Props {
  place: Place
  side: 'counted' | 'missing'
  part?: string
  asOf?: string
  sector?: string
}

/** The very records behind a figure. */
export function Behind({ place, side, part, asOf, sector }: Props) {
  const { t, i18n } = useTranslation()
  const units = useQuery(unitList)
  const found = useInfiniteQuery({
    queryKey: ['behind', place, side, part, asOf, sector],
    queryFn: ({ pageParam }) => recordsBehind(place, { side, part, as_of: asOf, sector, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  const items = found.data?.pages.flatMap(page => page.items) ?? []
  const code = items[0]?.register
  const register = useQuery({ ...registerDetail(code ?? ''), enabled: !!code })
  if (found.error) return <Failed error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <p className="pad quiet">{t('error.loading')}</p>
  if (items.length === 0 && !found.hasNextPage) return <Blank title={side === 'counted' ? t('figures.noneCounted') : t('figures.noneMissing')} />
  const unit = (id: string) => units.data?.find(unit => unit.id === id)?.name ?? ''
  const state = (code: string) => {
    const known = register.data?.definition.state?.find(state => state.code === code)
    return known ? named(known.name, i18n.language) : code
  }
  return (
    <>
      <div className="board-wrap" tabIndex={0} role="region" aria-label={t('figures.records')}>
        <table className="ledger" data-testid="behind">
          <thead>
            <tr>
              <th scope="col">{t('figures.record')}</th>
              <th scope="col">{t('figures.unit')}</th>
              <th scope="col">{t('figures.state')}</th>
              <th scope="col">{t('figures.day')}</th>
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
                <td lang="zh-CN">{unit(item.unit_id)}</td>
                <td className="nowrap">{state(item.state)}</td>
                <td className="nowrap">{item.day}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.hasNextPage && (
        <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('figures.more', { n: items.length })}
        </Button>
      )}
    </>
  )
}
