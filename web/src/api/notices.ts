// What the program has to tell, and approvals: docs/api/procedures.md.
import { request } from './client'

export interface Notice {
  id: string
  kind: string
  at: string
  read: boolean
  record: { object: string; id: string; title: string } | null
  detail: { step?: number; owner?: string; by?: string; reason?: string; object?: string; count?: number; action?: 'read' | 'edit' }
}

export interface Notices {
  unread: number
  notices: Notice[]
}

export function listNotices(signal?: AbortSignal): Promise<Notices> {
  return request('GET', '/notices', { signal })
}

/** These, or all of them. */
export function markNoticesRead(ids?: string[]): Promise<void> {
  return request('POST', '/notices/read', { body: ids ? { ids } : {} })
}

export interface Person {
  id: string
  name: string
}

export type ApprovalStep = 'request' | 'approve' | 'return' | 'withdraw'

export interface Approval {
  state: 'requested' | 'approved' | 'returned' | null
  released: number
  requested: number
  by: Person | null
  note: string
  with: Person[]
  may: ApprovalStep[]
}

export interface PendingApproval {
  object: string
  id: string
  title: string
  by: Person | null
  note: string
  since: string
}

export async function listApprovals(signal?: AbortSignal): Promise<PendingApproval[]> {
  return (await request<{ approvals: PendingApproval[] }>('GET', '/approvals', { signal })).approvals
}

export function getApproval(object: string, id: string, signal?: AbortSignal): Promise<Approval> {
  return request('GET', `/objects/${object}/records/${id}/approval`, { signal })
}

export function takeApprovalStep(object: string, id: string, step: ApprovalStep, reason: string): Promise<void> {
  return request('POST', `/objects/${object}/records/${id}/approval`, { body: { step, reason } })
}
