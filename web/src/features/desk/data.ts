// What lies on somebody's desk, as the server gives it.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'
import { again } from '../../app/changes'

export type Home = Schemas['HomeView']
export type Pressing = Schemas['PressingView']
export type Lapse = Schemas['RegisterLapseView']
export type UnitPage = Schemas['UnitPageView']
export type UnitBelow = UnitPage['below'][number]
export type Due = Schemas['FrequencyDueView']

export interface HomeSearch {
  unit?: string
  urgency?: string
}

export const homeOf = (query: HomeSearch) =>
  queryOptions({
    queryKey: ['home', query],
    queryFn: () => ask(client.GET('/api/home', { params: { query } })),
    refetchInterval: again,
  })

export const unitPage = (id: string) =>
  queryOptions({
    queryKey: ['unit-page', id],
    queryFn: () => ask(client.GET('/api/units/{id}/page', { params: { path: { id } } })),
    refetchInterval: again,
  })

export const dueOf = (indicator: string, query: { unit?: string; after?: string }) =>
  ask(client.GET('/api/dues/{indicator}', { params: { path: { indicator }, query } }))

/** Whose records a list is narrowed to. */
export interface Whose {
  unit?: string | null
  sector?: string | null
}

/** The address of the list that shows the records counted. */
export function lapseList(lapse: Lapse, days: string, { unit, sector }: Whose) {
  return {
    unit: unit ?? undefined,
    sector: sector ?? undefined,
    state: lapse.states.join(',') || undefined,
    [`f.${lapse.field}` as const]: days,
    sort: lapse.field,
  }
}
