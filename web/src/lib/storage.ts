// Preferences of this browser. A browser that refuses storage (private mode) simply forgets them.

export function readPreference(key: string): string | null {
  try {
    return localStorage.getItem(`kontor.${key}`)
  } catch {
    return null
  }
}

export function writePreference(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`kontor.${key}`)
    else localStorage.setItem(`kontor.${key}`, value)
  } catch {
    // Nothing to tell: the setting still holds until the page is left.
  }
}
