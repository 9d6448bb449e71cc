// Channels as the server gives them, and what went to them.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'

export type Channel = Schemas['ChannelView']
export type Delivery = Schemas['DeliveryView']
export type Carrier = 'wecom' | 'dingtalk' | 'feishu' | 'mail'
/** When a channel may be told. */
export const OCCASIONS = ['digest', 'urgent', 'escalation'] as const
export type Occasion = (typeof OCCASIONS)[number] | 'trial'
export type State = 'waiting' | 'sent' | 'given-up'

/** Messages on their way are looked at again while the page is open. */
const AGAIN = 5_000

const isOnItsWay = (delivery: Delivery | null | undefined) => delivery?.state === 'waiting'

export const channelList = queryOptions({
  queryKey: ['channels'],
  queryFn: () => ask(client.GET('/api/channels')),
  refetchInterval: query => (query.state.data?.items.some(channel => isOnItsWay(channel.last)) ? AGAIN : false),
})

export const deliveriesOf = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', id],
    queryFn: ({ pageParam }) => ask(client.GET('/api/channels/{id}/deliveries', { params: { path: { id }, query: { before: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.before ?? undefined,
    refetchInterval: query => (query.state.data?.pages.some(page => page.items.some(isOnItsWay)) ? AGAIN : false),
  })
