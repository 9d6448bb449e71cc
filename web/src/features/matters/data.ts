// Matters beside hazards, as the server gives them.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'
import { again } from '../../app/changes'

export type Matter = Schemas['MatterView']
export type Errand = Schemas['ErrandView']
export type Urging = Schemas['UrgingView']
export type Led = Schemas['LedView']
export type ListingRule = Schemas['ListingRuleView']
export type TransferRule = Schemas['TransferRuleView']

/** Registers whose records are matters. */
export const MATTERS = ['listing', 'transfer', 'consultation', 'consultation-item', 'campaign-plan']

export const matterOf = (id: string) => queryOptions({ queryKey: ['matter', id], queryFn: () => ask(client.GET('/api/matters/{id}', { params: { path: { id } } })) })

export const urgeListing = (id: string, words: string) => ask(client.POST('/api/matters/{id}/urges', { params: { path: { id } }, body: { words } }))

export type Campaign = Schemas['CampaignView']
export type CampaignRow = Schemas['CampaignRowView']

export const campaignOf = (id: string) => queryOptions({ queryKey: ['campaign', id], queryFn: () => ask(client.GET('/api/campaigns/{id}', { params: { path: { id } } })), refetchInterval: again })

export const ledByMe = queryOptions({ queryKey: ['led'], queryFn: () => ask(client.GET('/api/led')), refetchInterval: again })
