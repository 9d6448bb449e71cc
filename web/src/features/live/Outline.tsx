import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../api/client'
import { outline } from '../../text/outline'

interface Props {
  notice: Notice
  characters: readonly string[]
  onGo: (start: number) => void
}

/** The two upper levels, each with the number of its targets. */
export function Outline({ notice, characters, onGo }: Props) {
  const { t } = useTranslation()
  const { clauses, target_list } = notice
  const rows = useMemo(() => {
    const live = target_list.filter(target => target.state !== 'dropped')
    return outline(characters, clauses, live)
  }, [characters, clauses, target_list])
  return (
    <ul className="outline">
      {rows.map(row => (
        <li key={row.start} className={`depth-${row.level}`}>
          <button type="button" onClick={() => onGo(row.start)}>
            <span lang="zh-CN" className="label">
              {row.label}
            </span>
            <span lang="zh-CN" className="words">
              {row.words}
            </span>
            {row.targets > 0 && (
              <span className="count" title={`${t('live.targets')} ${row.targets}`}>
                {row.targets}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
