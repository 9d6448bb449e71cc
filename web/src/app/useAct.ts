// One way to write: errors are told with the server's words and what was typed stays.
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { refresh } from './queries'

export function useAct() {
  const { message } = App.useApp()
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)

  async function act<T>(work: () => Promise<T>): Promise<T | undefined> {
    setBusy(true)
    try {
      const done = await work()
      await refresh()
      return done
    } catch (error) {
      void message.error(error instanceof ApiError ? error.problem.message : t('error.title'))
      // somebody else changed it: show what stands now
      if (error instanceof ApiError && error.problem.code === 'stale') await refresh()
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { act, busy }
}
