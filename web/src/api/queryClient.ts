import { QueryClient } from '@tanstack/react-query'
import { isApiError } from './error'

// Live events say when something is stale; time alone does not.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (attempts, error) => isApiError(error) && error.isTemporary && attempts < 3,
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5_000),
    },
    mutations: { retry: false },
  },
})
