import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const green: MantineColorsTuple = [
  '#e4f4ef', '#c9e8df', '#9bd5c4', '#6cc2a9', '#4dbda4', '#36a58a', '#0f7a63', '#0c6854', '#0a5747', '#08473a',
]

/** Where dialogs, menus and tooltips are put: inside a landmark, as all content should be. */
export const overlaysId = 'overlays'

/** A list that scrolls by itself; Mantine's scroll area inside of it could not be reached by keyboard. */
const plainList = { withScrollArea: false, styles: { options: { maxHeight: 260, overflowY: 'auto' } } } as const

export const theme = createTheme({
  primaryColor: 'green',
  primaryShade: 6, // white on the shade Mantine would take in dark mode has too little contrast
  colors: { green },
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right', ...plainList } },
    MultiSelect: { defaultProps: plainList },
    TagsInput: { defaultProps: plainList },
    Portal: { defaultProps: { target: `#${overlaysId}` } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, overlayProps: { blur: 0, backgroundOpacity: 0.4 } } },
  },
})

/** Mantine's own greys are too pale for text (3.3:1). */
export const cssVariables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-2)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-default': 'var(--bg)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-border': 'var(--border)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-error': 'var(--lost)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-primary-color-light-color': 'var(--accent-text)',
    '--mantine-color-green-text': 'var(--accent-text)',
    '--mantine-color-green-light': 'var(--accent-soft)',
    '--mantine-color-green-light-hover': 'light-dark(#d3ebe3, #1d4238)',
    '--mantine-color-green-light-color': 'var(--accent-text)',
    '--mantine-color-disabled-color': 'var(--text-3)',
  }
  return { variables: {}, light: both, dark: both }
}
