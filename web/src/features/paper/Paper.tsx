// The notice as it reads on paper, with its measured phrases marked in place.
import { memo, useMemo } from 'react'
import type { Notice } from '../../api/client'
import { isTable, type Table } from '../../text/layout'
import { runs, spread, type Place } from '../../text/marks'
import { headingMarks, styled, type Look } from './blocks'
import { Run, type PaperMark } from './Run'

interface Props {
  notice: Notice
  characters: readonly string[]
  marks: PaperMark[]
  onSelect: (id: string, at: HTMLElement) => void
}

/** Lines from which a paper is laid out only where it is looked at. */
const LONG = 500

export const Paper = memo(function Paper({ notice, characters, marks, onSelect }: Props) {
  const { head, clauses, addressees, copies_to, issuer, doc_number } = notice
  const pieces = useMemo(() => styled(characters, { head, clauses, addressees, copies_to }), [characters, head, clauses, addressees, copies_to])
  const headings = useMemo(() => headingMarks({ head, clauses, addressees, copies_to }), [head, clauses, addressees, copies_to])
  const marksOf = useMemo(() => spread(pieces.map(piece => piece.block), [...headings, ...marks]), [pieces, headings, marks])
  const hasNumber = !!head.doc_number
  return (
    <article className={`paper ${pieces.length > LONG ? 'long' : ''}`} lang="zh-CN">
      {issuer && <p className="organ">{issuer}</p>}
      {issuer && !hasNumber && <p className="number">{doc_number ?? ''}</p>}
      {pieces.map(({ block, look }, n) =>
        isTable(block) ? (
          <Rows key={block.start} table={block} characters={characters} marks={marksOf[n]!} onSelect={onSelect} />
        ) : (
          <Line key={block.start} line={block} look={look} characters={characters} marks={marksOf[n]!} onSelect={onSelect} />
        ),
      )}
    </article>
  )
})

interface Stretch {
  characters: readonly string[]
  marks: PaperMark[]
  onSelect: (id: string, at: HTMLElement) => void
}

/** Marks are made once per target; a line whose marks are the same ones stays as it is. */
function isSame<P extends Stretch>(before: P, after: P): boolean {
  return (
    before.characters === after.characters &&
    before.onSelect === after.onSelect &&
    before.marks.length === after.marks.length &&
    before.marks.every((mark, n) => mark === after.marks[n])
  )
}

const Line = memo(function Line({ line, look, characters, marks, onSelect }: Stretch & { line: Place; look: Look }) {
  const heading = HEADINGS[look]
  return (
    <p className={look} data-at={line.start} role={heading ? 'heading' : undefined} aria-level={heading}>
      <Runs place={line} characters={characters} marks={marks} onSelect={onSelect} />
    </p>
  )
}, isSame)

const HEADINGS: Partial<Record<Look, number>> = { title: 2, annex: 2, 'level-1': 3 }

function Runs({ place, characters, marks, onSelect }: Stretch & { place: Place }) {
  return runs(characters, marks, place.start, place.end).map(piece => <Run key={piece.start} piece={piece} onSelect={onSelect} />)
}

const Rows = memo(function Rows({ table, characters, marks, onSelect }: Stretch & { table: Table }) {
  const width = Math.max(...table.rows.map(row => row.length))
  return (
    <div className="rows">
      <table>
        <tbody>
          {table.rows.map((row, n) => {
            const Cell = n === 0 && table.rows.length > 1 ? 'th' : 'td'
            return (
              <tr key={row[0]?.start}>
                {row.map((cell, m) => (
                  <Cell key={cell.start} data-at={cell.start} colSpan={m === row.length - 1 ? width - m : 1}>
                    <Runs place={cell} characters={characters} marks={marks} onSelect={onSelect} />
                  </Cell>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}, isSame)
