// Who answers for a place or a sector by the lines of leaders.
import { queryOptions } from '@tanstack/react-query'
import { ask, client } from '../../api/client'

export const answering = (query: { unit?: string; sector?: string }) =>
  queryOptions({
    queryKey: ['answering', query],
    queryFn: async () => (await ask(client.GET('/api/answering', { params: { query } }))).items,
  })
