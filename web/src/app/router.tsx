import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { auditSearch } from '../features/audit/data'
import { boardSearch } from '../features/board/search'
import { hazardSearch } from '../features/hazards/search'
import { papersSearch } from '../features/papers/data'
import { listSearch } from '../features/registers/data/search'
import { BOXES, type Box } from '../features/todo/data'
import { reportSearch } from '../features/reports/data'
import { peopleSearch } from '../features/people/data'
import { addressOf, parseAddress } from './address'
import { Failed, NotFound } from './Failed'
import { Loading } from './Loading'
import { page } from './page'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined)

export const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { unit?: string; urgency?: string } => ({ unit: text(search.unit), urgency: text(search.urgency) }),
  component: page(() => import('../features/desk/HomePage'), 'HomePage'),
})
const dueRoute = createRoute({
  getParentRoute: () => root,
  path: '/dues/$indicator',
  validateSearch: (search: Record<string, unknown>): { unit?: string } => ({ unit: text(search.unit) }),
  component: page(() => import('../features/desk/DuePage'), 'DuePage'),
})
export const noticesRoute = createRoute({ getParentRoute: () => root, path: '/notices', component: page(() => import('../features/notices/NoticesPage'), 'NoticesPage') })
export const liveRoute = createRoute({
  getParentRoute: () => root,
  path: '/notices/$id',
  validateSearch: (search: Record<string, unknown>): { target?: string } => ({ target: text(search.target) }),
  component: page(() => import('../features/live/LivePage'), 'LivePage'),
})
export const reviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/notices/$id/review',
  component: page(() => import('../features/review/ReviewPage'), 'ReviewPage'),
})
export const boardRoute = createRoute({
  getParentRoute: () => root,
  path: '/board',
  validateSearch: boardSearch,
  component: page(() => import('../features/board/BoardPage'), 'BoardPage'),
})
const hazardTableRoute = createRoute({
  getParentRoute: () => root,
  path: '/hazard-table',
  validateSearch: (search: Record<string, unknown>): { unit?: string; first?: string; last?: string } => ({ unit: text(search.unit), first: text(search.first), last: text(search.last) }),
  component: page(() => import('../features/board/HazardTablePage'), 'HazardTablePage'),
})
const hazardRoutes = [
  createRoute({ getParentRoute: () => root, path: '/hazards', validateSearch: hazardSearch, component: page(() => import('../features/hazards/ListsPage'), 'ListsPage') }),
  createRoute({ getParentRoute: () => root, path: '/hazards/print', validateSearch: hazardSearch, component: page(() => import('../features/hazards/ListsPage'), 'ListPrintPage') }),
] as const
const todoRoute = createRoute({
  getParentRoute: () => root,
  path: '/todo',
  validateSearch: (search: Record<string, unknown>): { of?: Box } => ({ of: BOXES.find(box => box === search.of) }),
  component: page(() => import('../features/todo/TodoPage'), 'TodoPage'),
})
const hazardRulesRoute = createRoute({ getParentRoute: () => root, path: '/hazards/rules', component: page(() => import('../features/hazards/RulesPage'), 'RulesPage') })
const papersRoute = createRoute({ getParentRoute: () => root, path: '/papers', validateSearch: papersSearch, component: page(() => import('../features/papers/PapersPage'), 'PapersPage') })
const dutyRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/duties',
    validateSearch: (search: Record<string, unknown>): { unit?: string } => ({ unit: text(search.unit) }),
    component: page(() => import('../features/duties/DutiesPage'), 'DutiesPage'),
  }),
  createRoute({ getParentRoute: () => root, path: '/notices/$id/duties', component: page(() => import('../features/duties/NoticeDutiesPage'), 'NoticeDutiesPage') }),
] as const
const sectorRoute = createRoute({ getParentRoute: () => root, path: '/sectors/$code', component: page(() => import('../features/board/SectorPage'), 'SectorPage') })
export const figureRoute = createRoute({
  getParentRoute: () => root,
  path: '/notices/$id/targets/$target/figures/$unit',
  validateSearch: (search: Record<string, unknown>): { side?: 'counted' | 'missing'; part?: string; as_of?: string; sector?: string } => ({
    side: search.side === 'counted' || search.side === 'missing' ? search.side : undefined,
    part: text(search.part),
    as_of: text(search.as_of),
    sector: text(search.sector),
  }),
  component: page(() => import('../features/figures/FigurePage'), 'FigurePage'),
})
const reports = [
  createRoute({ getParentRoute: () => root, path: '/reports', validateSearch: reportSearch, component: page(() => import('../features/reports/ReportsPage'), 'ReportsPage') }),
  createRoute({ getParentRoute: () => root, path: '/closings', component: page(() => import('../features/reports/closings/ClosingsPage'), 'ClosingsPage') }),
  createRoute({ getParentRoute: () => root, path: '/closings/$id', component: page(() => import('../features/reports/closings/ClosingPage'), 'ClosingPage') }),
] as const
export const unitsRoute = createRoute({
  getParentRoute: () => root,
  path: '/units',
  validateSearch: (search: Record<string, unknown>): { ended?: boolean } => (search.ended ? { ended: true } : {}),
  component: page(() => import('../features/units/UnitsPage'), 'UnitsPage'),
})
export const unitRoute = createRoute({ getParentRoute: () => root, path: '/units/$id', component: page(() => import('../features/desk/UnitPage'), 'UnitPage') })
const startRoute = createRoute({
  getParentRoute: () => root,
  path: '/start',
  validateSearch: (search: Record<string, unknown>): { notice?: string; step?: 'notice' | 'units' | 'heads' } => ({
    notice: text(search.notice),
    step: search.step === 'units' || search.step === 'heads' ? search.step : undefined,
  }),
  component: page(() => import('../features/start/StartPage'), 'StartPage'),
})
const peopleRoute = createRoute({ getParentRoute: () => root, path: '/people', validateSearch: peopleSearch, component: page(() => import('../features/people/PeoplePage'), 'PeoplePage') })
const channelsRoute = createRoute({ getParentRoute: () => root, path: '/channels', component: page(() => import('../features/channels/ChannelsPage'), 'ChannelsPage') })
const auditRoute = createRoute({ getParentRoute: () => root, path: '/audit', validateSearch: auditSearch, component: page(() => import('../features/audit/AuditPage'), 'AuditPage') })
export const meRoute = createRoute({ getParentRoute: () => root, path: '/me', component: page(() => import('../features/session/MePage'), 'MePage') })

const securityRoute = createRoute({ getParentRoute: () => root, path: '/security', component: page(() => import('../features/security/SecurityPage'), 'SecurityPage') })

const registers = [
  createRoute({ getParentRoute: () => root, path: '/registers', component: page(() => import('../features/registers/RegistersPage'), 'RegistersPage') }),
  createRoute({ getParentRoute: () => root, path: '/registers/new', component: page(() => import('../features/registers/define/DefinitionPage'), 'NewRegisterPage') }),
  createRoute({ getParentRoute: () => root, path: '/registers/$code', validateSearch: listSearch, component: page(() => import('../features/registers/list/ListPage'), 'ListPage') }),
  createRoute({ getParentRoute: () => root, path: '/registers/$code/print', validateSearch: listSearch, component: page(() => import('../features/registers/list/PrintPage'), 'PrintPage') }),
  createRoute({ getParentRoute: () => root, path: '/registers/$code/definition', component: page(() => import('../features/registers/define/DefinitionPage'), 'DefinitionPage') }),
  createRoute({
    getParentRoute: () => root,
    path: '/registers/$code/$id',
    validateSearch: (search: Record<string, unknown>): { form?: 'edit' } => (search.form === 'edit' ? { form: 'edit' } : {}),
    component: page(() => import('../features/registers/record/RecordPage'), 'RecordPage'),
  }),
] as const

export const router = createRouter({
  routeTree: root.addChildren([home, todoRoute, dueRoute, noticesRoute, liveRoute, reviewRoute, figureRoute, boardRoute, sectorRoute, hazardTableRoute, hazardRulesRoute, papersRoute, unitsRoute, unitRoute, startRoute, peopleRoute, channelsRoute, auditRoute, meRoute, securityRoute, ...hazardRoutes, ...reports, ...registers, ...dutyRoutes]),
  parseSearch: parseAddress,
  stringifySearch: addressOf,
  // what a pointer rests on is fetched before it is asked for
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Loading />,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
