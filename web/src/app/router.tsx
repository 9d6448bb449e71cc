import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { BoardPage } from '../features/board/BoardPage'
import { boardSearch } from '../features/board/search'
import { LivePage } from '../features/live/LivePage'
import { NoticesPage } from '../features/notices/NoticesPage'
import { ReviewPage } from '../features/review/ReviewPage'
import { MePage } from '../features/session/MePage'
import { UnitsPage } from '../features/units/UnitsPage'
import { Failed, NotFound } from './Failed'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined)

export const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/notices' })
  },
})
export const noticesRoute = createRoute({ getParentRoute: () => root, path: '/notices', component: NoticesPage })
export const liveRoute = createRoute({
  getParentRoute: () => root,
  path: '/notices/$id',
  validateSearch: (search: Record<string, unknown>): { target?: string } => ({ target: text(search.target) }),
  component: LivePage,
})
export const reviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/notices/$id/review',
  component: ReviewPage,
})
export const boardRoute = createRoute({
  getParentRoute: () => root,
  path: '/board',
  validateSearch: boardSearch,
  component: BoardPage,
})
export const unitsRoute = createRoute({
  getParentRoute: () => root,
  path: '/units',
  validateSearch: (search: Record<string, unknown>): { ended?: boolean } => (search.ended ? { ended: true } : {}),
  component: UnitsPage,
})
export const meRoute = createRoute({ getParentRoute: () => root, path: '/me', component: MePage })

export const router = createRouter({
  routeTree: root.addChildren([home, noticesRoute, liveRoute, reviewRoute, boardRoute, unitsRoute, meRoute]),
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
