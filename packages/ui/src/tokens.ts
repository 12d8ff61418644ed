/**
 * Every colour, size and duration of the interface, once. Light and dark pairs; ratios are recomputed in tokens.test.ts.
 * Screens use the CSS variables made from these (`--v-…`), never a literal.
 */
export type Scheme = 'light' | 'dark';
type Pair = Record<Scheme, string>;

export const neutrals = {
  bg0: { light: '#FFFFFF', dark: '#0E1319' },
  bg1: { light: '#F5F7FA', dark: '#151B23' },
  bg2: { light: '#E9EDF2', dark: '#1F2731' },
  selected: { light: '#E3EDFB', dark: '#172C4A' },
  text1: { light: '#131A22', dark: '#E7ECF2' },
  text2: { light: '#414C59', dark: '#B4BECA' },
  text3: { light: '#596573', dark: '#8E9AA8' },
  line: { light: '#D3D9E1', dark: '#2B3541' },
  control: { light: '#79838F', dark: '#748191' },
  accent: { light: '#1B5CC4', dark: '#7FB0FF' },
  onAccent: { light: '#FFFFFF', dark: '#08152B' },
  danger: { light: '#B3162B', dark: '#FF8088' },
  dangerFill: { light: '#B3162B', dark: '#C8323F' },
  onDanger: { light: '#FFFFFF', dark: '#FFFFFF' },
  added: { light: '#DFF3E6', dark: '#12321F' },
  removed: { light: '#FBE3E5', dark: '#3D171C' },
  warning: { light: '#FFF1D6', dark: '#3A2A08' },
  rangeText: { light: '#4A2FA8', dark: '#D3C9FF' },
  rangeFill: { light: '#EFE8FF', dark: '#2A2152' },
  hit: { light: '#FFE58A', dark: '#E9C94F' },
  onHit: { light: '#131A22', dark: '#131A22' },
} as const satisfies Record<string, Pair>;

/** Severity: the word's colour, the colour of shapes and bars, and the shape that is always there too. */
export const severityTokens = {
  critical: { word: { light: '#A3123A', dark: '#FF7A9C' }, bar: { light: '#85002A', dark: '#FC839C' }, shape: '◆' },
  high: { word: { light: '#B93A0C', dark: '#FF9565' }, bar: { light: '#A3480F', dark: '#D57E4D' }, shape: '▲' },
  medium: { word: { light: '#7F5A00', dark: '#E3B84A' }, bar: { light: '#A17C22', dark: '#AB7300' }, shape: '■' },
  low: { word: { light: '#1F6A75', dark: '#5CC2CF' }, bar: { light: '#2395B0', dark: '#2F8098' }, shape: '●' },
  info: { word: { light: '#566270', dark: '#9AA6B4' }, bar: { light: '#848E95', dark: '#5C6A76' }, shape: '○' },
} as const satisfies Record<string, { word: Pair; bar: Pair; shape: string }>;

export const tagTokens = {
  bad: { colour: { light: '#A3142A', dark: '#F5717C' }, mark: '✕' },
  suspicious: { colour: { light: '#925800', dark: '#F2B650' }, mark: '?' },
  good: { colour: { light: '#14734A', dark: '#86E3B4' }, mark: '✓' },
} as const satisfies Record<string, { colour: Pair; mark: string }>;

/** Providers never use red, orange, yellow or green, and always carry their letters. */
export const providerTokens = {
  aws: { colour: { light: '#A03C86', dark: '#E58FD0' }, letters: 'AWS' },
  azure: { colour: { light: '#0A4E8E', dark: '#5AA8EC' }, letters: 'AZ' },
  gcp: { colour: { light: '#0B7466', dark: '#3FCDB4' }, letters: 'GCP' },
  kubernetes: { colour: { light: '#6A52DB', dark: '#BDB0FF' }, letters: 'K8S' },
  host: { colour: { light: '#3C4754', dark: '#C3CCD6' }, letters: 'HOST' },
} as const satisfies Record<string, { colour: Pair; letters: string }>;

export const space = { 1: 2, 2: 4, 3: 8, 4: 12, 5: 16, 6: 24, 7: 32, 8: 48 } as const;
export const radius = { control: 4, panel: 6 } as const;
export const layout = {
  topBar: 40,
  tabs: 36,
  proseWidth: 760,
  rowCompact: 28,
  rowNormal: 32,
  rowRoomy: 40,
  header: 28,
  facets: 240,
  histogram: 88,
} as const;

/** size/line height in pixels. */
export const type = {
  meta: { size: 12, line: 16 },
  interface: { size: 13, line: 20 },
  prose: { size: 14, line: 22 },
  panelTitle: { size: 16, line: 24 },
  pageTitle: { size: 20, line: 28 },
  keyFigure: { size: 28, line: 36 },
} as const;

export const fonts = {
  interface: "'Inter Variable', system-ui, sans-serif",
  mono: "'JetBrains Mono Variable', ui-monospace, monospace",
} as const;

export const motion = { menuMs: 120, easing: 'ease-out', skeletonAfterMs: 300, wordsAfterMs: 5000 } as const;
