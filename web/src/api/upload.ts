// A file's bytes go up by XMLHttpRequest: fetch tells no progress.
import i18n from '../app/i18n'
import { ApiError, isProblem, offline, unexpected } from './client'

export interface Upload {
  body: Blob
  name?: string
  again: boolean
  /** Percent sent; 100 means that the server is reading. */
  onProgress: (percent: number) => void
  signal: AbortSignal
}

/** Reads a notice in; gives its id, or nothing when it was stopped. */
export function readIn({ body, name, again, onProgress, signal }: Upload): Promise<string | undefined> {
  const query = new URLSearchParams({ again: String(again) })
  if (name) query.set('name', name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/notices?${query}`)
    request.setRequestHeader('Accept-Language', i18n.language)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = event => onProgress(Math.floor((event.loaded / Math.max(1, event.total)) * 100))
    request.upload.onload = () => onProgress(100)
    request.onerror = () => reject(new ApiError(offline()))
    request.onabort = () => resolve(undefined)
    request.onload = () => {
      let answer: unknown
      try {
        answer = JSON.parse(request.responseText)
      } catch {
        answer = null
      }
      const id = request.getResponseHeader('x-request-id')
      if (request.status === 201) resolve((answer as { id: string }).id)
      else reject(new ApiError(isProblem(answer) ? answer : unexpected(request.status), id))
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}
