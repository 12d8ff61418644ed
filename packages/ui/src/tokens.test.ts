import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';
import { cssVariables } from './css-variables.ts';
import { neutrals, providerTokens, type Scheme, severityTokens, tagTokens } from './tokens.ts';

const schemes: Scheme[] = ['light', 'dark'];
const grounds = ['bg0', 'bg1', 'bg2', 'selected'] as const;
const worst = (colour: string, scheme: Scheme) =>
  Math.min(...grounds.map((ground) => contrast(colour, neutrals[ground][scheme])));

// Shapes and bars stand on the table and on panels only; words may stand on headers and selected rows too.
const worstBar = (colour: string, scheme: Scheme) =>
  Math.min(contrast(colour, neutrals.bg0[scheme]), contrast(colour, neutrals.bg1[scheme]));

describe.each(schemes)('tokens, %s', (scheme) => {
  it.each(['text1', 'text2', 'text3', 'accent', 'danger'] as const)('%s is readable on every ground', (name) => {
    expect(worst(neutrals[name][scheme], scheme)).toBeGreaterThanOrEqual(4.5);
  });
  it('borders of controls are visible on every ground', () => {
    expect(worst(neutrals.control[scheme], scheme)).toBeGreaterThanOrEqual(3);
  });
  it('text on filled buttons, hits, diff and range grounds is readable', () => {
    expect(contrast(neutrals.onAccent[scheme], neutrals.accent[scheme])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(neutrals.onDanger[scheme], neutrals.dangerFill[scheme])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(neutrals.onHit[scheme], neutrals.hit[scheme])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(neutrals.rangeText[scheme], neutrals.rangeFill[scheme])).toBeGreaterThanOrEqual(4.5);
    for (const name of ['added', 'removed', 'warning'] as const)
      expect(contrast(neutrals.text1[scheme], neutrals[name][scheme])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(Object.entries(severityTokens))('severity %s: word readable, shape visible', (_name, token) => {
    expect(worst(token.word[scheme], scheme)).toBeGreaterThanOrEqual(4.5);
    expect(worstBar(token.bar[scheme], scheme)).toBeGreaterThanOrEqual(3);
  });
  it('worse is always louder', () => {
    const loudness = Object.values(severityTokens).map((token) => worstBar(token.bar[scheme], scheme));
    expect(loudness).toEqual([...loudness].sort((a, b) => b - a));
  });
  it.each([...Object.entries(tagTokens), ...Object.entries(providerTokens)])('%s is readable', (_name, token) => {
    expect(worst(token.colour[scheme], scheme)).toBeGreaterThanOrEqual(4.5);
  });
  it('every colour has a variable', () => {
    const variables = cssVariables(scheme);
    expect(variables['--v-bg0']).toBe(neutrals.bg0[scheme]);
    expect(variables['--v-on-accent']).toBe(neutrals.onAccent[scheme]);
    expect(Object.keys(variables)).toHaveLength(Object.keys(neutrals).length + 10 + 3 + 5);
  });
});
