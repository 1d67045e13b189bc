import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The comet's blue-green: for action and selection only. */
const comet: MantineColorsTuple = [
  '#e8f7f8',
  '#d3ecee',
  '#a6d9dc',
  '#76c5ca',
  '#4fc3cf',
  '#2ba6b1',
  '#16929d',
  '#0e7c86',
  '#0a646c',
  '#054c53',
]

/** The greys of the dark scheme: text, then lines, then grounds. */
const night: MantineColorsTuple = [
  '#e7eaf3',
  '#c5cbdb',
  '#9aa3b8',
  '#8b94aa',
  '#2f3955',
  '#232b42',
  '#161d31',
  '#121829',
  '#0b0f1a',
  '#070a12',
]

/** Only for what cannot be undone. */
const danger: MantineColorsTuple = [
  '#fdeceb',
  '#f7d5d3',
  '#eeaaa6',
  '#e57d77',
  '#e0655e',
  '#d44a42',
  '#c0392f',
  '#a92f26',
  '#8c251d',
  '#6f1b15',
]

/** 14 px text, weights 400 and 600, a grid of 4 px, one accent. */
export const theme = createTheme({
  primaryColor: 'comet',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { comet, danger, dark: night },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 4,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'xs', fw: 600 } },
    // Else it is a second banner of the page.
    ModalHeader: { defaultProps: { role: 'none' } },
    Modal: {
      defaultProps: {
        centered: true,
        transitionProps: { duration: 140 },
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
        // A page has one banner: its own.
        attributes: { header: { role: 'none' } },
      },
      styles: { content: { background: 'var(--panel)', border: '1px solid var(--line)' }, header: { background: 'var(--panel)' } },
    },
    DrawerHeader: { defaultProps: { role: 'none' } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'none' } } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
  },
  respectReducedMotion: true,
})
