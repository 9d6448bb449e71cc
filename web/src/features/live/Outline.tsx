import type { Notice } from '../../api/client'

/** The two upper levels, each with the number of its targets. */
export function Outline({ notice }: { notice: Notice }) {
  const live = notice.target_list.filter(target => target.state !== 'dropped')
  const count = (start: number, end: number) =>
    live.filter(target => target.citations.some(citation => citation.start >= start && citation.start < end)).length
  const rows = notice.clauses.filter(clause => clause.level <= 2)
  return (
    <ul className="outline">
      {rows.map(clause => {
        const targets = count(clause.start, clause.end)
        return (
          <li key={clause.start} style={{ paddingLeft: (clause.level - 1) * 14 }}>
            <button type="button" onClick={() => goTo(clause.start)}>
              <span>{clause.path.split('/').at(-1)}</span>
              <span>{clause.title ?? ''}</span>
              {targets > 0 && <span className="count">{targets}</span>}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** Brings the paragraph that holds a character into view. */
export function goTo(start: number) {
  const paragraphs = [...document.querySelectorAll<HTMLElement>('.paper p[id^="at-"]')]
  const found = paragraphs.filter(paragraph => Number(paragraph.id.slice(3)) <= start).at(-1)
  found?.scrollIntoView({ block: 'center', behavior: 'smooth' })
}
