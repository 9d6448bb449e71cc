// Duty lists compared, and the duties of a notice, as the server gives them.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'

export type Findings = Schemas['DutyFindingsView']
export type Item = Schemas['DutyItemView']
export type Found = Schemas['FoundDutyView']

export const dutyFindings = (unit?: string) =>
  queryOptions({ queryKey: ['duty-findings', unit], queryFn: () => ask(client.GET('/api/duty-findings', { params: { query: { unit } } })) })

export const noticeDuties = (id: string) =>
  queryOptions({ queryKey: ['notice-duties', id], queryFn: () => ask(client.GET('/api/notices/{id}/duties', { params: { path: { id } } })) })

export interface Pick {
  index: number
  unit: string
  part: string
}

export const takeDuties = (id: string, picks: Pick[]) => ask(client.POST('/api/notices/{id}/duties', { params: { path: { id } }, body: { picks } }))
