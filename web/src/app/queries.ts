import { QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, ask, client, type Notice, type Target } from '../api/client'
import { dayOf } from './moments'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // what the server refused once it refuses again; a lost network may come back
      retry: (count, error) => count < 2 && error instanceof ApiError && error.problem.status === 0,
      retryDelay: 800,
    },
  },
})

export const me = queryOptions({ queryKey: ['me'], queryFn: () => ask(client.GET('/api/session')) })

export const noticeList = queryOptions({
  queryKey: ['notices'],
  queryFn: async () => (await ask(client.GET('/api/notices'))).items,
})

export const noticeDetail = (id: string, language: string) =>
  queryOptions({
    queryKey: ['notice', id, language],
    queryFn: () => ask(client.GET('/api/notices/{id}', { params: { path: { id } } })),
  })

export const difference = (id: string) =>
  queryOptions({
    queryKey: ['difference', id],
    queryFn: async () => (await ask(client.GET('/api/notices/{id}/difference', { params: { path: { id } } }))).items,
  })

export const unitList = queryOptions({
  queryKey: ['units'],
  queryFn: async () => (await ask(client.GET('/api/units'))).items,
})

/** Units that stand on a day; which ones do is the server's to say. */
export const unitsOn = (on: string) =>
  queryOptions({
    queryKey: ['units', on],
    queryFn: async () => (await ask(client.GET('/api/units', { params: { query: { on } } }))).items,
  })

/** Today in China, as 2026-03-05. */
export const today = () => dayOf(new Date().toISOString())

/** After a write, everything that may show it is asked for again. */
export function refresh() {
  return queries.invalidateQueries({ predicate: query => query.queryKey[0] !== 'me' })
}

/** After a step of the review: the changed targets are put in place, the long text is not asked for again. */
export function putTargets(notice: string, changed: Target[]) {
  const byId = new Map(changed.map(target => [target.id, target]))
  queries.setQueriesData<Notice>({ queryKey: ['notice', notice] }, old =>
    old && { ...old, target_list: old.target_list.map(target => byId.get(target.id) ?? target) },
  )
  void queries.invalidateQueries({ queryKey: ['notice', notice], refetchType: 'none' })
  // what else shows them may come later: nobody waits for it to go on to the next
  void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'notice' })
  return Promise.resolve()
}
