/** What the look asks of the components of Nuxt UI beyond the colour variables; taken in at build. */

// Hovered solids of the library fall to 4.3 : 1 under their text; these stay above 6.
const solidHover = 'hover:bg-primary/90 active:bg-primary/90'
const solidErrorHover = 'hover:bg-error/90 active:bg-error/90'
const smallIcons = { leadingIcon: 'size-4', trailingIcon: 'size-4' }

export const componentTheme = {
  // Names only: main.css sets the --ui-* variables, which is all the components read.
  colors: {
    primary: 'cyan',
    secondary: 'cyan',
    success: 'green',
    info: 'cyan',
    warning: 'amber',
    error: 'red',
    neutral: 'slate',
  },
  button: {
    variants: { size: { md: smallIcons, lg: smallIcons } },
    compoundVariants: [
      { color: 'primary', variant: 'solid', class: solidHover },
      { color: 'error', variant: 'solid', class: solidErrorHover },
    ],
  },
  formField: {
    slots: { error: 'mt-1 text-xs text-error', help: 'mt-1 text-xs text-muted', hint: 'text-xs text-muted' },
  },
  alert: { slots: { root: 'p-3', icon: 'size-5' } },
  dropdownMenu: { variants: { size: { md: { itemLeadingIcon: 'size-4', itemTrailingIcon: 'size-4' } } } },
} as const
