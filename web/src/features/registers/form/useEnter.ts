import type { KeyboardEvent, RefObject } from 'react'

/** Enter goes to the next field and ends at the button that saves; an open list takes it first. */
export function useEnter(form: RefObject<HTMLFormElement | null>, save: () => void) {
  return (event: KeyboardEvent) => {
    const at = event.target
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(at instanceof HTMLElement) || !form.current?.contains(at)) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      event.stopPropagation()
      // a day is made whole when its field is left
      at.blur()
      window.setTimeout(save)
      return
    }
    if (at instanceof HTMLButtonElement || at instanceof HTMLAnchorElement || at instanceof HTMLTextAreaElement) return
    if (isPicking(at)) return
    event.preventDefault()
    event.stopPropagation()
    next(form.current, at)?.focus()
  }
}

/** A list is open and one of its lines is marked. */
function isPicking(at: HTMLElement): boolean {
  if (at.getAttribute('aria-expanded') !== 'true') return false
  const active = at.getAttribute('aria-activedescendant')
  return !!active && !active.endsWith('_-1')
}

function next(form: HTMLFormElement, at: HTMLElement): HTMLElement | null {
  const entries = [...form.querySelectorAll('[data-entry]')]
  const here = entries.findIndex(entry => entry.contains(at))
  for (const entry of entries.slice(here + 1)) {
    const control = entry.querySelector<HTMLElement>('input:checked, input:not([disabled]), textarea:not([disabled])')
    if (control) return control
  }
  return form.querySelector<HTMLElement>('[data-save]')
}
