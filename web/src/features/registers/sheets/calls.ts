// Sheets in and out of a register.
import { ask, client, type Schemas } from '../../../api/client'
import { sendFile } from '../../../api/sendFile'
import { columnsOf, firstColumns } from '../data/columns'
import { asked, type ListSearch } from '../data/search'
import type { Definition } from '../data/types'

export type Preview = Schemas['ImportPreview']
export type Import = Schemas['ImportView']

/** The list as it is shown, as a workbook. */
export function exportAddress(definition: Definition, search: ListSearch, list?: string): string {
  const columns = columnsOf(definition, search.cols) ?? firstColumns(definition)
  const query = new URLSearchParams({ ...asked(search), columns: columns.map(column => column.code).join(','), ...(list && { list }) })
  return `/api/registers/${definition.code}/export.xlsx?${query}`
}

export const templateAddress = (code: string) => `/api/registers/${code}/template.xlsx`
export const problemsAddress = (id: string) => `/api/imports/${id}/problems.xlsx`

/** Sends a sheet up. It is checked, and nothing is written yet. */
export async function bring(code: string, file: File): Promise<Preview> {
  const query = new URLSearchParams({ name: file.name })
  return (await (await sendFile(`/api/registers/${code}/imports?${query}`, file)).json()) as Preview
}

const of = (id: string) => ({ params: { path: { id } } })

export const remap = (id: string, mapping: (string | null)[]) => ask(client.POST('/api/imports/{id}/mapping', { ...of(id), body: { mapping } }))
export const run = (id: string, only_good: boolean) => ask(client.POST('/api/imports/{id}/run', { ...of(id), body: { only_good } }))
export const look = (id: string) => ask(client.GET('/api/imports/{id}', of(id)))
export const stop = (id: string) => ask(client.POST('/api/imports/{id}/cancel', of(id)))
