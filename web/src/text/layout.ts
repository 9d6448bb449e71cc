// The text as lines and tables: what stands on the paper, and where each piece stands in the text.
import type { Place } from './marks'

export interface Table extends Place {
  /** Cells of each row; a row may have fewer than another. */
  rows: Place[][]
}

export type Block = Place | Table

export function isTable(block: Block): block is Table {
  return 'rows' in block
}

const isBlank = (character: string | undefined) => character !== undefined && /\s/.test(character)

function trimmed(characters: readonly string[], { start, end }: Place): Place {
  while (start < end && isBlank(characters[start])) start++
  while (end > start && isBlank(characters[end - 1])) end--
  return { start, end }
}

/** The lines that are not blank, without ends and indents; lines whose cells are parted by tabs gather into tables. */
export function blocks(characters: readonly string[]): Block[] {
  const found: Block[] = []
  let table: Table | null = null
  let from = 0
  for (let at = 0; at <= characters.length; at++) {
    if (at < characters.length && characters[at] !== '\n') continue
    const whole = { start: from, end: at > from && characters[at - 1] === '\r' ? at - 1 : at }
    const line = trimmed(characters, whole)
    from = at + 1
    if (line.start === line.end && !(table && hasTab(characters, whole))) {
      // a blank line ends a table
      table = null
      continue
    }
    // an indent typed as a tab makes no table; inside one, a first cell may be empty
    if (!hasTab(characters, table ? whole : line)) {
      table = null
      found.push(line)
      continue
    }
    const row = cells(characters, whole)
    if (table) {
      table.rows.push(row)
      table.end = whole.end
    } else {
      table = { start: whole.start, end: whole.end, rows: [row] }
      found.push(table)
    }
  }
  return found
}

function hasTab(characters: readonly string[], { start, end }: Place): boolean {
  for (let at = start; at < end; at++) if (characters[at] === '\t') return true
  return false
}

function cells(characters: readonly string[], row: Place): Place[] {
  const found: Place[] = []
  let from = row.start
  for (let at = row.start; at <= row.end; at++) {
    if (at < row.end && characters[at] !== '\t') continue
    found.push(trimmed(characters, { start: from, end: at }))
    from = at + 1
  }
  return found
}
