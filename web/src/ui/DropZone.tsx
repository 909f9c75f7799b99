import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { IconUpload } from './icons'
import styles from './DropZone.module.css'

interface Props {
  text: string
  hint: string
  button: string
  /** As the attribute of a file input: ".csv,.xlsx". */
  accept: string
  busy?: boolean
  onFile(file: File): void
}

/** Takes one file, dropped on it or chosen. */
export function DropZone({ text, hint, button, accept, busy, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  function handleDrop(event: React.DragEvent): void {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }

  return (
    <div
      className={styles.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={handleDrop}
    >
      <IconUpload size={32} stroke={1.25} aria-hidden />
      <p className={styles.text}>{text}</p>
      <Button loading={busy} onClick={() => input.current?.click()}>
        {button}
      </Button>
      <p className="dim">{hint}</p>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = '' // the same file may be chosen again
          if (file) onFile(file)
        }}
      />
    </div>
  )
}
