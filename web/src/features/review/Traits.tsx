import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'

/** What to know of how a target was read. */
export function Traits({ target, withConfidence }: { target: Target; withConfidence?: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      {target.soft && (
        <span className="chip" title={t('review.softHint')}>
          {t('review.soft')}
        </span>
      )}
      {target.implicit && (
        <span className="chip" title={t('review.implicitHint')}>
          {t('review.implicit')}
        </span>
      )}
      {target.negated && (
        <span className="chip" title={t('review.negatedHint')}>
          {t('review.negated')}
        </span>
      )}
      {withConfidence && target.confidence !== 'high' && (
        <span className={`chip ${target.confidence === 'low' ? 'amber' : ''}`}>
          {t(`review.${target.confidence}` as 'review.low', { defaultValue: target.confidence })}
        </span>
      )}
    </>
  )
}
