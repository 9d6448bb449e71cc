import { expect, it } from 'vitest'
import { scaleOf } from '../registers/inputs/points'
import { corners, middleOf, pathOf } from './boundary'

type Ring = number[][]

const ring = (east: number, width: number): Ring => [
  [east, 24.8],
  [east + width, 24.8],
  [east + width, 24.8 + width],
  [east, 24.8],
]

it('draws each ring as a path of its own, so that a hole stays empty', () => {
  const shape = { areas: [[ring(118.5, 0.02), ring(118.505, 0.005)], [ring(118.6, 0.01)]] }
  const scale = scaleOf(corners(shape), 600, 400)
  const path = scale && pathOf(shape, scale)
  expect(path?.match(/M/g)).toHaveLength(3)
  expect(path?.match(/Z/g)).toHaveLength(3)
  expect(path).not.toContain('NaN')
  expect(corners(shape)).toHaveLength(12)
})

it('puts the name in the middle of the largest area', () => {
  const { longitude, latitude } = middleOf({ areas: [[ring(118.6, 0.01)], [ring(118.5, 0.02)]] })
  expect([longitude.toFixed(2), latitude.toFixed(2)]).toEqual(['118.51', '24.81'])
})
