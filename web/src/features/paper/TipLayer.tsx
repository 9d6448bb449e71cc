import { useTip } from './pointer'

const SIGN: Record<string, string> = { error: '✕', warning: '!', note: '·' }

/** What is wrong with the words under the pointer, beside them. */
export function TipLayer() {
  const tip = useTip()
  if (!tip) return null
  const isLow = tip.box.bottom > window.innerHeight - 160
  const place = isLow ? { bottom: window.innerHeight - tip.box.top + 4 } : { top: tip.box.bottom + 4 }
  return (
    <div className={`tip ${tip.isOnTarget ? 'on-target' : ''}`} role="tooltip" style={{ left: Math.min(tip.box.left, window.innerWidth - 340), ...place }}>
      {tip.notes.map((note, n) => (
        <p key={n}>
          <b className={note.severity} aria-hidden>
            {SIGN[note.severity] ?? '·'}
          </b>{' '}
          {note.message}
          {note.hint && <span className="hint">{note.hint}</span>}
        </p>
      ))}
    </div>
  )
}
