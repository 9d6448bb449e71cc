import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { PageMissing } from './page'

/** A page that could not be loaded: what happened, and the way on. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation()
  const isMissing = error instanceof ApiError && error.problem.status === 404
  if (isMissing) return <NotFound />
  if (error instanceof PageMissing) {
    // what a browser failed to fetch once it does not ask for again, so the whole page is loaded anew
    return (
      <Plain title={t('error.piece')} words={t('error.pieceHint')}>
        <Button type="primary" onClick={() => location.reload()}>
          {t('error.reload')}
        </Button>
      </Plain>
    )
  }
  const words = error instanceof ApiError ? error.words : t('error.broken')
  return (
    <Plain title={t('error.title')} words={words}>
      <Button type="primary" onClick={retry}>
        {t('app.retry')}
      </Button>
    </Plain>
  )
}

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Plain title={t('error.notFound')} words={t('error.notFoundHint')}>
      <Link to="/notices">{t('error.home')}</Link>
    </Plain>
  )
}

function Plain({ title, words, children }: { title: string; words: string; children: React.ReactNode }) {
  return (
    <div className="page">
      <div className="sheet blank" role="alert">
        <h1>{title}</h1>
        <p>{words}</p>
        {children}
      </div>
    </div>
  )
}

/** What will stand here, and the one next step. */
export function Blank({ title, words, children }: { title: string; words?: string; children?: React.ReactNode }) {
  return (
    <div className="blank">
      <h2>{title}</h2>
      {words && <p>{words}</p>}
      {children}
    </div>
  )
}
