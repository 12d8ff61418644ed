import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fontCoverage } from './font-coverage.ts';

const { resolve } = createRequire(import.meta.url);

const inter = resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf');
const interBold = resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf');
const mono = resolve('@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf');
const monoBold = resolve('@expo-google-fonts/jetbrains-mono/600SemiBold/JetBrainsMono_600SemiBold.ttf');
const japanese = resolve('@expo-google-fonts/m-plus-1p/400Regular/MPLUS1p_400Regular.ttf');
const chinese = resolve('@expo-google-fonts/zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf');

export type FontFamily = 'Inter' | 'Mono' | 'Japanese' | 'Chinese';

/** Inter and JetBrains Mono carry Latin, Greek and Cyrillic; the two others step in for kana and Han. */
export const reportFonts: Record<FontFamily, { normal: string; bold: string }> = {
  Inter: { normal: inter, bold: interBold },
  Mono: { normal: mono, bold: monoBold },
  Japanese: { normal: japanese, bold: japanese },
  Chinese: { normal: chinese, bold: chinese },
};

const coverages = new Map<FontFamily, (codePoint: number) => boolean>();

export function hasGlyph(family: FontFamily, codePoint: number): boolean {
  let coverage = coverages.get(family);
  if (!coverage) {
    coverage = fontCoverage(readFileSync(reportFonts[family].normal));
    coverages.set(family, coverage);
  }
  return coverage(codePoint);
}
