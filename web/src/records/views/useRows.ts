import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Query, QueryAnswer, RecordData } from '@/api/types'
import { pageQuery, pageSize, pagesFor } from './pages'
import type { Layout, Section } from './sections'

export interface Range {
  first: number
  last: number
}

/** The record of a row, as far as it is loaded; asks for the pages of the rows in `range`. */
export function useRows(object: string, query: Query, sections: Section[], layout: Layout, range: Range): (row: number) => RecordData | undefined {
  // The range moves often, the pages it touches seldom: only those may cause work.
  const wanted = neededPages(sections, layout, range)
    .map(({ section, page }) => `${section}/${page}`)
    .join()
  const needed = useMemo(() => readPages(wanted), [wanted])
  const queries = useMemo(
    () => needed.map(({ section, page }) => pageQuery(object, { ...query, filter: sections[section]!.filter }, page)),
    [object, query, sections, needed],
  )
  const combine = useCallback(
    (results: UseQueryResult<QueryAnswer>[]) =>
      new Map(needed.map(({ section, page }, index) => [`${section}/${page}`, results[index]?.data?.records])),
    [needed],
  )
  const pages = useQueries({ queries, combine })
  return useCallback(
    (row: number) => {
      const place = layout.locate(row)
      if (place?.kind !== 'record') return undefined
      return pages.get(`${place.section}/${Math.floor(place.index / pageSize)}`)?.[place.index % pageSize]
    },
    [pages, layout],
  )
}

function readPages(text: string): { section: number; page: number }[] {
  if (text === '') return []
  return text.split(',').map((entry) => {
    const [section = 0, page = 0] = entry.split('/').map(Number)
    return { section, page }
  })
}

function neededPages(sections: Section[], layout: Layout, range: Range): { section: number; page: number }[] {
  const needed: { section: number; page: number }[] = []
  let row = range.first
  while (row <= range.last) {
    const place = layout.locate(row)
    if (!place) break
    if (place.kind === 'group') {
      row++
      continue
    }
    const { count } = sections[place.section]!
    const lastIndex = place.index + (range.last - row)
    for (const page of pagesFor(place.index, lastIndex, count)) needed.push({ section: place.section, page })
    row += count - place.index
  }
  return needed
}
