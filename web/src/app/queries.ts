import { QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, ask, client } from '../api/client'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // what the server refused once it refuses again; a lost network may come back
      retry: (count, error) => count < 2 && error instanceof ApiError && error.problem.status === 0,
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

export const unitList = queryOptions({
  queryKey: ['units'],
  queryFn: async () => (await ask(client.GET('/api/units'))).items,
})

/** After a write, everything that may show it is asked for again. */
export function refresh() {
  return queries.invalidateQueries({ predicate: query => query.queryKey[0] !== 'me' })
}
