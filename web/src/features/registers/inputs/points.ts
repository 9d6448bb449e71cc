// A plan without a map: where known records lie, to scale.

export interface Point {
  longitude: number
  latitude: number
}

export function pointOf(text: string | undefined): Point | null {
  const [longitude, latitude, ...rest] = (text ?? '').split(/[,，\s]+/).map(Number)
  if (rest.length > 0 || longitude === undefined || latitude === undefined || !Number.isFinite(longitude) || !Number.isFinite(latitude)) return null
  return { longitude, latitude }
}

export interface Scale {
  x: (point: Point) => number
  y: (point: Point) => number
  /** The degrees under a place of the plan. */
  at: (x: number, y: number) => Point
}

const EDGE = 0.06

/** Fits points into a box; a degree east is shorter than one north. Nothing when they span nothing. */
export function scaleOf(points: readonly Point[], width: number, height: number): Scale | null {
  const east = points.map(point => point.longitude)
  const north = points.map(point => point.latitude)
  const [left, right, low, high] = [Math.min(...east), Math.max(...east), Math.min(...north), Math.max(...north)]
  if (points.length < 2 || (right === left && high === low)) return null
  const squeeze = Math.cos((((low + high) / 2) * Math.PI) / 180)
  const room = 1 - 2 * EDGE
  const per = Math.min((width * room) / Math.max((right - left) * squeeze, 1e-9), (height * room) / Math.max(high - low, 1e-9))
  const [middle, center] = [(left + right) / 2, (low + high) / 2]
  return {
    x: point => width / 2 + (point.longitude - middle) * squeeze * per,
    y: point => height / 2 - (point.latitude - center) * per,
    at: (x, y) => ({ longitude: middle + (x - width / 2) / squeeze / per, latitude: center - (y - height / 2) / per }),
  }
}

export const pointText = ({ longitude, latitude }: Point) => `${longitude.toFixed(5)},${latitude.toFixed(5)}`
