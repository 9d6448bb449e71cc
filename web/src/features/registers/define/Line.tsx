import { cloneElement, useId, type ReactElement } from 'react'

/** A label over what is entered, tied to it. */
export function Line({ label, help, problem, children }: { label: string; help?: string; problem?: string; children: ReactElement<{ id?: string }> }) {
  const id = useId()
  return (
    <div className="entry">
      <label className="entry-label" htmlFor={id}>
        {label}
      </label>
      {cloneElement(children, { id })}
      {(problem ?? help) && <p className={problem ? 'entry-problem' : 'entry-help'}>{problem ?? help}</p>}
    </div>
  )
}
