import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'

/** A page that could not be loaded: what happened, and the way on. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation()
  const words = error instanceof ApiError ? error.problem.message : String(error)
  return (
    <Result
      status="warning"
      title={t('error.title')}
      subTitle={words}
      extra={
        <Button type="primary" onClick={retry}>
          {t('app.retry')}
        </Button>
      }
    />
  )
}
