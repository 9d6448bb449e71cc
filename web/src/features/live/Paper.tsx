// The notice as it reads on paper, with its measured phrases marked in place.
import { memo, useMemo, type ReactNode } from 'react'
import type { Notice } from '../../api/client'
import { lines, runs, type Line, type Mark } from '../../text/marks'

export interface PaperMark extends Mark {
  className: string
  label: string
  after?: ReactNode
}

interface Props {
  notice: Notice
  marks: PaperMark[]
  selected?: string
  onSelect: (id: string) => void
}

export const Paper = memo(function Paper({ notice, marks, selected, onSelect }: Props) {
  const characters = useMemo(() => Array.from(notice.text), [notice.text])
  const paragraphs = useMemo(() => lines(characters), [characters])
  const topStarts = useMemo(
    () => new Set(notice.clauses.filter(clause => clause.level === 1).map(clause => clause.start)),
    [notice.clauses],
  )
  const byId = useMemo(() => new Map(marks.map(mark => [mark.id, mark])), [marks])

  return (
    <article className="paper" lang="zh-CN">
      {notice.issuer && <p className="organ">{notice.issuer}</p>}
      {paragraphs.map(line => {
        const inside = marks.filter(mark => mark.start < line.end && mark.end > line.start)
        return (
          <p key={line.start} id={`at-${line.start}`} className={style(notice, line, topStarts)}>
            {runs(characters, inside, line.start, line.end).map(run => {
              const mark = byId.get(run.marks[0] ?? '')
              if (!mark) return run.text
              const isEnd = run.start + Array.from(run.text).length >= mark.end
              const isOn = selected !== undefined && run.marks.some(id => id.split('@')[0] === selected)
              return (
                <span
                  key={run.start}
                  role="button"
                  tabIndex={0}
                  aria-label={mark.label}
                  data-mark={mark.id}
                  className={`mark ${mark.className} ${isOn ? 'on' : ''}`}
                  onClick={() => onSelect(mark.id.split('@')[0]!)}
                  onKeyDown={event => event.key === 'Enter' && onSelect(mark.id.split('@')[0]!)}
                >
                  {run.text}
                  {isEnd && mark.after}
                </span>
              )
            })}
          </p>
        )
      })}
    </article>
  )
})

function style({ head, addressees, text }: Notice, line: Line, topStarts: Set<number>): string {
  const within = (place?: number[] | null) => !!place && line.start >= place[0]! && line.end <= place[1]!
  if (within(head.doc_number)) return 'number'
  if (within(head.title)) return 'title'
  if (within(head.signature) || within(head.issued_on)) return 'right'
  if (topStarts.has(line.start)) return 'level-1'
  const words = Array.from(text).slice(line.start, line.end).join('')
  const isAddress = line.end <= head.body && addressees.length > 0 && words.startsWith(addressees[0]!)
  return isAddress ? 'flush' : ''
}
