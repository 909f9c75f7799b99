import { Avatar } from '@/ui/Avatar'
import type { DisplayProps } from '../fieldClient'
import { references } from '../relation/references'
import styles from './Display.module.css'

export function Display({ value }: DisplayProps) {
  return (
    <>
      {references(value).map((person) => (
        <span key={person.id} className={styles.user}>
          <Avatar name={person.title} size={20} />
          <span className="ellipsis">{person.title}</span>
        </span>
      ))}
    </>
  )
}
