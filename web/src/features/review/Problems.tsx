import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '../../api/client'
import { goTo } from '../live/Outline'

const ORDER: Record<string, number> = { error: 0, warning: 1, note: 2 }
const SIGN: Record<string, string> = { error: '✕', warning: '!', note: '·' }

/** Problems of the text, the weighty ones first; a click goes to the place. */
export function Problems({ problems }: { problems: Diagnostic[] }) {
  const { t } = useTranslation()
  const sorted = [...problems].sort((a, b) => (ORDER[a.severity] ?? 9) - (ORDER[b.severity] ?? 9) || a.start - b.start)
  return (
    <>
      <h2>
        {t('review.problems')} <span className="quiet">{problems.length}</span>
      </h2>
      {problems.length === 0 && <p className="quiet">{t('review.noneProblems')}</p>}
      <div className="problem-list">
        {sorted.map(problem => (
          <button key={problem.code + problem.start} type="button" title={problem.hint ?? ''} onClick={() => goTo(problem.start)}>
            <span className={problem.severity}>
              {SIGN[problem.severity]} {problem.message}
            </span>
            <br />
            <span className="quiet">{problem.hint}</span>
          </button>
        ))}
      </div>
    </>
  )
}
