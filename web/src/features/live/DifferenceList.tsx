import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'

/** What an amendment changes against the version before. */
export function DifferenceList({ id }: { id: string }) {
  const { t } = useTranslation()
  const found = useQuery({
    queryKey: ['difference', id],
    queryFn: async () => (await ask(client.GET('/api/notices/{id}/difference', { params: { path: { id } } }))).items,
  })
  const show = (value: unknown) => (value === null || value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value))
  return (
    <>
      <h2>{t('live.difference')}</h2>
      {found.data?.length === 0 && <p className="quiet">{t('live.noDifference')}</p>}
      <ul>
        {found.data?.map(item => (
          <li key={(item.key ?? '') + item.subject}>
            <Tag>{t(`live.${item.change}` as 'live.added')}</Tag>
            {item.subject}
            {item.fields
              .filter(field => field.field !== 'citations')
              .map(field => (
                <div key={field.field} className="quiet">
                  {t(`form.${field.field}` as 'form.value', { defaultValue: field.field })}：<del>{show(field.before)}</del> → <ins>{show(field.after)}</ins>
                </div>
              ))}
          </li>
        ))}
      </ul>
    </>
  )
}
