import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { secondOf } from '../../app/moments'
import { usePhone } from '../../app/usePhone'
import { useTitle } from '../../app/useTitle'
import { auditEvents, type AuditSearch, type Event } from './data'
import { EventDetail } from './EventDetail'
import { Filters } from './Filters'

/** Who did what to what: searched, opened, taken out. Nothing here changes an event. */
export function AuditPage() {
  const { t, i18n } = useTranslation()
  const search = useSearch({ from: '/audit' })
  const navigate = useNavigate()
  const found = useInfiniteQuery(auditEvents(search, i18n.language))
  useTitle(t('audit.title'))
  const narrow = (change: AuditSearch) => void navigate({ to: '/audit', search: { ...search, ...change }, replace: true })
  const clear = () => void navigate({ to: '/audit', search: {}, replace: true })
  const known = Object.entries(search).filter((entry): entry is [string, string] => !!entry[1])
  const events = found.data?.pages.flatMap(page => page.items) ?? []
  const reached = found.data?.pages.at(-1)?.reached
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('audit.title')}</h1>
        <span className="grow" />
        <a href={`/api/audit/events.xlsx?${new URLSearchParams(known)}`} download>
          {t('audit.sheet')}
        </a>
      </div>
      <Filters search={search} onChange={narrow} onClear={clear} />
      {found.error && !found.data && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data && (
        <div className="sheet scroll" tabIndex={0} role="region" aria-label={t('audit.title')}>
          {events.length === 0 && !reached ? <Blank title={t('audit.none')} words={t('audit.noneHint')} /> : <Rows events={events} onNarrow={narrow} />}
          {found.hasNextPage && (
            <p className="pad quiet">
              <Button size="small" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t('audit.more')}
              </Button>{' '}
              {reached && t('audit.reached', { at: secondOf(reached) })}
            </p>
          )}
        </div>
      )}
      <p className="quiet">{t('audit.about')}</p>
    </div>
  )
}

interface RowsProps {
  events: Event[]
  onNarrow: (change: AuditSearch) => void
}

function Rows({ events, onNarrow }: RowsProps) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const [open, setOpen] = useState<string>()
  const toggle = (event: Event) => (
    <Button type="link" size="small" aria-expanded={open === event.id} aria-label={`${t(open === event.id ? 'audit.shut' : 'audit.open')} ${event.action_name} ${secondOf(event.at)}`} onClick={() => setOpen(open === event.id ? undefined : event.id)}>
      {t(open === event.id ? 'audit.shut' : 'audit.open')}
    </Button>
  )
  const who = (event: Event) => (event.person ? <span lang="zh-CN">{event.person.name}</span> : <span className="quiet">{t('audit.nobody')}</span>)
  const what = (event: Event) => (
    <>
      <span className="quiet">{event.kind_name}</span> <span lang="zh-CN">{event.title}</span>
    </>
  )
  if (isPhone)
    return (
      <ul className="rows-phone">
        {events.map(event => (
          <li key={event.id}>
            <div className="row">
              <b>{event.action_name}</b>
              <span className="grow" />
              {toggle(event)}
            </div>
            <div>{what(event)}</div>
            <div className="quiet">
              {secondOf(event.at)} {who(event)} <span lang="zh-CN">{event.unit_name}</span>
            </div>
            {open === event.id && <EventDetail event={event} onNarrow={onNarrow} />}
          </li>
        ))}
      </ul>
    )
  return (
    <table className="ledger audit">
      <thead>
        <tr>
          <th scope="col">{t('audit.at')}</th>
          <th scope="col">{t('audit.person')}</th>
          <th scope="col">{t('audit.unit')}</th>
          <th scope="col">{t('audit.action')}</th>
          <th scope="col" className="wide">
            {t('audit.thing')}
          </th>
          <th scope="col">{t('audit.changes')}</th>
          <th scope="col" aria-label={t('audit.open')} />
        </tr>
      </thead>
      <tbody>
        {events.map(event => (
          <Fragment key={event.id}>
            <tr>
              <td className="nowrap">{secondOf(event.at)}</td>
              <td className="nowrap">{who(event)}</td>
              <td className="nowrap" lang="zh-CN">
                {event.unit_name}
              </td>
              <td className="nowrap">{event.action_name}</td>
              <td className="wide">{what(event)}</td>
              <td className="nowrap quiet">{event.changes.length > 0 && t('audit.n', { n: event.changes.length })}</td>
              <td className="actions nowrap">{toggle(event)}</td>
            </tr>
            {open === event.id && (
              <tr>
                <td colSpan={7}>
                  <EventDetail event={event} onNarrow={onNarrow} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
