// Arrow keys in a table whose cells are links: to the next link that way.
import type { KeyboardEvent } from 'react'

const STEPS: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

export function moveByArrows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = STEPS[event.key]
  const cell = event.target instanceof HTMLElement ? event.target.closest('td, th') : null
  if (!step || !(cell instanceof HTMLTableCellElement) || event.ctrlKey || event.metaKey || event.altKey) return
  const rows = [...event.currentTarget.rows]
  let [row, column] = [rows.findIndex(row => row.contains(cell)), cell.cellIndex]
  for (;;) {
    row += step[0]
    column += step[1]
    const next = rows[row]?.cells[column]
    if (!next) return
    const link = next.querySelector('a')
    if (link) {
      event.preventDefault()
      link.focus()
      return
    }
  }
}
