interface Corner {
  region: string;
  kind: string;
  word: string;
  detail: string;
}

/** One sentence for the corners (region and kind) that answered; the others by themselves. */
export function runSummary(coverage: readonly Corner[]): { answered: string | null; gaps: Corner[] } {
  const good = coverage.filter((corner) => corner.word === 'collected' || corner.word === 'empty');
  const gaps = coverage.filter((corner) => !good.includes(corner));
  if (coverage.length === 0) return { answered: null, gaps };
  const regions = new Set(coverage.map((corner) => corner.region)).size;
  const empty = good.filter((corner) => corner.word === 'empty').length;
  const answered = `${good.length} of ${coverage.length} questions answered over ${regions} regions, ${empty} of them with nothing there`;
  return { answered, gaps };
}
