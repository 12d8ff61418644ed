import { visibleText } from '@virga/domain';
import { type FontFamily, hasGlyph } from './report-fonts.ts';

export interface TextRun {
  text: string;
  font: FontFamily;
}

const fallbacks: readonly FontFamily[] = ['Inter', 'Japanese', 'Chinese'];

/**
 * Text cut into runs that a font of ours can draw. A character that none of them has is printed as its code point,
 * ‹U+0627›, like control and bidirectional ones: a report never shows an empty box where evidence stands.
 */
export function textRuns(text: string, family: FontFamily): TextRun[] {
  const runs: TextRun[] = [];
  for (const character of visibleText(text)) {
    const run = drawable(character, family);
    const last = runs.at(-1);
    if (last?.font === run.font) last.text += run.text;
    else runs.push(run);
  }
  return runs;
}

function drawable(character: string, family: FontFamily): TextRun {
  const codePoint = character.codePointAt(0)!;
  const font = [family, ...fallbacks].find((candidate) => hasGlyph(candidate, codePoint));
  if (font) return { text: character, font };
  return { text: `‹U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}›`, font: family };
}
