import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { changeImport, getImport, type Import, type ImportChange, type ImportState } from '@/api/imports'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { getJob } from '@/api/workspace'
import { currentLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { showToast } from '@/ui/toast'

const working: ImportState[] = ['checking', 'running', 'undoing']
const pollMilliseconds = 1_000

export function importKey(id: string) {
  return [...keys.imports, id] as const
}

export function isWorking(state: ImportState): boolean {
  return working.includes(state)
}

/** One import; asked for again while the server works on it. */
export function useImport(id: string) {
  return useQuery({
    queryKey: importKey(id),
    queryFn: ({ signal }) => getImport(id, signal),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? pollMilliseconds : false),
  })
}

/** The job that works on the import; null until the server has named it. */
export function useImportJob(item: Import) {
  const id = item.job ?? ''
  const { data } = useQuery({
    queryKey: [...keys.jobs, id],
    queryFn: ({ signal }) => getJob(id, signal),
    enabled: id !== '',
    refetchInterval: isWorking(item.state) ? pollMilliseconds : false,
  })
  return data ?? null
}

export function putImport(item: Import): void {
  queryClient.setQueryData(importKey(item.id), item)
}

/** Changes the import; a refusal is said and the old state stays. Resolves to false then. */
export function useImportChange(id: string): (change: ImportChange) => Promise<boolean> {
  return useCallback((change: ImportChange) => attempt(async () => putImport(await changeImport(id, change))), [id])
}

/** Starts something on the server and takes over what it changed. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    const locale = currentLocale()
    showToast({ kind: 'error', text: locale.t('import.refused'), detail: errorText(error, locale) })
    return false
  }
}

export function reloadImports(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keys.imports })
}
