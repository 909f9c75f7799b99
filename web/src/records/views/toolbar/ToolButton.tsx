import { Button } from '@mantine/core'
import type { ButtonHTMLAttributes, Ref } from 'react'
import type { IconComponent } from '@/ui/icons'
import styles from './ToolButton.module.css'

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'color' | 'style'> {
  icon: IconComponent
  text: string
  /** Something is set: shown in the accent colour, with the number of rules. */
  number?: number
  ref?: Ref<HTMLButtonElement>
}

export function ToolButton({ icon: Icon, text, number = 0, className = '', ...rest }: Props) {
  return (
    <Button className={`${styles.button} ${className}`} variant={number > 0 ? 'light' : 'subtle'} color={number > 0 ? 'green' : 'gray'} c={number > 0 ? undefined : 'var(--text-2)'} size="compact-sm" leftSection={<Icon size={16} stroke={1.75} aria-hidden />} {...rest}>
      <span className={styles.text}>{text}</span>
      {number > 0 && <span className={styles.number}>{number}</span>}
    </Button>
  )
}
