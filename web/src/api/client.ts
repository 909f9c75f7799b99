import { randomToken } from '@/lib/random'
import { ApiError, type ErrorBody } from './error'

export interface RequestOptions {
  body?: unknown
  signal?: AbortSignal
  /** Sent with every creation, so that a repeated request does not create twice. */
  idempotencyKey?: string
}

let language = 'de'
let whenLoggedOut: () => void = () => {}

export function configureClient(options: { language?: string; whenLoggedOut?: () => void }): void {
  language = options.language ?? language
  whenLoggedOut = options.whenLoggedOut ?? whenLoggedOut
}

export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options)
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** For answers that are files. */
export async function requestBlob(method: string, path: string, options: RequestOptions = {}): Promise<Blob> {
  return (await send(method, path, options)).blob()
}

/** A file that the server makes while it is sent: tells how much of it is there. */
export async function requestDownload(method: string, path: string, options: RequestOptions & { onProgress(bytes: number): void }): Promise<Blob> {
  const response = await send(method, path, options)
  const reader = response.body?.getReader()
  if (!reader) return response.blob()
  const pieces: BlobPart[] = []
  let bytes = 0
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      pieces.push(piece.value as Uint8Array<ArrayBuffer>)
      bytes += piece.value.byteLength
      options.onProgress(bytes)
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { error: { code: 'unavailable', key: 'network.unreachable', message: '' } })
  }
  return new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' })
}

export function newIdempotencyKey(): string {
  return randomToken()
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const raw = options.body instanceof Blob
  const headers: Record<string, string> = { 'Accept-Language': language }
  if (method !== 'GET') headers['X-Kontor-CSRF'] = '1'
  if (options.body !== undefined) headers['Content-Type'] = raw ? 'application/octet-stream' : 'application/json'
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey
  const body = options.body === undefined ? undefined : raw ? (options.body as Blob) : JSON.stringify(options.body)
  let response: Response
  try {
    response = await fetch(`/api${path}`, { method, headers, body, signal: options.signal, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { error: { code: 'unavailable', key: 'network.unreachable', message: '' } })
  }
  if (response.ok) return response
  throw await toError(response, path)
}

async function toError(response: Response, path: string): Promise<ApiError> {
  if (response.status === 401 && path !== '/session') whenLoggedOut()
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined
  const body = (await response.json().catch(() => null)) as ErrorBody | null
  const unknown: ErrorBody = { error: { code: 'internal', key: 'network.bad_answer', message: '' } }
  return new ApiError(response.status, body?.error ? body : unknown, retryAfter)
}
