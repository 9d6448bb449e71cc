// A write of records: told in a line that can take it back.
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api/client'
import { me, queries, refresh } from '../../../app/queries'
import { undo, type Done } from './calls'
import { renewLists } from './rows'

const LONG = 12

/** Everything that may show a record is asked for again. */
export async function renewAll() {
  renewLists()
  await refresh()
}

/** The line that tells of the last write; an older one would take back what has changed since. */
let told = 0
const keyOf = (n: number) => `written-${n}`

export function useWrite() {
  const { message } = App.useApp()
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)

  function fail(error: unknown) {
    void message.error(error instanceof ApiError ? error.words : t('error.title'), 6)
    const problem = error instanceof ApiError ? error.problem : undefined
    if (problem?.status === 401) void queries.invalidateQueries(me)
    if (problem?.code === 'stale') void renewAll()
  }

  async function takeBack(request: string) {
    message.destroy(keyOf(told))
    try {
      const { undone, left } = await undo(request)
      void message.success(left.length > 0 ? t('registers.undo.left', { n: undone, left: left.length }) : t('registers.undo.done', { n: undone }))
      await renewAll()
    } catch (error) {
      fail(error)
    }
  }

  function tell(words: string, request: string) {
    message.destroy(keyOf(told))
    told += 1
    const key = keyOf(told)
    const content = (
      <>
        {words}{' '}
        <Button type="link" size="small" onClick={() => void takeBack(request)}>
          {t('app.undo')}
        </Button>
      </>
    )
    void message.open({ key, type: 'success', content, duration: LONG })
  }

  /** Writes, tells, renews. A problem that the caller takes itself is not told again. */
  async function write<T>(work: () => Promise<Done<T>>, words: (data: T) => string, onProblem?: (error: ApiError) => boolean): Promise<T | undefined> {
    setBusy(true)
    try {
      const { data, request } = await work()
      tell(words(data), request)
      await renewAll()
      return data
    } catch (error) {
      if (!(error instanceof ApiError && onProblem?.(error))) fail(error)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { write, takeBack, fail, busy }
}

/** The server's words for fields, by code. */
export function fieldProblems(error: ApiError, language: string): Record<string, string> {
  const { fields } = error.problem.params as { fields?: { field: string; message: string; message_en: string }[] }
  return Object.fromEntries((fields ?? []).map(({ field, message, message_en }) => [field, language === 'en' ? message_en : message]))
}
