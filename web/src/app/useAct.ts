// One way to write: errors are told with the server's words and what was typed stays.
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type Problem } from '../api/client'
import { me, queries, refresh } from './queries'

export function useAct() {
  const { message } = App.useApp()
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)

  /**
   * Does the work; then what shows it is renewed, all of it unless said otherwise. What a form shows at its own fields,
   * `showAtField` takes and says so.
   */
  async function act<T>(work: () => Promise<T>, renew: (done: T) => Promise<unknown> = refresh, showAtField?: (problem: Problem) => boolean): Promise<T | undefined> {
    setBusy(true)
    try {
      const done = await work()
      await renew(done)
      return done
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : undefined
      // the session is over: the sign-in opens over the page, which stays
      if (problem?.status === 401) void queries.invalidateQueries(me)
      else if (!problem || !showAtField?.(problem)) void message.error(error instanceof ApiError ? error.words : t('error.title'), 6)
      // somebody else changed it: show what stands now
      if (problem?.code === 'stale') await refresh()
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { act, busy }
}
