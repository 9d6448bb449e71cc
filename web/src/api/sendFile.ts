// A file's bytes go up as they are, and what the server makes of them comes back.
import i18n from '../app/i18n'
import { ApiError, isProblem, offline, unexpected } from './client'

/** Sends a file; gives the answer when it was taken. */
export async function sendFile(address: string, file: Blob): Promise<Response> {
  const headers = { 'Accept-Language': i18n.language, 'Content-Type': 'application/octet-stream' }
  const response = await fetch(address, { method: 'POST', headers, body: file }).catch((): never => {
    throw new ApiError(offline())
  })
  if (response.ok) return response
  const answer: unknown = await response.json().catch(() => null)
  throw new ApiError(isProblem(answer) ? answer : unexpected(response.status), response.headers.get('x-request-id'))
}
