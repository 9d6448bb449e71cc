import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answering } from '../../people/answering'
import { useKnown } from '../data/context'
import { recordDetail } from '../data/queries'
import { originIn, type Values } from '../data/types'

/** Where what is entered lies and of which sector it is: as entered, or else as that of its site or of what it is about. */
function usePlace(values: Values): { unit?: string; sector?: string } {
  const { definition } = useKnown()
  const origin = originIn(definition, values)
  const { data } = useQuery({ ...recordDetail(origin?.register ?? '', origin?.id ?? ''), enabled: !!origin })
  const at = origin && data?.record
  return { unit: values.unit?.[0] || at?.unit_id, sector: values.sector?.[0] || definition.sector || at?.sector || undefined }
}

/** The leaders who answer for the place and the sector of what is entered: one click takes the name. */
export function Proposed({ values, chosen, onChoose }: { values: Values; chosen?: string; onChoose: (name: string) => void }) {
  const { t } = useTranslation()
  const query = usePlace(values)
  const found = useQuery({ ...answering(query), enabled: !!(query.unit ?? query.sector) })
  const items = (found.data ?? []).filter(({ name }) => name !== chosen)
  if (items.length === 0) return null
  return (
    <p className="proposed-leaders" data-testid="proposed">
      {items.map(({ name, tie }) => (
        <Button key={name + tie} size="small" onClick={() => onChoose(name)}>
          <span lang="zh-CN">{name}</span> {t(tie === 'linked' ? 'people.linkedLeader' : 'people.leaderInCharge')}
        </Button>
      ))}
    </p>
  )
}
