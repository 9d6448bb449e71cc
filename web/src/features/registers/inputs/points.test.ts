import { expect, it } from 'vitest'
import { pointOf, pointText, scaleOf } from './points'

it('reads degrees and nothing else', () => {
  expect(pointOf('118.5769，24.812')).toEqual({ longitude: 118.5769, latitude: 24.812 })
  expect([pointOf('118.5'), pointOf('a,b'), pointOf(undefined), pointOf('1,2,3')]).toEqual([null, null, null, null])
})

it('finds the degrees under a click again', () => {
  const points = [{ longitude: 118.55, latitude: 24.79 }, { longitude: 118.6, latitude: 24.83 }]
  const scale = scaleOf(points, 600, 240)
  const point = { longitude: 118.57, latitude: 24.8 }
  expect(scale && pointText(scale.at(scale.x(point), scale.y(point)))).toBe('118.57000,24.80000')
  expect(scale?.y({ longitude: 118.57, latitude: 24.83 })).toBeLessThan(scale?.y(point) ?? 0)
})

it('has no scale without a span', () => {
  const point = { longitude: 1, latitude: 1 }
  expect([scaleOf([], 10, 10), scaleOf([point], 10, 10), scaleOf([point, point], 10, 10)]).toEqual([null, null, null])
})
