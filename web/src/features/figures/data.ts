// Readings as the server gives them; they come again by themselves while a page stays open.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'
import { again } from '../../app/changes'

export type Cell = Schemas['FigureCellView']
export type Reading = Pick<Cell, 'light' | 'reason' | 'value' | 'goal' | 'plan' | 'numerator' | 'denominator'>
export type Figure = Schemas['FigureView']
export type Indicator = Schemas['IndicatorView']

export interface Place {
  id: string
  target: string
  unit: string
}

export const figureBoard = (query: { notice?: string; unit?: string; sector?: string; as_of?: string } = {}) =>
  queryOptions({
    queryKey: ['figures', query],
    queryFn: () => ask(client.GET('/api/figures', { params: { query } })),
    refetchInterval: again,
  })

/** What a figure of accidents said before records were re-classed. */
export const correctionsOf = (path: Place, as_of?: string) =>
  queryOptions({
    queryKey: ['corrections', path, as_of],
    queryFn: () => ask(client.GET('/api/notices/{id}/targets/{target}/figures/{unit}/corrections', { params: { path, query: { as_of } } })),
  })

export const figureOf = (path: Place, as_of?: string, sector?: string) =>
  queryOptions({
    queryKey: ['figure', path, as_of, sector],
    queryFn: () => ask(client.GET('/api/notices/{id}/targets/{target}/figures/{unit}', { params: { path, query: { as_of, sector } } })),
    refetchInterval: again,
  })

export const recordsBehind = (path: Place, query: { side: string; part?: string; after?: string; as_of?: string; sector?: string }) =>
  ask(client.GET('/api/notices/{id}/targets/{target}/figures/{unit}/records', { params: { path, query } }))

export const indicatorList = queryOptions({
  queryKey: ['indicators'],
  queryFn: async () => (await ask(client.GET('/api/indicators'))).items,
  staleTime: Number.POSITIVE_INFINITY,
})

export const targetIndicators = (id: string) =>
  queryOptions({
    queryKey: ['target-indicators', id],
    queryFn: async () => (await ask(client.GET('/api/notices/{id}/indicators', { params: { path: { id } } }))).items,
  })

export const bind = (id: string, target: string, indicator: string) =>
  ask(client.PUT('/api/notices/{id}/targets/{target}/indicator', { params: { path: { id, target } }, body: { indicator } }))

/** Cells and lights of a board, to be looked up. */
export function lookUp(board: Schemas['FigureBoardView'] | undefined, asOf?: string) {
  const cells = new Map(board?.cells.map(cell => [`${cell.target_id}:${cell.unit_id}`, cell]))
  const pooled = new Map(board?.pooled.map(cell => [cell.target_id, cell]))
  const lights = new Map(board?.lights.map(({ target_id, light }) => [target_id, light]))
  return {
    /** The day that was asked for; nothing for today. */
    asOf,
    cell: (target: string, unit: string | null | undefined) => (unit ? cells.get(`${target}:${unit}`) : undefined),
    /** What the units of a target have together. */
    pooled: (target: string) => pooled.get(target),
    /** Readings of a target, the lowest figure first. */
    of: (target: string) =>
      (board?.cells ?? []).filter(cell => cell.target_id === target && cell.value != null).sort((a, b) => (a.value ?? 0) - (b.value ?? 0)),
    light: (target: string) => lights.get(target) ?? 'grey',
  }
}
