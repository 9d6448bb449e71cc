import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { unitList } from '../../app/queries'
import { Part } from '../desk/Part'

const unitChanges = (id: string) =>
  queryOptions({
    queryKey: ['unit-changes', id],
    queryFn: async () => (await ask(client.GET('/api/units/{id}/changes', { params: { path: { id } } }))).items,
  })

const NAMES = { renamed: 'units.renamed', moved: 'units.moved', merged: 'units.merged', split: 'units.split' } as const

/** What became of a unit, and what came to it: names it had, units it lay in, the one that goes on. */
export function History({ id }: { id: string }) {
  const { t } = useTranslation()
  const found = useQuery(unitChanges(id))
  const units = useQuery(unitList)
  if (!found.data?.length) return null
  const name = (id?: string | null) => units.data?.find(unit => unit.id === id)?.name
  const link = (id?: string | null) =>
    id && (
      <Link to="/units/$id" params={{ id }} lang="zh-CN">
        {name(id)}
      </Link>
    )
  return (
    <Part title={t('units.history')}>
      <ul className="unit-history">
        {found.data.map(change => (
          <li key={change.id}>
            <span className="nowrap">{change.effect_on}</span> <b>{t(NAMES[change.what as keyof typeof NAMES])}</b>{' '}
            {change.what === 'renamed' ? (
              <span>
                {t('units.was')} <span lang="zh-CN">{change.name_before}</span>
              </span>
            ) : (
              <span>
                <span lang="zh-CN">{change.name_before}</span> {change.what !== 'split' && change.parent_before && <>{t('units.leaves')} {link(change.parent_before)} </>}
                {t(change.what === 'split' ? 'units.gave' : 'units.wentTo')} {link(change.other)}
              </span>
            )}
            {change.basis && (
              <span className="quiet">
                {' '}
                {t('units.basis')} <span lang="zh-CN">{change.basis}</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}
