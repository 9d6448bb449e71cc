// The audit trail as the server gives it.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'

export type Event = Schemas['AuditEventView']

export interface AuditSearch {
  from?: string
  to?: string
  person?: string
  unit?: string
  action?: string
  kind?: string
  thing?: string
  request?: string
}

const KEYS = ['from', 'to', 'person', 'unit', 'action', 'kind', 'thing', 'request'] as const

/** What the address narrows by. */
export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const known = KEYS.map(key => [key, search[key]] as const).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  return Object.fromEntries(known.map(([key, value]) => [key, String(value)]))
}

export const auditEvents = (query: AuditSearch, language: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', query, language],
    queryFn: ({ pageParam: after }) => ask(client.GET('/api/audit', { params: { query: { ...query, after } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

export const auditChoices = (language: string) =>
  queryOptions({ queryKey: ['audit-choices', language], queryFn: () => ask(client.GET('/api/audit/choices')) })
