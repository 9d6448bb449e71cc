// How each line of a notice looks on paper, by what the server says it is (GB/T 9704-2012).
import type { Notice } from '../../api/client'
import { blocks, isTable, type Block } from '../../text/layout'
import type { Mark, Place } from '../../text/marks'

export type Look =
  | 'number' | 'title' | 'annex' | 'flush' | 'signature' | 'date' | 'level-1' | 'copies' | 'table' | 'body'

export interface Styled {
  block: Block
  look: Look
}

export interface HeadingMark extends Mark {
  className: string
}

type Paper = Pick<Notice, 'head' | 'addressees' | 'clauses' | 'copies_to'>

const within = (line: Place, place?: number[] | null) => !!place && line.start >= place[0]! && line.end <= place[1]!

/** Every line and table in order, each with its look. */
export function styled(characters: readonly string[], notice: Paper): Styled[] {
  const tops = new Map(notice.clauses.filter(clause => clause.level === 1).map(clause => [clause.start, clause.title_end]))
  const found = blocks(characters)
  const copiesAt = found.findLastIndex(block => isCopies(characters, block, notice.copies_to))
  return found.map((block, n) => ({ block, look: look(characters, block, notice, tops, copiesAt >= 0 && n >= copiesAt) }))
}

function look(
  characters: readonly string[],
  line: Block,
  { head, addressees }: Paper,
  tops: Map<number, number | null | undefined>,
  isAfterCopies: boolean,
): Look {
  if (isTable(line)) return 'table'
  if (within(line, head.doc_number)) return 'number'
  if (within(line, head.title)) return 'title'
  if (within(line, head.signature)) return 'signature'
  if (within(line, head.issued_on)) return 'date'
  if (isAfterCopies) return 'copies'
  if (tops.has(line.start) && (tops.get(line.start) ?? 0) >= line.end) return 'level-1'
  if (line.end > head.body) return 'body'
  const words = characters.slice(line.start, line.end).join('')
  if (addressees.length > 0 && words.startsWith(addressees[0]!)) return 'flush'
  const isAfterDate = !!head.issued_on && line.start >= head.issued_on[1]!
  return isAfterDate && !/[。：；，]$/.test(words) ? 'annex' : 'body'
}

function isCopies(characters: readonly string[], block: Block, copies?: string | null): boolean {
  if (!copies || isTable(block)) return false
  return characters.slice(block.start, block.end).join('').endsWith(copies.trim()) && characters[block.start] === '抄'
}

/** Headings that stand inside a line: 1．应急管理。 before its words. */
export function headingMarks(notice: Paper): HeadingMark[] {
  return notice.clauses
    .filter(clause => clause.level <= 2 && clause.title_end)
    .map(clause => ({ id: `head@${clause.start}`, start: clause.start, end: clause.title_end!, className: `run-${clause.level}` }))
}
