import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../app/moments'
import type { Delivery, State } from './data'

/** What became of a message, and what the other side said. */
export function Outcome({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const { state, failures, due_at, ended_at, made_at, last_error } = delivery
  return (
    <>
      <span className={state === 'given-up' ? 'bad' : failures > 0 && state === 'waiting' ? 'warn' : undefined}>{t(`channels.state.${state as State}`)}</span>{' '}
      <span className="quiet">{state === 'waiting' && failures > 0 ? t('channels.retried', { n: failures, at: minuteOf(due_at) }) : minuteOf(ended_at ?? made_at)}</span>
      {last_error && (
        <div className="quiet" lang="zh-CN">
          {last_error}
        </div>
      )}
    </>
  )
}
