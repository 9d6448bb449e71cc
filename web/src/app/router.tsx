import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { BoardPage } from '../features/board/BoardPage'
import { boardSearch } from '../features/board/search'
import { FigurePage } from '../features/figures/FigurePage'
import { LivePage } from '../features/live/LivePage'
import { NoticesPage } from '../features/notices/NoticesPage'
import { ReviewPage } from '../features/review/ReviewPage'
import { ListPage } from '../features/registers/list/ListPage'
import { PrintPage } from '../features/registers/list/PrintPage'
import { RecordPage } from '../features/registers/record/RecordPage'
import { RegistersPage } from '../features/registers/RegistersPage'
import { DefinitionPage, NewRegisterPage } from '../features/registers/define/DefinitionPage'
import { listSearch } from '../features/registers/data/search'
import { MePage } from '../features/session/MePage'
import { UnitsPage } from '../features/units/UnitsPage'
import { addressOf, parseAddress } from './address'
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
export const figureRoute = createRoute({
  getParentRoute: () => root,
  path: '/notices/$id/targets/$target/figures/$unit',
  validateSearch: (search: Record<string, unknown>): { side?: 'counted' | 'missing'; part?: string; as_of?: string } => ({
    side: search.side === 'counted' || search.side === 'missing' ? search.side : undefined,
    part: text(search.part),
    as_of: text(search.as_of),
  }),
  component: FigurePage,
})
export const unitsRoute = createRoute({
  getParentRoute: () => root,
  path: '/units',
  validateSearch: (search: Record<string, unknown>): { ended?: boolean } => (search.ended ? { ended: true } : {}),
  component: UnitsPage,
})
export const meRoute = createRoute({ getParentRoute: () => root, path: '/me', component: MePage })

const registers = [
  createRoute({ getParentRoute: () => root, path: '/registers', component: RegistersPage }),
  createRoute({ getParentRoute: () => root, path: '/registers/new', component: NewRegisterPage }),
  createRoute({ getParentRoute: () => root, path: '/registers/$code', validateSearch: listSearch, component: ListPage }),
  createRoute({ getParentRoute: () => root, path: '/registers/$code/print', validateSearch: listSearch, component: PrintPage }),
  createRoute({ getParentRoute: () => root, path: '/registers/$code/definition', component: DefinitionPage }),
  createRoute({
    getParentRoute: () => root,
    path: '/registers/$code/$id',
    validateSearch: (search: Record<string, unknown>): { form?: 'edit' } => (search.form === 'edit' ? { form: 'edit' } : {}),
    component: RecordPage,
  }),
] as const

export const router = createRouter({
  routeTree: root.addChildren([home, noticesRoute, liveRoute, reviewRoute, figureRoute, boardRoute, unitsRoute, meRoute, ...registers]),
  parseSearch: parseAddress,
  stringifySearch: addressOf,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
