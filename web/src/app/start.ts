import { configureClient } from '@/api/client'
import { queryClient } from '@/api/queryClient'
import { localeStore, preferredLanguage, setLocale, type Address } from '@/i18n/locale'
import { readPreference } from '@/lib/storage'
import { router } from './router'

/** Everything that must be there before the first picture: the texts. What the screen shows is loaded beside them. */
export async function start(): Promise<void> {
  const language = preferredLanguage()
  configureClient({ language, whenLoggedOut: handleLoggedOut })
  localeStore.subscribe(() => configureClient({ language: localeStore.get()?.language }))
  await setLocale(language, (readPreference('address') as Address | null) ?? 'du')
}

function handleLoggedOut(): void {
  queryClient.clear()
  void router.navigate({ to: '/login' })
}
