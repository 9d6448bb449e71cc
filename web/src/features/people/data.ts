// Accounts as the server gives them, and what their list is narrowed by.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'

export type Account = Schemas['AccountView']
export type Post = Schemas['PostView']

export interface PeopleSearch {
  text?: string
  unit?: string
  role?: string
  state?: string
}

const KEYS = ['text', 'unit', 'role', 'state'] as const

/** What the address narrows by. */
export function peopleSearch(search: Record<string, unknown>): PeopleSearch {
  const known = KEYS.map(key => [key, search[key]] as const).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  return Object.fromEntries(known.map(([key, value]) => [key, String(value)]))
}

export const accountList = (query: PeopleSearch) =>
  queryOptions({
    queryKey: ['accounts', query],
    queryFn: async () => (await ask(client.GET('/api/accounts', { params: { query } }))).items,
    placeholderData: keepPreviousData,
  })

export const roleList = queryOptions({
  queryKey: ['roles'],
  queryFn: async () => (await ask(client.GET('/api/roles'))).items,
  staleTime: Infinity,
})

/** Posts that count today or will, then those that are over. */
export function parted(posts: readonly Post[], today: string): { now: Post[]; over: Post[] } {
  const isOver = (post: Post) => !!post.valid_to && post.valid_to < today
  return { now: posts.filter(post => !isOver(post)), over: posts.filter(isOver) }
}
