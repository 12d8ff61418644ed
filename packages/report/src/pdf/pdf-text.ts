import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Citations } from '../model/citations.ts';
import { splitCitations } from '../model/inline-citations.ts';
import { timeText } from '../model/report-words.ts';
import type { FontFamily } from './report-fonts.ts';
import { textRuns } from './text-runs.ts';

/** The light tokens of look.md. */
export const colours = {
  text1: '#131A22',
  text2: '#414C59',
  text3: '#596573',
  line: '#D3D9E1',
  control: '#79838F',
  panel: '#F5F7FA',
  accent: '#1B5CC4',
  danger: '#B3162B',
  added: '#DFF3E6',
  removed: '#FBE3E5',
  warning: '#FFF1D6',
  range: '#4A2FA8',
  rangeBack: '#EFE8FF',
  severity: { critical: '#A3123A', high: '#B93A0C', medium: '#7F5A00', low: '#1F6A75', info: '#566270' },
} as const;

type Look = Omit<ContentText, 'text'>;

/** Inline pieces of a text, each in a font that has its characters. Never markup: pdfmake reads none in strings. */
export function inline(text: string, look: Look = {}, family: FontFamily = 'Inter'): ContentText[] {
  return textRuns(text, family).map((run) => ({ ...look, text: run.text, font: run.font, fontFeatures: noLigatures }));
}

/**
 * Evidence is drawn character by character: no arrow in place of `->`. (fontkit 2 also fails on the empty glyphs that
 * JetBrains Mono sets for ligatures.) fontkit takes the object form, which switches features off; the types know only lists.
 */
const noLigatures = {
  tnum: true,
  calt: false,
  liga: false,
  clig: false,
  dlig: false,
} as unknown as ContentText['fontFeatures'];

export function mono(text: string | null, look: Look = {}): ContentText[] {
  if (text === null) return inline('not given', { color: colours.text3, ...look });
  return inline(text, { fontSize: 7.5, ...look }, 'Mono');
}

export function paragraph(parts: ContentText[], look: Look = {}): Content {
  return { margin: [0, 0, 0, 6], ...look, text: parts.length === 0 ? '' : parts };
}

export function quiet(text: string): Content {
  return paragraph(inline(text, { color: colours.text3 }));
}

/** Date and time of day each stay in one piece; the fraction of a second is quieter. */
export function timeInline(iso: string): ContentText[] {
  const [date = '', clock = ''] = timeText(iso).split(/ (.*)/s);
  const dot = clock.indexOf('.');
  const whole = dot < 0 ? clock : clock.slice(0, dot);
  const fraction = dot < 0 ? '' : clock.slice(dot);
  return [
    ...inline(date, { noWrap: true }),
    ...inline(clock === '' ? '' : ' '),
    ...inline(whole, { noWrap: true }),
    ...inline(fraction, { noWrap: true, color: colours.text3 }),
  ];
}

/** `[E3]`, a link to the appendix. */
export function cites(eventIds: readonly string[], citations: Citations): ContentText[] {
  return eventIds.flatMap((eventId) => {
    const number = citations.numberOf(eventId);
    if (number === null) return inline(` event ${eventId} is not in this report`, { background: colours.warning });
    return [
      { text: ' ' },
      { text: `[E${number}]`, color: colours.accent, fontSize: 8, linkToDestination: `event-${number}` },
    ];
  });
}

/** What a person wrote, with its citations set where they belong. */
export function cited(text: string, citations: Citations): ContentText[] {
  return splitCitations(text).flatMap((part) =>
    'text' in part ? inline(part.text) : cites([part.eventId], citations),
  );
}

export function uncited(): ContentText[] {
  return [{ text: ' ' }, { text: '\u00a0uncited\u00a0', fontSize: 8, background: colours.warning }];
}

export function word(text: string, color: string = colours.text1): ContentText[] {
  return inline(text, { bold: true, fontSize: 8, color });
}
