// Boundaries of units: what the server gives, and lines as an SVG draws them.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'
import type { Point, Scale } from '../registers/inputs/points'

export type UnitPlot = Schemas['UnitPlotView']
export type Outlined = Schemas['OutlinedUnitView']
export type Boundaries = Schemas['BoundariesView']

export const unitPlot = (id: string) =>
  queryOptions({
    queryKey: ['unit-plot', id],
    queryFn: () => ask(client.GET('/api/units/{id}/boundary', { params: { path: { id } } })),
  })

export const removeBoundary = (id: string, reading: string) =>
  ask(client.DELETE('/api/units/{id}/boundary', { params: { path: { id }, query: { reading } } })).then(() => true)

/** Open hazards of a unit that may have coordinates; a map is no list of all. */
const MOST = 300

export const openHazards = (unit: string, states: string) =>
  queryOptions({
    queryKey: ['open-hazards', unit, states],
    queryFn: () => ask(client.GET('/api/registers/{code}/records', { params: { path: { code: 'hazard' }, query: { unit, state: states, limit: MOST } as never } })),
  })

const point = ([longitude = 0, latitude = 0]: readonly number[]): Point => ({ longitude, latitude })

/** Every corner of a territory. */
export const corners = ({ areas }: Pick<Outlined, 'areas'>): Point[] => areas.flatMap(area => area.flatMap(ring => ring.map(point)))

/** Its lines: one closed path for each ring, so that a hole stays empty. */
export function pathOf({ areas }: Pick<Outlined, 'areas'>, scale: Scale): string {
  const at = (corner: readonly number[]) => `${scale.x(point(corner)).toFixed(1)} ${scale.y(point(corner)).toFixed(1)}`
  return areas.flatMap(area => area.map(ring => `M${ring.slice(0, -1).map(at).join('L')}Z`)).join('')
}

/** Where its name stands: in the middle of its largest area. */
export function middleOf({ areas }: Pick<Outlined, 'areas'>): Point {
  const boxes = areas.map(([outer = []]) => {
    const [east, north] = [outer.map(([east = 0]) => east), outer.map(([, north = 0]) => north)]
    const [left, right, low, high] = [Math.min(...east), Math.max(...east), Math.min(...north), Math.max(...north)]
    return { size: (right - left) * (high - low), longitude: (left + right) / 2, latitude: (low + high) / 2 }
  })
  const [largest] = boxes.sort((one, other) => other.size - one.size)
  return { longitude: largest?.longitude ?? 0, latitude: largest?.latitude ?? 0 }
}
