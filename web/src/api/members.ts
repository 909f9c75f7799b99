// Who may log in: docs/api/session.md. For administrators.
import { newIdempotencyKey, request } from './client'

export interface Member {
  id: string
  name: string
  email: string
  language: 'de' | 'en'
  /** False once the account has ended. */
  active: boolean
  has_password: boolean
  seen_at: string | null
}

export async function listMembers(signal?: AbortSignal): Promise<Member[]> {
  return (await request<{ users: Member[] }>('GET', '/users', { signal })).users
}

/** Links are paths; they let somebody in once. */
export function addMember(member: { name: string; email: string; language: string }): Promise<{ id: string; login_link: string }> {
  return request('POST', '/users', { body: member, idempotencyKey: newIdempotencyKey() })
}

export function makeLoginLink(id: string): Promise<{ login_link: string }> {
  return request('POST', `/users/${id}/login-link`, { body: {}, idempotencyKey: newIdempotencyKey() })
}

export const setActive = (id: string, active: boolean): Promise<void> => request('PATCH', `/users/${id}`, { body: { active } })
