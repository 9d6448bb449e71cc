import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answering } from '../../people/answering'
import type { Values } from '../data/types'

/** The leaders who answer for the place and the sector of what is entered: one click takes the name. */
export function Proposed({ values, chosen, onChoose }: { values: Values; chosen?: string; onChoose: (name: string) => void }) {
  const { t } = useTranslation()
  const query = { unit: values.unit?.[0] || undefined, sector: values.sector?.[0] || undefined }
  const found = useQuery({ ...answering(query), enabled: !!(query.unit ?? query.sector) })
  const items = (found.data ?? []).filter(({ name }) => name !== chosen)
  if (items.length === 0) return null
  return (
    <p className="entry-help" data-testid="proposed">
      {items.map(({ name, tie }) => (
        <Button key={name + tie} size="small" onClick={() => onChoose(name)}>
          <span lang="zh-CN">{name}</span> {t(tie === 'linked' ? 'people.linkedLeader' : 'people.leaderInCharge')}
        </Button>
      ))}
    </p>
  )
}
