import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answering } from './answering'

/** The leaders who answer for a place or a sector, each with how. */
export function Answering(query: { unit?: string; sector?: string }) {
  const { t } = useTranslation()
  const found = useQuery(answering(query))
  return (found.data ?? []).map(({ name, tie }) => (
    <span key={name + tie}>
      <span lang="zh-CN">{name}</span> <span className="quiet">{t(tie === 'linked' ? 'people.linkedLeader' : 'people.leaderInCharge')}</span>
    </span>
  ))
}
