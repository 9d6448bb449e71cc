// The one way to the server. Types come from its own document; errors arrive as Problem.
import createClient, { type Middleware } from 'openapi-fetch'
import i18n from '../app/i18n'
import type { components, paths } from './schema.gen'

export type Schemas = components['schemas']
export type Problem = Schemas['Problem']
export type Notice = Schemas['NoticeDetail']
export type NoticeSummary = Schemas['NoticeSummary']
export type Target = Schemas['TargetView']
export type Unit = Schemas['UnitView']
export type Clause = Schemas['ClauseView']
export type Diagnostic = Schemas['DiagnosticView']
export type Board = Schemas['BoardView']

export type Difference = Schemas['DifferenceView']
export type Duty = Schemas['DutyView']

export class ApiError extends Error {
  /** `request` is the number under which the server logged it. */
  constructor(
    readonly problem: Problem,
    readonly request?: string | null,
  ) {
    super(problem.message)
  }

  /** What went wrong; a fault of the server with the number to tell the administrator. */
  get words(): string {
    const isFault = this.problem.status >= 500 && this.request
    return isFault ? `${this.problem.message} ${i18n.t('error.request', { id: this.request })}` : this.problem.message
  }
}

const language: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', i18n.language)
    return request
  },
}

export const client = createClient<paths>({ baseUrl: '' })
client.use(language)

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The data of an answer, or the server's problem as an error. */
export async function ask<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((): never => {
    throw new ApiError(offline())
  })
  if (response.ok) return data as T
  throw new ApiError(isProblem(error) ? error : unexpected(response.status), response.headers.get('x-request-id'))
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value
}

export function offline(): Problem {
  return { status: 0, code: 'offline', message: i18n.t('error.offline'), message_en: '', params: {} }
}

export function unexpected(status: number): Problem {
  return { status, code: 'unexpected', message: i18n.t('error.unexpected', { status }), message_en: '', params: {} }
}
