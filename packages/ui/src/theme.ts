import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import { cssVariables } from './css-variables.ts';
import { fonts, neutrals, radius } from './tokens.ts';

/** Mantine wants ten shades; the interface uses one accent, so all ten are it, per scheme by variable. */
const accent = Array.from({ length: 10 }, () => 'var(--v-accent)') as unknown as MantineColorsTuple;
const danger = Array.from({ length: 10 }, () => 'var(--v-danger)') as unknown as MantineColorsTuple;

/** Mantine makes these two pixels smaller than the smallest size we have. */
const smallest = (part: 'description' | 'error') => ({ [`--input-${part}-size`]: '12px' });

const px = (size: number) => `${size}px`;

export const theme = createTheme({
  fontFamily: fonts.interface,
  fontFamilyMonospace: fonts.mono,
  primaryColor: 'accent',
  colors: { accent, danger },
  // Mantine writes white on every filled part; our accent is light in the dark scheme.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    if (input.variant !== 'filled') return resolved;
    return { ...resolved, color: input.color === 'danger' ? 'var(--v-on-danger)' : 'var(--v-on-accent)' };
  },
  defaultRadius: radius.control,
  fontSizes: { xs: px(12), sm: px(13), md: px(14), lg: px(16), xl: px(20) },
  lineHeights: { xs: px(16), sm: px(20), md: px(22), lg: px(24), xl: px(28) },
  spacing: { xs: px(4), sm: px(8), md: px(12), lg: px(16), xl: px(24) },
  radius: { xs: px(2), sm: px(radius.control), md: px(radius.control), lg: px(radius.panel), xl: px(radius.panel) },
  headings: {
    fontFamily: fonts.interface,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: px(20), lineHeight: px(28) },
      h2: { fontSize: px(16), lineHeight: px(24) },
      h3: { fontSize: px(14), lineHeight: px(22) },
    },
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs', radius: 'sm' } },
    InputWrapper: { vars: () => ({ label: {}, description: smallest('description'), error: smallest('error') }) },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.4 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});

/** Our tokens as CSS variables, and Mantine's own variables made from them, per scheme. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...cssVariables('light'), ...mantineFrom('light') },
  dark: { ...cssVariables('dark'), ...mantineFrom('dark'), ...darkShades },
});

/** What Mantine's own greys are used for in the dark scheme: text, borders, hovered and disabled parts, inputs, panels. */
const darkShades: Record<string, string> = Object.fromEntries(
  ['text1', 'text2', 'text3', 'text3', 'control', 'bg2', 'bg0', 'bg1', 'bg0', 'bg0'].map((name, shade) => [
    `--mantine-color-dark-${shade}`,
    neutrals[name as keyof typeof neutrals].dark,
  ]),
);

function mantineFrom(scheme: 'light' | 'dark'): Record<string, string> {
  return {
    '--mantine-color-body': neutrals.bg1[scheme],
    '--mantine-color-text': neutrals.text1[scheme],
    '--mantine-color-dimmed': neutrals.text3[scheme],
    '--mantine-color-placeholder': neutrals.text3[scheme],
    '--mantine-color-default': neutrals.bg0[scheme],
    '--mantine-color-default-hover': neutrals.bg2[scheme],
    '--mantine-color-default-color': neutrals.text1[scheme],
    '--mantine-color-default-border': neutrals.control[scheme],
    '--mantine-color-anchor': neutrals.accent[scheme],
    '--mantine-color-error': neutrals.danger[scheme],
    '--mantine-primary-color-filled': neutrals.accent[scheme],
    '--mantine-primary-color-filled-hover': neutrals.accent[scheme],
    '--mantine-primary-color-contrast': neutrals.onAccent[scheme],
    '--mantine-primary-color-light': neutrals.selected[scheme],
    '--mantine-primary-color-light-color': neutrals.accent[scheme],
    '--mantine-color-accent-filled': neutrals.accent[scheme],
    '--mantine-color-accent-contrast': neutrals.onAccent[scheme],
    '--mantine-color-danger-filled': neutrals.dangerFill[scheme],
    '--mantine-color-danger-contrast': neutrals.onDanger[scheme],
  };
}
