import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { favourites, recent } from './data/memory'
import { registerCounts, registerList } from './data/queries'
import type { RegisterCount, RegisterEntry } from './data/types'
import { Called } from '../desk/Called'
import { Star } from './list/Star'
import { means } from './text/initials'
import { grouped, named } from './text/named'

/** Every register by group; what this user opens most stands first. */
export function RegistersPage() {
  const { t, i18n } = useTranslation()
  const isPhone = usePhone()
  const list = useQuery(registerList)
  const counts = useQuery(registerCounts)
  const [search, setSearch] = useState('')
  useTitle(t('registers.title'))
  if (!list.data) return list.error ? <Failed error={list.error} retry={() => void list.refetch()} /> : <Loading />
  const { groups, items } = list.data
  const isMeant = (item: RegisterEntry) => means(search, [item.name.zh, item.name.en ?? ''])
  const by = (codes: string[]) => codes.flatMap(code => items.filter(item => item.code === code))
  const sections = [
    ...(search ? [] : [{ key: 'favourites', name: t('registers.favourites'), items: by(favourites()) }, { key: 'recent', name: t('registers.recent'), items: by(recent()) }]),
    ...groups.map(group => ({ key: group.code, name: named(group.name, i18n.language), items: items.filter(item => item.group === group.code && isMeant(item)) })),
  ].filter(section => section.items.length > 0)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('registers.title')}</h1>
        <span className="quiet">{t('registers.count', { n: items.length })}</span>
        <Input autoFocus={!isPhone} allowClear prefix={<SearchOutlined aria-hidden />} className="w-find" placeholder={t('registers.find')} aria-label={t('registers.find')} value={search} onChange={event => setSearch(event.target.value)} />
        <span className="grow" />
        <Link to="/registers/new">
          <Button tabIndex={-1}>{t('registers.add')}</Button>
        </Link>
      </div>
      <div className="register-groups">
        {sections.map(section => (
          <section key={section.key} className="sheet" aria-label={section.name}>
            <h2>
              {section.name} <span className="count">{section.items.length}</span>
            </h2>
            <ul>
              {section.items.map(item => (
                <Entry key={item.code} item={item} count={counts.data?.get(item.code)} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {sections.length === 0 && <p className="quiet pad">{t('registers.none')}</p>}
    </div>
  )
}

function Entry({ item, count }: { item: RegisterEntry; count: RegisterCount | undefined }) {
  const { t, i18n } = useTranslation()
  const n = grouped(String(count?.count ?? 0))
  return (
    <li>
      <Star code={item.code} />
      <Link to="/registers/$code" params={{ code: item.code }} title={named(item.about, i18n.language)}>
        {named(item.name, i18n.language)}
      </Link>
      {item.origin !== 'built-in' && (
        <span className="chip" title={t(`registers.origin.${item.origin}Hint`)}>
          {t(`registers.origin.${item.origin}`)}
        </span>
      )}
      {count && (
        <span className="tally" title={t(count.is_more ? 'registers.tally.more' : 'registers.tally.exact', { n })}>
          {count.is_more ? `${n}+` : n}
        </span>
      )}
      {count && count.lapses.length > 0 && (
        <span className="lapses">
          {count.lapses.map(lapse => (
            <Called key={lapse.field} lapse={lapse} whose={{}} isNamed={count.lapses.length > 1} />
          ))}
        </span>
      )}
    </li>
  )
}
