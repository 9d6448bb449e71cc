// Papers printed from a case, as the server gives them.
import { queryOptions } from '@tanstack/react-query'
import { ask, client, type Schemas } from '../../api/client'

export type Paper = Schemas['PaperView']
export type CasePapers = Schemas['CasePapersView']
export type PaperChoice = Schemas['PaperChoiceView']
export type Ask = Schemas['AskView']
export type PaperLine = Schemas['PaperLineView']
export type Covered = Schemas['CoveredView']
export type Said = Schemas['DocumentView']
export type Office = Schemas['PaperOfficeView']
export type Series = Schemas['SeriesView']
export type Answers = Record<string, string>

/** Registers whose records papers are issued for. */
export const CASES = ['hazard', 'inspection', 'listing']

export const SERVICES = ['direct', 'left', 'post', 'entrusted', 'electronic', 'public'] as const

export interface PapersSearch {
  kind?: string
  organ?: string
  year?: number
  below?: number
}

export function papersSearch(search: Record<string, unknown>): PapersSearch {
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
  const number = (value: unknown) => (Number.isInteger(Number(value)) && value !== undefined && value !== '' ? Number(value) : undefined)
  return { kind: text(search.kind), organ: text(search.organ), year: number(search.year), below: number(search.below) }
}

export const papersOf = (id: string, language: string) =>
  queryOptions({ queryKey: ['papers-of', id, language], queryFn: () => ask(client.GET('/api/records/{id}/papers', { params: { path: { id } } })) })

/** What may stand on a paper of this sort, the record itself first. */
export const paperLines = (id: string, kind: string) =>
  queryOptions({ queryKey: ['papers-of', id, 'lines', kind], queryFn: async () => (await ask(client.GET('/api/records/{id}/papers/lines', { params: { path: { id }, query: { kind } } }))).items })

/** What the cases on a paper propose for something that is asked once: each proposal once, or the first where one line is asked for. */
export function gathered(asked: Pick<Ask, 'code' | 'kind'>, lines: Pick<PaperLine, 'proposed'>[]): string {
  const proposed = [...new Set(lines.map(line => line.proposed[asked.code] ?? ''))].filter(Boolean)
  return asked.kind === 'long-text' ? proposed.join('\n') : (proposed[0] ?? '')
}

export const paperList = (query: PapersSearch) => queryOptions({ queryKey: ['papers', query], queryFn: () => ask(client.GET('/api/papers', { params: { query } })) })

export const paperOffices = queryOptions({ queryKey: ['paper-offices'], queryFn: async () => (await ask(client.GET('/api/paper-offices'))).items })

export const previewPaper = (id: string, body: Schemas['PaperInput']) => ask(client.POST('/api/records/{id}/papers/preview', { params: { path: { id } }, body }))

export const issuePaper = (id: string, body: Schemas['PaperInput']) => ask(client.POST('/api/records/{id}/papers', { params: { path: { id } }, body }))

export const voidPaper = (id: string, reason: string) => ask(client.POST('/api/papers/{id}/void', { params: { path: { id } }, body: { reason } }))

export const servePaper = (id: string, body: Schemas['ServedInput']) => ask(client.POST('/api/papers/{id}/service', { params: { path: { id } }, body }))

export const keepOffice = (id: string, body: Schemas['PaperOfficeInput']) => ask(client.PUT('/api/paper-offices/{id}', { params: { path: { id } }, body }))

export const pdfOf = (paper: Paper) => `/api/papers/${paper.id}/pdf`
export const docxOf = (paper: Paper) => `/api/papers/${paper.id}/docx`
