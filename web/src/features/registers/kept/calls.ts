// Lists that are kept under a name.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../../api/client'

export type Kept = Schemas['KeptView']
export type KeptInput = Schemas['KeptViewInput']

export const keptLists = (code: string) =>
  queryOptions({
    queryKey: ['kept', code],
    queryFn: async () => (await ask(client.GET('/api/registers/{code}/views', { params: { path: { code } } }))).items,
  })

const of = ({ id }: Kept) => ({ params: { path: { id } } })

export const keep = (code: string, body: KeptInput) => ask(client.POST('/api/registers/{code}/views', { params: { path: { code } }, body }))
export const change = (kept: Kept, body: Partial<KeptInput>) => ask(client.PUT('/api/views/{id}', { ...of(kept), body: { name: kept.name, query: kept.query, shared: kept.shared, ...body } }))
export const forget = (kept: Kept) => ask(client.DELETE('/api/views/{id}', of(kept)))
