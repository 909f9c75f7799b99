import styles from './Avatar.module.css'

const hues = ['teal', 'blue', 'violet', 'orange', 'green', 'pink', 'indigo', 'red', 'yellow', 'grey']

/** Initials on a colour that stays the same for the same name. */
export function Avatar({ name, size = 24 }: { name: string; size?: number }) {
  const hash = [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7)
  return (
    <span className={`${styles.avatar} hue-${hues[hash % hues.length]}`} style={{ width: size, height: size, fontSize: size * 0.4 }} aria-hidden>
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.replace(/^((Dr|Prof|Herr|Frau)\.?\s+)+/i, '').split(/\s+/).filter(Boolean)
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}
