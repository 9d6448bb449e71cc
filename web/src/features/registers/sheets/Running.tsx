import { Alert, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Import } from './calls'

/** How far an import is, and what became of it. */
export function Running({ running }: { running: Import }) {
  const { t } = useTranslation()
  const { state, done, total, bad } = running
  const counts = t('registers.sheet.counts', { total: done, added: running.new, changed: running.changed, same: running.same, bad })
  if (state === 'running') {
    return (
      <div role="status">
        <p>{t('registers.sheet.running', { done, total })}</p>
        <Progress percent={Math.floor((done / Math.max(1, total)) * 100)} status="active" aria-label={t('registers.sheet.title')} />
        <p className="quiet">{counts}</p>
      </div>
    )
  }
  const isDone = state === 'done'
  return <Alert type={isDone ? 'success' : 'warning'} showIcon title={isDone ? t(bad > 0 ? 'registers.sheet.doneGood' : 'registers.sheet.done') : t('registers.sheet.stopped', { done, total })} description={counts} />
}
