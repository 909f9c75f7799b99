// Letters typed between opening the palette and its field having the focus; none of them is lost.

let collected = ''
let stop: (() => void) | null = null

const longestMilliseconds = 3_000

export function collectTyping(): void {
  if (stop) return
  collected = ''
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return
    collected += event.key
    event.preventDefault()
    event.stopPropagation()
  }
  const timer = setTimeout(() => stop?.(), longestMilliseconds)
  window.addEventListener('keydown', handleKeyDown, true)
  stop = () => {
    clearTimeout(timer)
    window.removeEventListener('keydown', handleKeyDown, true)
    stop = null
  }
}

/** Ends the collecting and gives back what was typed. */
export function takeTyped(): string {
  stop?.()
  const text = collected
  collected = ''
  return text
}
