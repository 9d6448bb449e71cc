import { useTranslation } from 'react-i18next'

/** The page's shape while it loads, so that nothing jumps when it comes. */
export function Loading({ columns }: { columns?: 'live' | 'review' }) {
  const { t } = useTranslation()
  return (
    <div className={`page ${columns ? `fill ${columns}` : ''}`} role="status" aria-label={t('error.loading')}>
      <div className="page-head">
        <span className="bone" style={{ width: 180 }} />
      </div>
      {columns ? (
        <div className="columns">
          <section className="sheet side no-phone">
            <Bones lines={8} />
          </section>
          <section className="sheet side">
            <Bones lines={14} />
          </section>
          <section className="sheet side no-phone">
            <Bones lines={8} />
          </section>
        </div>
      ) : (
        <div className="sheet side">
          <Bones lines={10} />
        </div>
      )}
    </div>
  )
}

function Bones({ lines }: { lines: number }) {
  return Array.from({ length: lines }, (_, n) => <span key={n} className="bone" style={{ width: `${88 - ((n * 17) % 30)}%` }} />)
}
