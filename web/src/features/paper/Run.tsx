import { useContext, type KeyboardEvent, type MouseEvent } from 'react'
import type { Mark, Run as Piece } from '../../text/marks'
import { PointerContext, usePointed, type Note } from './pointer'

/** What stands on a stretch of the text: a target, a note, or the look of a heading. */
export interface PaperMark extends Mark {
  className: string
  target?: string
  note?: Note
  /** What a screen reader says of it. */
  label?: string
  /** The state shown after its last word. */
  light?: string
}

const BREAK = '\u2028'

/** The words; a break inside a table cell keeps its character, so that places can be counted. */
function Words({ text }: { text: string }) {
  if (!text.includes(BREAK)) return text
  const parts = text.split(BREAK)
  return parts.map((part, n) => (
    <span key={n} className="words">
      {n > 0 && (
        <>
          <span hidden>{BREAK}</span>
          <br />
        </>
      )}
      {part}
    </span>
  ))
}

/** The lights stay with the last character, whatever the width of the line. */
function Lit({ text, lights }: { text: string; lights: PaperMark[] }) {
  const last = Array.from(text).at(-1) ?? ''
  return (
    <>
      <Words text={text.slice(0, text.length - last.length)} />
      <span className="nowrap">
        {last}
        {lights.map(mark => (
          <span key={mark.id} className={`light ${mark.light}`} aria-hidden />
        ))}
      </span>
    </>
  )
}

interface Props {
  piece: Piece<PaperMark>
  /** Told with the words that were chosen. */
  onSelect: (id: string, at: HTMLElement) => void
}

/** Most of a paper is plain words, which follow nothing and cost nothing. */
export function Run({ piece, onSelect }: Props) {
  if (piece.marks.length === 0) return <Words text={piece.text} />
  if (piece.marks.some(mark => mark.target || mark.note)) return <Marked piece={piece} onSelect={onSelect} />
  return (
    <span className={classesOf(piece)}>
      <Words text={piece.text} />
    </span>
  )
}

const classesOf = (piece: Piece<PaperMark>) => [...new Set(piece.marks.map(mark => mark.className))].join(' ')

function Marked({ piece, onSelect }: Props) {
  const pointer = useContext(PointerContext)
  const targets = piece.marks.flatMap(mark => mark.target ?? [])
  const pointed = usePointed(targets)
  const notes = piece.marks.flatMap(mark => mark.note ?? [])

  // one stop for the keyboard per mark: at its first word
  const isStart = piece.marks.some(mark => (mark.target || mark.note) && mark.start === piece.start)
  const lights = piece.marks.filter(mark => mark.light && mark.end === piece.end)
  const label = piece.marks.flatMap(mark => mark.label ?? []).join('；')

  function choose(words: HTMLElement) {
    if (targets.length === 0) return
    // several targets on the same words: the next one at each click
    const at = targets.indexOf(pointer.selected ?? '')
    onSelect(targets[(at + 1) % targets.length]!, words)
  }
  function point(event: { currentTarget: HTMLElement }) {
    pointer.hover(targets[0])
    if (notes.length === 0) return
    const { left, top, bottom } = event.currentTarget.getClientRects()[0] ?? event.currentTarget.getBoundingClientRect()
    pointer.show({ box: { left, top, bottom }, notes, isOnTarget: targets.length > 0 })
  }
  function leave() {
    pointer.hover(undefined)
    pointer.show(undefined)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    choose(event.currentTarget)
  }
  return (
    <span
      className={`mark ${classesOf(piece)} ${pointed}`}
      data-from={piece.start}
      data-mark={targets[0]}
      role={isStart ? (targets.length ? 'button' : 'note') : undefined}
      tabIndex={isStart ? 0 : undefined}
      aria-label={isStart ? label : undefined}
      onClick={(event: MouseEvent<HTMLElement>) => (event.stopPropagation(), choose(event.currentTarget))}
      onKeyDown={press}
      onMouseEnter={point}
      onMouseLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      {lights.length > 0 ? <Lit text={piece.text} lights={lights} /> : <Words text={piece.text} />}
    </span>
  )
}
