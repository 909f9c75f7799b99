import { ActionIcon, Tooltip, type ActionIconProps } from '@mantine/core'
import type { ButtonHTMLAttributes, Ref } from 'react'
import type { IconComponent } from './icons'

interface Props extends Omit<ActionIconProps, 'children'>, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'color' | 'style'> {
  icon: IconComponent
  /** Named for everyone: read out, and shown as a tooltip. */
  label: string
  shortcut?: string
  iconSize?: number
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ icon: Icon, label, shortcut, iconSize = 18, ...rest }: Props) {
  const isOpen = rest['aria-expanded'] === true && rest['aria-haspopup'] !== undefined // its menu would lie below the tooltip
  return (
    <Tooltip label={shortcut ? `${label} (${shortcut})` : label} disabled={isOpen}>
      <ActionIcon variant="subtle" color="gray" c="var(--text-2)" size={32} aria-label={label} {...rest}>
        <Icon size={iconSize} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
