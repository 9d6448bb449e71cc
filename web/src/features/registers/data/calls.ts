// Writes, each with the number of its request, by which it can be taken back.
import { ask, client } from '../../../api/client'
import type { Definition, Entered, RecordView } from './types'

export interface Done<T> {
  data: T
  request: string
}

async function tracked<T>(answer: Parameters<typeof ask<T>>[0]): Promise<Done<T>> {
  const data = await ask(answer)
  return { data, request: (await answer).response.headers.get('x-request-id') ?? '' }
}

type Of = Pick<RecordView, 'register' | 'id' | 'version'>
const path = ({ register, id }: Of) => ({ params: { path: { code: register, id } } })

export const create = (code: string, body: Entered) => tracked(client.POST('/api/registers/{code}/records', { params: { path: { code } }, body }))

export const change = (record: Of, entered: Entered) =>
  tracked(client.PATCH('/api/registers/{code}/records/{id}', { ...path(record), body: { version: record.version, entered } }))

export const move = (record: Of, transition: string, entered: Entered) =>
  tracked(client.POST('/api/registers/{code}/records/{id}/move', { ...path(record), body: { version: record.version, transition, entered } }))

export async function remove(record: Of): Promise<Done<true>> {
  const { request } = await tracked(client.POST('/api/registers/{code}/records/{id}/remove', { ...path(record), body: { version: record.version } }))
  return { data: true, request }
}

export const reveal = (record: Of, reason: string) => ask(client.POST('/api/registers/{code}/records/{id}/reveal', { ...path(record), body: { reason } }))

export const merge = (record: Of, other: { id: string; version: number }) =>
  tracked(client.POST('/api/registers/{code}/records/{id}/merge', { ...path(record), body: { version: record.version, other } }))

export const split = (record: Of) => tracked(client.POST('/api/registers/{code}/records/{id}/split', { ...path(record), body: { version: record.version } }))

export const bulk = (code: string, records: Of[], entered: Entered, write: boolean) =>
  tracked(client.POST('/api/registers/{code}/bulk', { params: { path: { code } }, body: { records: records.map(({ id, version }) => ({ id, version })), entered, write } }))

export const undo = (request_id: string) => ask(client.POST('/api/undo', { body: { request_id } }))

export const define = (base: number, definition: Definition) => ask(client.POST('/api/registers', { body: { base, definition } }))
