import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../../app/Failed'
import { Loading } from '../../../app/Loading'
import { useTitle } from '../../../app/useTitle'
import { register, registerList } from '../data/queries'
import type { Definition } from '../data/types'
import { named } from '../text/named'
import { Editor } from './Editor'

/** Fields are added to a register here, without a programmer. */
export function DefinitionPage() {
  const { t, i18n } = useTranslation()
  const { code } = useParams({ from: '/registers/$code/definition' })
  const view = useQuery({ ...register(code), staleTime: 0 })
  const all = useQuery(registerList)
  const definition = view.data?.definition
  useTitle(definition ? t('registers.define.title', { name: named(definition.name, i18n.language) }) : '')
  const error = view.error ?? all.error
  if (!definition || !all.data) return error ? <Failed error={error} retry={() => void Promise.all([view.refetch(), all.refetch()])} /> : <Loading />
  return <Editor key={`${code} ${definition.version}`} before={definition} all={all.data} />
}

const EMPTY: Definition = { code: '', name: { zh: '' }, group: '', title: 'name', key: ['name'], field: [{ code: 'name', name: { zh: '名称', en: 'Name' }, kind: 'text', length: 100, required: true, search: true }] }

export function NewRegisterPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const all = useQuery(registerList)
  useTitle(t('registers.define.newTitle'))
  if (!all.data) return all.error ? <Failed error={all.error} retry={() => void all.refetch()} /> : <Loading />
  const codes = new Set(all.data.items.map(item => item.code))
  return <Editor all={all.data} start={{ ...EMPTY, group: all.data.groups[0]?.code ?? '' }} taken={codes} onMade={code => void navigate({ to: '/registers/$code', params: { code } })} />
}
