import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { BoardPage, type BoardSearch } from '../features/board/BoardPage'
import { LivePage } from '../features/live/LivePage'
import { NoticesPage } from '../features/notices/NoticesPage'
import { ReviewPage } from '../features/review/ReviewPage'
import { UnitsPage } from '../features/units/UnitsPage'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell })
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
  validateSearch: (search: Record<string, unknown>): BoardSearch => ({
    unit: text(search.unit),
    part: text(search.part),
    kind: text(search.kind),
    year: text(search.year),
    due_by: text(search.due_by),
  }),
  component: BoardPage,
})
export const unitsRoute = createRoute({ getParentRoute: () => root, path: '/units', component: UnitsPage })

export const router = createRouter({
  routeTree: root.addChildren([home, noticesRoute, liveRoute, reviewRoute, boardRoute, unitsRoute]),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
