import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { Completion } from './complete'
import styles from './rules.module.css'

interface Props {
  label: string
  value: string
  onChange(value: string): void
  /** What can stand where the caret is; `asked`: by Ctrl Space. */
  suggest(text: string, caret: number, asked: boolean): Completion | null
  /** The part of the text that is wrong. */
  wrong?: [number, number] | null
  describedBy?: string
  short?: boolean
}

/** A text with completion at the caret and a mark under what is wrong. */
export function RuleTextarea({ label, value, onChange, suggest, wrong, describedBy, short }: Props) {
  const id = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const under = useRef<HTMLPreElement>(null)
  const [completion, setCompletion] = useState<Completion | null>(null)
  const [active, setActive] = useState(0)
  const [place, setPlace] = useState({ left: 0, top: 0 })
  const caretAfter = useRef<number | null>(null)

  useLayoutEffect(() => {
    if (caretAfter.current === null) return
    input.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  }, [value])

  useLayoutEffect(() => {
    if (completion && under.current) setPlace(placeOf(under.current, completion.from))
  }, [completion])

  function offer(text: string, caret: number, asked: boolean): void {
    setCompletion(suggest(text, caret, asked))
    setActive(0)
  }

  function accept(option: string): void {
    if (!completion || !input.current) return
    const next = value.slice(0, completion.from) + option + value.slice(input.current.selectionStart)
    caretAfter.current = completion.from + option.length
    setCompletion(null)
    onChange(next)
  }

  function handleKeyDown(event: React.KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      offer(value, event.currentTarget.selectionStart, true)
    } else if (completion && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const count = completion.options.length
      setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count)
    } else if (completion && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault()
      accept(completion.options[active]!.text)
    } else if (completion && event.key === 'Escape') {
      event.stopPropagation()
      setCompletion(null)
    }
  }

  return (
    <div className={styles.text} data-options={completion ? true : undefined}>
      <pre ref={under} className={`${styles.layer} ${styles.under}`} data-short={short || undefined} aria-hidden>
        {wrong ? (
          <>
            {value.slice(0, wrong[0])}
            <mark>{value.slice(...wrong)}</mark>
            {value.slice(wrong[1])}
          </>
        ) : (
          value
        )}
        {'\n'}
      </pre>
      <textarea
        ref={input}
        className={`${styles.layer} ${styles.input}`}
        data-short={short || undefined}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={completion ? id : undefined}
        aria-activedescendant={completion ? `${id}-${active}` : undefined}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describedBy}
        value={value}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        onChange={(event) => {
          onChange(event.currentTarget.value)
          offer(event.currentTarget.value, event.currentTarget.selectionStart, false)
        }}
        onKeyDown={handleKeyDown}
        onClick={() => setCompletion(null)}
        onBlur={() => setCompletion(null)}
      />
      {completion && (
        <div id={id} role="listbox" aria-label={label} className={styles.options} style={place}>
          {completion.options.map((option, index) => (
            <div
              key={option.text}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={styles.option}
              // The caret stays where it is.
              onMouseDown={(event) => {
                event.preventDefault()
                accept(option.text)
              }}
            >
              {option.text}
              {option.hint && <span className="dim">{option.hint}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** Below the letter at `index` of the text that lies under the input. */
function placeOf(layer: HTMLElement, index: number): { left: number; top: number } {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
  let left = index
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (left <= length) {
      const range = document.createRange()
      range.setStart(node, left)
      range.setEnd(node, left)
      const at = range.getBoundingClientRect()
      const origin = layer.getBoundingClientRect()
      return { left: Math.max(0, Math.min(at.left - origin.left, origin.width - 240)), top: at.bottom - origin.top + 4 }
    }
    left -= length
  }
  return { left: 0, top: 0 }
}
