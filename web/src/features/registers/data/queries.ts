import { queryOptions } from '@tanstack/react-query'
import { ask, client } from '../../../api/client'

/** Definitions change rarely; a list asks for its own once in a while. */
const STEADY = 60_000

export const registerList = queryOptions({ queryKey: ['registers'], staleTime: STEADY, queryFn: () => ask(client.GET('/api/registers')) })

/** How many records each register has; a page shows without it and fills it in. */
export const registerCounts = queryOptions({
  queryKey: ['register-counts'],
  queryFn: async () => new Map((await ask(client.GET('/api/register-counts'))).items.map(item => [item.register, item])),
})

export const register = (code: string) =>
  queryOptions({ queryKey: ['register', code], staleTime: STEADY, queryFn: () => ask(client.GET('/api/registers/{code}', { params: { path: { code } } })) })

export const summary = (code: string, query: Record<string, string>) =>
  queryOptions({
    queryKey: ['summary', code, query],
    queryFn: () => ask(client.GET('/api/registers/{code}/summary', { params: { path: { code }, query: query as never } })),
  })

export const recordDetail = (code: string, id: string) =>
  queryOptions({
    queryKey: ['record', code, id],
    queryFn: () => ask(client.GET('/api/registers/{code}/records/{id}', { params: { path: { code, id } } })),
  })

export const duplicates = (code: string, id: string) =>
  queryOptions({
    queryKey: ['duplicates', code, id],
    queryFn: async () => (await ask(client.GET('/api/registers/{code}/records/{id}/duplicates', { params: { path: { code, id } } }))).items,
  })

/** A few records whose texts fit, for a choice. */
export const found = (code: string, q: string, limit = 20) =>
  queryOptions({
    queryKey: ['found', code, q, limit],
    queryFn: () => ask(client.GET('/api/registers/{code}/records', { params: { path: { code }, query: { q: q || undefined, limit } } })),
  })
