import type { ReactNode } from 'react'

/** A part of a page under its heading. */
export function Part({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className="sheet part" aria-label={title}>
      <div className="row part-head">
        <h2>{title}</h2>
        {beside}
      </div>
      <div className="scroll">{children}</div>
    </section>
  )
}
