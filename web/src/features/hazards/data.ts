// What is decided of hazards, as the server gives it.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'
import { again } from '../../app/changes'

export type Hazard = Schemas['HazardView']
export type Extension = Schemas['ExtensionView']
export type Judgement = Schemas['JudgementView']
export type Proposal = Schemas['ProposalView']
export type Criteria = Schemas['CriteriaView']
export type Alike = Schemas['AlikeView']
export type Term = Schemas['TermView']
export type Rules = Schemas['RulesView']
export type HazardLists = Schemas['HazardListsView']
export type HazardList = Schemas['HazardListView']

export interface Of {
  id: string
  version: number
}

export const hazardOf = (id: string) => queryOptions({ queryKey: ['hazard', id], queryFn: () => ask(client.GET('/api/hazards/{id}', { params: { path: { id } } })) })

export const hazardLists = (unit: string | undefined) =>
  queryOptions({ queryKey: ['hazard-lists', unit], queryFn: () => ask(client.GET('/api/hazard-lists', { params: { query: { unit } } })), refetchInterval: again })

export const hazardCauses = (unit: string | undefined) =>
  queryOptions({ queryKey: ['hazard-causes', unit], queryFn: () => ask(client.GET('/api/hazard-causes', { params: { query: { unit } } })) })

export const hazardRules = queryOptions({ queryKey: ['hazard-rules'], queryFn: () => ask(client.GET('/api/hazard-rules')) })

export const proposalOf = (code: string, body: Schemas['ProposalInput']) =>
  queryOptions({ queryKey: ['proposal', code, body], queryFn: () => ask(client.POST('/api/criteria/{code}/proposal', { params: { path: { code } }, body })) })

export const askExtension = ({ id, version }: Of, to: string, reason: string) =>
  ask(client.POST('/api/hazards/{id}/extensions', { params: { path: { id } }, body: { version, to, reason } }))

export const decideExtension = (id: string, version: number, verdict: string, answer: string) =>
  ask(client.POST('/api/extensions/{id}/decision', { params: { path: { id } }, body: { version, verdict, answer } }))

export const judge = ({ id, version }: Of, input: Omit<Schemas['JudgementInput'], 'version'>) =>
  ask(client.POST('/api/hazards/{id}/judgements', { params: { path: { id } }, body: { version, ...input } }))
