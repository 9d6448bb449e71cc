// The places of the product: a row at the head, and on a phone the few that are used outside under the thumb, the rest one touch
// further.
import { Link, useRouterState, type LinkProps } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from './usePhone'

interface Place {
  to: NonNullable<LinkProps['to']>
  name: 'home' | 'notices' | 'board' | 'registers' | 'hazards' | 'reports' | 'units' | 'people' | 'channels' | 'audit' | 'me'
  /** Only for who may do one of these; for everyone when there is none. */
  verbs?: string[]
  /** Used outside: it stands at the foot of a phone. */
  atFoot?: true
  /** On a wide screen it stands elsewhere. */
  onlyPhone?: true
}

const places: Place[] = [
  { to: '/', name: 'home', atFoot: true },
  { to: '/notices', name: 'notices' },
  { to: '/board', name: 'board', atFoot: true },
  { to: '/registers', name: 'registers', atFoot: true },
  { to: '/hazards', name: 'hazards', atFoot: true },
  { to: '/reports', name: 'reports' },
  { to: '/units', name: 'units' },
  { to: '/people', name: 'people', verbs: ['keep-accounts', 'give-posts'] },
  { to: '/channels', name: 'channels', verbs: ['keep-channels'] },
  { to: '/audit', name: 'audit', verbs: ['read-audit'] },
  { to: '/me', name: 'me', onlyPhone: true },
]

export function Places({ verbs }: { verbs: string[] }) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const path = useRouterState({ select: state => state.location.pathname })
  // open where it was opened: going anywhere shuts it
  const [openAt, setOpenAt] = useState<string>()
  const isOpen = openAt === path
  const own = places.filter(place => !place.verbs || place.verbs.some(verb => verbs.includes(verb)))
  const link = ({ to, name }: Place) => (
    <Link key={to} to={to} activeOptions={to === '/' ? { exact: true, includeSearch: false } : undefined} onClick={() => setOpenAt(undefined)}>
      {t(`nav.${name}`)}
    </Link>
  )
  if (!isPhone)
    return (
      <nav className="places" aria-label={t('app.places')}>
        {own.filter(place => !place.onlyPhone).map(link)}
      </nav>
    )
  const rest = own.filter(place => !place.atFoot)
  const isThere = rest.some(({ to }) => path === to || path.startsWith(`${to}/`))
  return (
    <nav className="places" aria-label={t('app.places')} onKeyDown={event => event.key === 'Escape' && setOpenAt(undefined)}>
      {own.filter(place => place.atFoot).map(link)}
      <button type="button" className={isThere ? 'active' : undefined} aria-expanded={isOpen} aria-label={t('app.morePlaces')} onClick={() => setOpenAt(isOpen ? undefined : path)}>
        {t('app.more')}
      </button>
      {isOpen && <div className="more-places">{rest.map(link)}</div>}
    </nav>
  )
}
