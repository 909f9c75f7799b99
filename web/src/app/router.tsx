import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { queryClient } from '@/api/queryClient'
import { readViewSearch } from '@/records/views/viewSearch'
import { ObjectScreen } from '@/screens/object/ObjectScreen'
import { catalogueQuery, sessionQuery } from '@/schema/catalogue'
import { Failed, NotFound } from './boundaries'
import { Root } from './Root'
import { Shell } from './shell/Shell'

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Failed })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { token?: string; to?: string } => ({ token: text(search.token), to: text(search.to) }),
  component: lazyRouteComponent(() => import('@/screens/login/LoginScreen'), 'LoginScreen'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>): { token?: string } => ({ token: text(search.token) }),
  component: lazyRouteComponent(() => import('@/screens/setup/SetUpScreen'), 'SetUpScreen'),
})

/** Everything behind the login: who asks and what exists are known before the first screen is drawn. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      await Promise.all([queryClient.ensureQueryData(sessionQuery), queryClient.ensureQueryData(catalogueQuery)])
    } catch (error) {
      const loggedOut = error instanceof Error && 'status' in error && error.status === 401
      if (loggedOut) throw redirect({ to: '/login', search: { to: location.href } })
      throw error
    }
  },
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today' })
  },
})

const today = createRoute({
  getParentRoute: () => inside,
  path: '/today',
  component: lazyRouteComponent(() => import('@/screens/today/TodayScreen'), 'TodayScreen'),
})

const object = createRoute({ getParentRoute: () => inside, path: '/d/$object', validateSearch: readViewSearch, component: ObjectScreen })

const view = createRoute({ getParentRoute: () => inside, path: '/d/$object/v/$view', validateSearch: readViewSearch, component: ObjectScreen })

const record = createRoute({
  getParentRoute: () => inside,
  path: '/d/$object/r/$id',
  component: lazyRouteComponent(() => import('@/screens/record/RecordScreen'), 'RecordScreen'),
})

const importList = createRoute({
  getParentRoute: () => inside,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { object?: string } => ({ object: text(search.object) }),
  component: lazyRouteComponent(() => import('@/screens/import/ImportScreen'), 'ImportScreen'),
})

const importRun = createRoute({
  getParentRoute: () => inside,
  path: '/import/$id',
  component: lazyRouteComponent(() => import('@/screens/import/ImportScreen'), 'ImportScreen'),
})

const trash = createRoute({
  getParentRoute: () => inside,
  path: '/trash',
  validateSearch: (search: Record<string, unknown>): { object?: string } => ({ object: text(search.object) }),
  component: lazyRouteComponent(() => import('@/screens/trash/TrashScreen'), 'TrashScreen'),
})

const notices = createRoute({
  getParentRoute: () => inside,
  path: '/notices',
  component: lazyRouteComponent(() => import('@/screens/notices/NoticesScreen'), 'NoticesScreen'),
})

const approvals = createRoute({
  getParentRoute: () => inside,
  path: '/approvals',
  component: lazyRouteComponent(() => import('@/screens/approvals/ApprovalsScreen'), 'ApprovalsScreen'),
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/screens/settings/SettingsScreen'), 'SettingsScreen'),
})

const settingsSection = createRoute({
  getParentRoute: () => inside,
  path: '/settings/$section',
  component: lazyRouteComponent(() => import('@/screens/settings/SettingsScreen'), 'SettingsScreen'),
})

const routeTree = root.addChildren([
  login,
  setUp,
  inside.addChildren([home, today, object, view, record, importList, importRun, trash, notices, approvals, settings, settingsSection]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: false,
  // Plain texts, so that an address can be read and typed.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const query = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()
    return query ? `?${query}` : ''
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
