const themes = new Set(['light', 'dark']);
const widths = new Set(['1280', '2560']);

/**
 * Reads `--only timeline,dark,1280`: themes, widths, and the rest as screens or screens with their state (`home-full`). What
 * is not named is not narrowed.
 */
export function shotFilter(
  only: string,
): (shot: { screen: string; state: string; theme: string; width: number }) => boolean {
  const words = only.split(',').flatMap((word) => word.trim() || []);
  const ofTheme = words.filter((word) => themes.has(word));
  const ofWidth = words.filter((word) => widths.has(word));
  const ofScreen = words.filter((word) => !themes.has(word) && !widths.has(word));
  const fits = (chosen: string[], ...values: string[]) =>
    chosen.length === 0 || values.some((value) => chosen.includes(value));
  return ({ screen, state, theme, width }) =>
    fits(ofTheme, theme) && fits(ofWidth, String(width)) && fits(ofScreen, screen, state, `${screen}-${state}`);
}
