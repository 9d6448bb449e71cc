import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 900px)')

function subscribe(listener: () => void) {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** Whether the page is one column. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches)
}
