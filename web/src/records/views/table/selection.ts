// Selected rows: single ones by id, or everything the filter lets pass.

export interface Selection {
  ids: ReadonlySet<string>
  /** Everything that matches, whether it is loaded or not. */
  all: boolean
}

export const noSelection: Selection = { ids: new Set(), all: false }

export function isSelected(selection: Selection, id: string): boolean {
  return selection.all || selection.ids.has(id)
}

export function toggled(selection: Selection, ids: string[], on: boolean): Selection {
  const next = new Set(selection.all ? [] : selection.ids)
  for (const id of ids) {
    if (on) next.add(id)
    else next.delete(id)
  }
  return { ids: next, all: false }
}
