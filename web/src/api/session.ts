import { request } from './client'
import type { Session, User } from './types'

export function getSession(signal?: AbortSignal): Promise<Session> {
  return request('GET', '/session', { signal })
}

export function logIn(credentials: { email: string; password: string } | { login_token: string }): Promise<{ user: User }> {
  return request('POST', '/session', { body: credentials })
}

export function logOut(): Promise<void> {
  return request('DELETE', '/session')
}

export function changeSettings(settings: { language?: string; password?: string; current_password?: string }): Promise<unknown> {
  return request('PATCH', '/session', { body: settings })
}

export interface SetUp {
  token: string
  name: string
  email: string
  password: string
  language: string
}

export function setUp(body: SetUp): Promise<unknown> {
  return request('POST', '/setup', { body })
}

export interface Health {
  status: string
  version: string
  engine: string
  set_up: boolean
}

export async function getHealth(): Promise<Health> {
  const response = await fetch('/health')
  return (await response.json()) as Health
}

export interface OpenSession {
  id: string
  created_at: string
  seen_at: string
  address: string
  agent: string
  current: boolean
}

export async function listSessions(signal?: AbortSignal): Promise<OpenSession[]> {
  return (await request<{ sessions: OpenSession[] }>('GET', '/sessions', { signal })).sessions
}

export function endSession(id: string): Promise<void> {
  return request('DELETE', `/sessions/${id}`)
}
