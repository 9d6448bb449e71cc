// What can be done with the targets of a draft. The last step can be taken back.
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice, Target } from '../../api/client'
import { putTargets, queries } from '../../app/queries'
import { useAct } from '../../app/useAct'
import * as calls from './calls'

interface Undo {
  words: string
  /** The targets as they stood before the step. */
  old: Target[]
}

export function useReview(notice: Notice) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [last, setLast] = useState<Undo | null>(null)
  const put = (...targets: Target[]) => putTargets(notice.id, targets)
  const now = (id: string) => {
    const found = queries.getQueriesData<Notice>({ queryKey: ['notice', notice.id] })
    return found.flatMap(([, notice]) => notice?.target_list ?? []).find(target => target.id === id)
  }

  async function step(old: Target, words: string, work: () => Promise<Target>) {
    const done = await act(work, target => put(target))
    if (done) setLast({ words, old: [old] })
    return done
  }

  async function acceptAll(open: Target[]) {
    const done = await act(async () => {
      // the server says which cannot be accepted as they stand; the others need not wait for them
      const { hindrances } = await calls.publication(notice.id)
      const held = new Set(hindrances.filter(({ code }) => code.startsWith('target.')).flatMap(({ targets }) => targets))
      const ready = open.filter(target => !held.has(target.id))
      if (ready.length > 0) await calls.acceptMany(ready)
      return { ready, held }
    })
    if (!done) return undefined
    if (done.held.size > 0) void message.warning(t('review.held', { n: done.held.size }), 6)
    if (done.ready.length > 0) setLast({ words: t('review.did.acceptAll', { n: done.ready.length }), old: done.ready })
    return done.held
  }

  async function undo() {
    if (!last) return
    const done = await act(
      async () => {
        const back: Target[] = []
        for (const old of last.old) back.push(await calls.backTo(now(old.id) ?? old, old))
        return back
      },
      targets => put(...targets),
    )
    if (!done) return
    setLast(null)
    void message.info(t('review.undone', { what: last.words }))
  }

  return {
    busy,
    last,
    undo,
    acceptAll,
    accept: (target: Target) => step(target, t('review.did.accept'), () => calls.accept(target)),
    drop: (target: Target, reason: string) => step(target, t('review.did.drop'), () => calls.drop(target, reason)),
    restore: (target: Target) => step(target, t('review.did.restore'), () => calls.restore(target)),
    edit: (target: Target, values: calls.Edit) => step(target, t('review.did.edit'), () => calls.edit(target, values)),
    /** Steps that make or take away targets are not undone, and the notice is read again. */
    whole: async <T>(work: () => Promise<T>) => {
      const done = await act(work)
      if (done) setLast(null)
      return done
    },
  }
}

export type ReviewSteps = ReturnType<typeof useReview>
