// A photo or a paper on its way to the server. A large one goes in pieces and on from where a line broke, even after the page
// was closed: what has come stays on the server for a day.
import i18n from '../app/i18n'
import { ApiError, isProblem, offline, unexpected, type Schemas } from './client'

export type Kept = Schemas['FileView']

/** Smaller files go in one request: they are there before a second one could be asked. */
const IN_ONE = 1024 * 1024
/** What is lost at most when a line breaks. */
const PIECE = 512 * 1024
const WAITS = [0, 1000, 3000, 5000, 10_000, 20_000]

function problem(status: number, body: string, request: string | null): ApiError {
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    answer = null
  }
  return new ApiError(isProblem(answer) ? answer : unexpected(status), request)
}

async function post(address: string, body?: File): Promise<Kept> {
  const headers = { 'Accept-Language': i18n.language, 'Content-Type': 'application/octet-stream' }
  const response = await fetch(address, { method: 'POST', headers, body }).catch((): never => {
    throw new ApiError(offline())
  })
  if (response.ok) return (await response.json()) as Kept
  throw problem(response.status, await response.text(), response.headers.get('x-request-id'))
}

/** Keeps a file and gives its hash, which is its address too. `told` hears the share that has come, from 0 to 1. */
export async function keepFile(file: File, told: (share: number) => void): Promise<Kept> {
  if (file.size <= IN_ONE) return post('/api/files', file)
  const { DetailedError, Upload } = await import('tus-js-client')
  const place = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: '/api/uploads',
      chunkSize: PIECE,
      retryDelays: WAITS,
      removeFingerprintOnSuccess: true,
      headers: { 'Accept-Language': i18n.language },
      onProgress: (sent, all) => told(sent / all),
      onSuccess: () => (upload.url ? resolve(upload.url) : reject(new ApiError(unexpected(0)))),
      onError: error => {
        const response = error instanceof DetailedError ? error.originalResponse : null
        reject(response ? problem(response.getStatus(), response.getBody(), response.getHeader('x-request-id') ?? null) : new ApiError(offline()))
      },
    })
    void upload.findPreviousUploads().then(([before]) => {
      if (before) upload.resumeFromPreviousUpload(before)
      upload.start()
    })
  })
  return post(`${new URL(place, location.href).pathname}/file`)
}
