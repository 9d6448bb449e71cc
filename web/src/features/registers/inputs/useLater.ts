import { useEffect, useRef } from 'react'

/** Does the last of many calls, when they have paused. */
export function useLater<A extends unknown[]>(work: (...args: A) => void, pause = 300) {
  const timer = useRef<number>(undefined)
  const latest = useRef(work)
  latest.current = work
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return useRef({
    later: (...args: A) => {
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => latest.current(...args), pause)
    },
    now: (...args: A) => {
      window.clearTimeout(timer.current)
      latest.current(...args)
    },
  }).current
}
