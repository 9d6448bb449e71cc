// What waits for whoever looks, and what people say to each other about it, as the server gives it.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'
import { again } from '../../app/changes'

export type Todo = Schemas['TodoView']
export type TodoItem = Schemas['TodoItemView']
export type Slip = Schemas['SlipView']
export type HazardSlips = Schemas['HazardSlipsView']
export type DoneThing = Schemas['DoneView']
export type SlipInput = Schemas['SlipInput']

export const BOXES = ['todo', 'done', 'started', 'copies'] as const
export type Box = (typeof BOXES)[number]

export const todoOf = queryOptions({ queryKey: ['todo'], queryFn: () => ask(client.GET('/api/todo')), refetchInterval: again })

export const boxOf = (of: Exclude<Box, 'todo'>) => queryOptions({ queryKey: ['todo', of], queryFn: () => ask(client.GET('/api/todo/box', { params: { query: { of } } })) })

export const slipsOf = (id: string) => queryOptions({ queryKey: ['slips', id], queryFn: () => ask(client.GET('/api/hazards/{id}/slips', { params: { path: { id } } })) })

export const sendSlip = (id: string, body: SlipInput) => ask(client.POST('/api/hazards/{id}/slips', { params: { path: { id } }, body }))

export const answerSlip = (id: string, answer: string, words: string) => ask(client.POST('/api/slips/{id}/answer', { params: { path: { id } }, body: { answer, words } }))
