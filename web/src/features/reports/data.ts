// Reports, steps and closed periods as the server gives them.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'
import type { Place } from '../figures/data'

export type Asked = Schemas['AskedView']
export type Version = Schemas['VersionView']
export type Step = Schemas['StepView']
export type Closing = Schemas['ClosingView']
export type ClosedRow = Schemas['ClosedRow']

/** What the tabs of the list show. */
export const TABS = { open: 'asked,returned', submitted: 'submitted', accepted: 'accepted', locked: 'locked', all: '' } as const
export type Tab = keyof typeof TABS

export interface ReportSearch {
  unit?: string
  tab?: Exclude<Tab, 'open'>
  /** The row that is open. */
  row?: string
}

const word = (value: unknown) => (typeof value === 'string' ? value : undefined)

export function reportSearch(search: Record<string, unknown>): ReportSearch {
  const tab = word(search.tab)
  return { unit: word(search.unit), tab: tab && tab in TABS && tab !== 'open' ? (tab as ReportSearch['tab']) : undefined, row: word(search.row) }
}

/** Names a row in an address. */
export const keyOf = (row: Asked) => `${row.target_id}.${row.unit_id}.${row.first}`

/** The target and the unit of a row that an address names. */
export function placeOf(key: string | undefined): { target: string; unit: string } | undefined {
  const [target, unit] = key?.split('.') ?? []
  return target && unit ? { target, unit } : undefined
}

interface ReportQuery {
  unit?: string
  target?: string
  standing?: string
}

export const reportPages = (query: ReportQuery) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'pages', query],
    queryFn: ({ pageParam }) => ask(client.GET('/api/reports', { params: { query: { ...query, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

/** All periods of one target and unit: no more than a notice has months. */
export const reportsOf = (query: { unit: string; target: string }) =>
  queryOptions({ queryKey: ['reports', 'of', query], queryFn: () => ask(client.GET('/api/reports', { params: { query: { ...query, limit: 500 } } })) })

export interface Answer {
  numerator: string
  denominator: string
  note: string
  evidence: string[]
}

export const submit = (row: Asked, answer: Answer) =>
  ask(
    client.POST('/api/notices/{id}/targets/{target}/reports/{unit}', {
      params: { path: { id: row.notice_id, target: row.target_id, unit: row.unit_id } },
      body: { ...answer, first: row.first, last: row.last, version: row.report?.version ?? null },
    }),
  )

export const review = (id: string, version: number, return_reason?: string) =>
  ask(client.POST('/api/reports/{id}/review', { params: { path: { id } }, body: { version, return_reason } }))

export const stepList = (path: Place) =>
  queryOptions({
    queryKey: ['steps', path],
    queryFn: () => ask(client.GET('/api/notices/{id}/targets/{target}/steps/{unit}', { params: { path } })),
  })

export const addStep = (path: Place, body: { title: string; due: string }) =>
  ask(client.POST('/api/notices/{id}/targets/{target}/steps/{unit}', { params: { path }, body }))

export const finishStep = (path: Place, step: Step, done: { done_on: string; note: string; evidence: string[] }) =>
  ask(client.POST('/api/notices/{id}/targets/{target}/steps/{unit}/done', { params: { path }, body: { ...done, id: step.id, version: step.version } }))

export const reviewStep = ({ id, version }: Step, return_reason?: string) =>
  ask(client.POST('/api/steps/{id}/review', { params: { path: { id } }, body: { version, return_reason } }))

export const removeStep = ({ id, version }: Step) => ask(client.DELETE('/api/steps/{id}', { params: { path: { id }, query: { version } } }))

export const closingList = queryOptions({
  queryKey: ['closings'],
  queryFn: async () => (await ask(client.GET('/api/closings'))).items,
})

export const closingDetail = (id: string) =>
  queryOptions({ queryKey: ['closing', id], queryFn: () => ask(client.GET('/api/closings/{id}', { params: { path: { id } } })) })

/** A figure as closed periods keep it. */
export const figureThen = (path: Place) =>
  queryOptions({
    queryKey: ['figure-closed', path],
    queryFn: () => ask(client.GET('/api/notices/{id}/targets/{target}/figures/{unit}/closed', { params: { path } })),
  })

export const closingPreview = (query: { period: string; day: string }) =>
  queryOptions({ queryKey: ['closing-preview', query], queryFn: () => ask(client.GET('/api/closings/preview', { params: { query } })) })

export const closePeriod = (body: { period: string; day: string }) => ask(client.POST('/api/closings', { body }))

export const reopenPeriod = (id: string, reason: string) =>
  ask(client.POST('/api/closings/{id}/reopen', { params: { path: { id } }, body: { reason } }))
