// Pages that stay open follow what is written: the server says that something was, and they ask again.
import { useEffect } from 'react'
import { queries } from './queries'

/** How often an open page asks by itself: seldom while it is told, more often while it is not. */
const SELDOM = 60_000
const OFTEN = 15_000
/** At most once in this time, however much is written. */
const GAP = 1000
/** What a stream was refused is asked for again after this. */
const RETRY = 30_000

/** First words of the keys of what follows. A form or a list that somebody works in does not move under them. */
const FOLLOWING = new Set(['figures', 'figure', 'behind', 'board', 'home', 'due', 'unit-page', 'sector', 'hazard-table', 'hazard-lists', 'todo', 'slips', 'led', 'matter', 'campaign'])

let isTold = false

/** For `refetchInterval`. */
export const again = () => (isTold ? SELDOM : OFTEN)

/** Runs at once, and once more after the gap for all that came in between. */
export function atMostEvery(gap: number, run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWaiting = false
  function go() {
    isWaiting = false
    run()
    timer = setTimeout(() => {
      timer = undefined
      if (isWaiting) go()
    }, gap)
  }
  return {
    ask: () => {
      if (timer === undefined) go()
      else isWaiting = true
    },
    stop: () => clearTimeout(timer),
  }
}

const renew = () => void queries.invalidateQueries({ predicate: ({ queryKey }) => FOLLOWING.has(String(queryKey[0])) })

/** Listens while the page is in view: a browser gives a server few connections, and tabs out of view would take them all. */
function listen(): () => void {
  let stream: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  const told = atMostEvery(GAP, renew)
  function close() {
    clearTimeout(retry)
    stream?.close()
    stream = undefined
    isTold = false
  }
  function open() {
    close()
    if (document.hidden) return
    stream = new EventSource('/api/changes')
    stream.addEventListener('open', event => {
      // the browser's own event has no data; the server's says whether other servers write too
      if (event instanceof MessageEvent) isTold = (JSON.parse(event.data) as { hears_all: boolean }).hears_all
    })
    stream.addEventListener('written', told.ask)
    stream.addEventListener('error', () => {
      isTold = false
      // a stream that ended comes again by itself; one that was refused does not
      if (stream?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY)
      told.ask()
    })
  }
  function turn() {
    if (document.hidden) close()
    else {
      open()
      told.ask()
    }
  }
  open()
  document.addEventListener('visibilitychange', turn)
  return () => {
    document.removeEventListener('visibilitychange', turn)
    told.stop()
    close()
  }
}

/** Follows what is written, while somebody is signed in. */
export function useChanges(isIn: boolean) {
  useEffect(() => (isIn ? listen() : undefined), [isIn])
}
