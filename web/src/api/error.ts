import type { Conflict, Duplicate } from './types'

export interface Problem {
  code: string
  key: string
  message: string
  field?: string | null
  params?: Record<string, string | number>
  position?: number | null
  id?: string | null
}

/** Why a request failed. `status` 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Problem
  readonly problems: Problem[]
  readonly conflict?: Conflict
  readonly duplicates?: Duplicate[]
  readonly retryAfter?: number

  constructor(status: number, body: ErrorBody, retryAfter?: number) {
    super(body.error.message)
    this.name = 'ApiError'
    this.status = status
    this.problem = body.error
    this.problems = body.errors ?? [body.error]
    this.conflict = body.conflict
    this.duplicates = body.duplicates
    this.retryAfter = retryAfter
  }

  get key(): string {
    return this.problem.key
  }

  /** The same request may succeed when it is simply sent again. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 503
  }
}

export interface ErrorBody {
  error: Problem
  errors?: Problem[]
  conflict?: Conflict
  duplicates?: Duplicate[]
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError
}

/** The messages of an answer by field name; what belongs to no field is under ''. */
export function messagesByField(error: unknown): Record<string, string> {
  if (!isApiError(error)) return {}
  return Object.fromEntries(error.problems.map((problem) => [problem.field ?? '', problem.message]))
}
