// What the review marks in the text: proposed targets, problems, and duties when asked for.
import type { TFunction } from 'i18next'
import type { Diagnostic, Duty, Target } from '../../api/client'
import { join, word } from '../../app/i18n'
import type { PaperMark } from '../paper/Run'

/** Marks of a target are made once, so that a line is drawn again only when one of its targets changed. */
const made = new WeakMap<Target, { language: string; marks: PaperMark[] }>()

export function targetMarks(target: Target, t: TFunction, language: string): PaperMark[] {
  const known = made.get(target)
  if (known?.language === language) return known.marks
  const label = `${target.subject}${t('app.colon')}${word(t, 'state', target.state)}`
  const marks = target.citations.map(({ start, end }) => ({
    id: `${target.id}@${start}`,
    start,
    end,
    className: target.state,
    target: target.id,
    label,
  }))
  made.set(target, { language, marks })
  return marks
}

export function problemMarks(diagnostics: readonly Diagnostic[]): PaperMark[] {
  return diagnostics.map(({ code, severity, start, end, message, hint }) => ({
    id: `${code}@${start}`,
    start,
    // a problem without words of its own stands on the next character
    end: Math.max(end, start + 1),
    className: `problem ${severity}`,
    note: { severity, message, hint },
    label: message,
  }))
}

export function dutyMarks(duties: readonly Duty[], t: TFunction): PaperMark[] {
  return duties.map(({ start, end, verb, units, path }) => {
    const message = `${t('review.duties')}${t('app.colon')}${verb} ${join(t, units)}`
    return { id: `duty@${path}@${start}`, start, end, className: 'duty', note: { severity: 'note', message }, label: message }
  })
}
