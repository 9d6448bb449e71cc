import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import type { Detail } from '../data/types'
import { isSame } from '../text/difference'
import { named, shown } from '../text/named'

/** Where the two differ; the one that stays takes only what it lacks. */
export function MergeTable({ keeper, gone }: { keeper: Detail; gone: Detail }) {
  const { t } = useTranslation()
  const { definition, language, words } = useKnown()
  const fields = definition.field.filter(field => !isSame(keeper.record.values[field.code], gone.record.values[field.code]))
  const names = { ...gone.names, ...keeper.names }
  if (fields.length === 0) return <p>{t('registers.merge.same')}</p>
  return (
    <div className="preview">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('registers.conflict.field')}</th>
            <th scope="col">
              {t('registers.merge.keeper')} <span lang="zh-CN">{keeper.record.title}</span>
            </th>
            <th scope="col">
              {t('registers.merge.gone')} <span lang="zh-CN">{gone.record.title}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(field => {
            const own = shown(field, keeper.record.values[field.code], names, words)
            const other = shown(field, gone.record.values[field.code], names, words)
            return (
              <tr key={field.code}>
                <td>{named(field.name, language)}</td>
                <td lang="zh-CN">{own || '—'}</td>
                <td lang="zh-CN">{own ? <del>{other || '—'}</del> : <ins>{other}</ins>}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
