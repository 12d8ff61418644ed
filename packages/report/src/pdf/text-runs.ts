import { visibleText } from '@virga/domain';
import { exactNumber } from '../model/report-words.ts';
import { type FontFamily, hasGlyph } from './report-fonts.ts';

export interface TextRun {
  text: string;
  font: FontFamily;
}

/** A page holds about twice as many; a longer value would push its table row over the page's end. */
const longestText = 2_000;

const fallbacks: readonly FontFamily[] = ['Inter', 'Japanese', 'Chinese'];

/**
 * Text cut into runs that a font of ours can draw. A character that none of them has is printed as its code point,
 * ‹U+0627›, like control and bidirectional ones: a report never shows an empty box where evidence stands.
 */
export function textRuns(text: string, family: FontFamily): TextRun[] {
  const runs: TextRun[] = [];
  for (const character of shortened(visibleText(text))) {
    const run = drawable(character, family);
    const last = runs.at(-1);
    if (last?.font === run.font) last.text += run.text;
    else runs.push(run);
  }
  return runs;
}

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  // Cutting by code points keeps surrogate pairs whole.
  const kept = [...text.slice(0, longestText)].slice(0, -1).join('');
  return `${kept} … (${exactNumber(text.length - kept.length)} more characters; the whole value is in the record)`;
}

function drawable(character: string, family: FontFamily): TextRun {
  const codePoint = character.codePointAt(0)!;
  const font = [family, ...fallbacks].find((candidate) => hasGlyph(candidate, codePoint));
  if (font) return { text: character, font };
  return { text: `‹U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}›`, font: family };
}
