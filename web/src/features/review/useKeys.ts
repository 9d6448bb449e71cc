import { useEffect } from 'react'

/** Keys of the page; not while something is typed or a dialog is open. */
export function useKeys(keys: Record<string, () => void>, isOn: boolean) {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const at = event.target instanceof HTMLElement ? event.target : null
      const isTyping = at?.closest('input, textarea, select, [role="dialog"], [role="combobox"], [contenteditable]')
      if (!isOn || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const work = keys[event.key]
      if (!work) return
      event.preventDefault()
      work()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
