// Which rows of a long table, or cards of a long list, are drawn. They are all of one height, so none is measured.
export const ROW = 32
const OVER = 12
/** The window moves in steps, so that a slow scroll draws seldom. */
const STEP = 6

export interface Drawn {
  from: number
  to: number
}

export function drawn(scrollTop: number, height: number, total: number, row = ROW): Drawn {
  const first = Math.floor(scrollTop / row / STEP) * STEP
  const from = Math.max(0, first - OVER)
  const to = Math.min(total, first + Math.ceil(height / row) + STEP + OVER)
  return { from: Math.min(from, Math.max(0, total - 1)), to }
}
