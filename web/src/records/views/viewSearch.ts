/** The part of a view's state that stands in the address. Absent: as saved. */
export interface ViewSearch {
  /** filter, canonical text; "*" for none although the saved view has one */
  f?: string
  /** sort paths, comma separated */
  s?: string
  /** group path; "*" for none */
  g?: string
  /** search in the view */
  q?: string
  /** the record that is open beside the view */
  peek?: string
}

export function readViewSearch(search: Record<string, unknown>): ViewSearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined)
  return { f: text('f'), s: text('s'), g: text('g'), q: text('q'), peek: text('peek') }
}
