// A file's bytes go up by XMLHttpRequest: fetch tells no progress.
import i18n from '../app/i18n'
import { ApiError, isProblem, offline, unexpected } from './client'

export interface Upload {
  body: Blob
  name?: string
  again: boolean
  onProgress: (percent: number) => void
}

/** Reads a notice in; gives its id. */
export function readIn({ body, name, again, onProgress }: Upload): Promise<string> {
  const query = new URLSearchParams({ again: String(again) })
  if (name) query.set('name', name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/notices?${query}`)
    request.setRequestHeader('Accept-Language', i18n.language)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = event => onProgress(Math.round((event.loaded / Math.max(1, event.total)) * 100))
    request.onerror = () => reject(new ApiError(offline()))
    request.onload = () => {
      let answer: unknown
      try {
        answer = JSON.parse(request.responseText)
      } catch {
        answer = null
      }
      if (request.status === 201) resolve((answer as { id: string }).id)
      else reject(new ApiError(isProblem(answer) ? answer : unexpected(request.status)))
    }
    request.send(body)
  })
}
