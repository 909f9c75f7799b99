import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { getRules, readRules, type ReadRules, type RuleLanguage } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { useDebounced } from '@/lib/useDebounced'

export interface RuleDraft {
  /** The unit they are the rules of; none: the whole house. */
  unit: string | undefined
  language: RuleLanguage
  text: string
  /** Differs from what is in force. */
  changed: boolean
  loading: boolean
  loadError: unknown
  /** What the text says; of the last text that could be read. */
  read: ReadRules | undefined
  /** `read` is of the text as it stands. */
  current: boolean
  /** Why the text cannot be read. */
  problem: unknown
  /** Of a ready set that was taken: its table comes with it. */
  table: string | undefined
  takeSet(text: string, table: string): void
  setText(text: string): void
  /** A text that is known to be read so. */
  setRead(read: ReadRules): void
  /** The same rules in the other language; fails where the text cannot be read. */
  setLanguage(language: RuleLanguage): Promise<void>
  discard(): void
  retry(): void
}

/** The rules in force, or what somebody is making of them. The server reads the text; nothing is saved by that. */
export function useRuleDraft(unit: string | undefined): RuleDraft {
  const { language: reader } = useLocale()
  const [language, setLanguage] = useState<RuleLanguage>(reader)
  const [edited, setEdited] = useState<string | null>(null)
  const [table, setTable] = useState<string>()
  const [typing, setTyping] = useState(false)
  const saved = useQuery({ queryKey: keys.rules(language, unit), queryFn: ({ signal }) => getRules(language, unit, signal), placeholderData: keepPreviousData })
  const text = edited ?? saved.data?.text ?? ''
  const rested = useDebounced(text, 300)
  const settled = typing ? rested : text
  const read = useQuery({
    queryKey: keys.readRules(language, settled),
    queryFn: ({ signal }) => readRules(settled, language, unit, signal),
    enabled: saved.data !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  })

  function setText(next: string): void {
    setEdited(next)
    setTyping(true)
  }

  function setRead(next: ReadRules): void {
    queryClient.setQueryData(keys.readRules(next.language, next.text), next)
    setEdited(next.text)
    setTyping(false)
  }

  async function handleLanguage(next: RuleLanguage): Promise<void> {
    if (edited !== null) setRead(await readRules(edited, next, unit))
    setLanguage(next)
  }

  function takeSet(next: string, nextTable: string): void {
    setEdited(next)
    setTable(nextTable)
    setTyping(false)
  }

  function discard(): void {
    setTable(undefined)
    setEdited(null)
    setTyping(false)
  }

  return {
    unit,
    language,
    text,
    changed: edited !== null && edited !== saved.data?.text,
    loading: !saved.data || (!read.data && !read.error),
    loadError: saved.error,
    read: read.data,
    current: settled === text && !read.isPlaceholderData,
    problem: read.error,
    table,
    takeSet,
    setText,
    setRead,
    setLanguage: handleLanguage,
    discard,
    retry: () => void saved.refetch(),
  }
}
