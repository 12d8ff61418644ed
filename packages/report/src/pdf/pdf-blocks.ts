import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import { colours, inline } from './pdf-text.ts';

/** Points between the margins of an A4 page. */
export const contentWidth = 595.28 - 2 * 48;

const ruled: CustomTableLayout = {
  hLineWidth: (index) => (index === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => colours.line,
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

/** A table whose heads repeat on each page. `widths` are points and fill the page together. */
export function table(heads: readonly string[], widths: readonly number[], rows: TableCell[][]): Content {
  const head = heads.map((text) => ({
    text: inline(text, { fontSize: 7.5, color: colours.text2 }),
    fillColor: colours.panel,
  }));
  const scale = (contentWidth - 10 * widths.length) / widths.reduce((sum, width) => sum + width, 0);
  return {
    layout: ruled,
    margin: [0, 0, 0, 10],
    fontSize: 8,
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: widths.map((width) => width * scale),
      body: [head, ...rows],
    },
  };
}

/** Names and values, as the head of an item. */
export function facts(rows: readonly (readonly [string, Content])[]): Content {
  return {
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 6,
      paddingTop: () => 1,
      paddingBottom: () => 1,
    },
    margin: [0, 0, 0, 8],
    fontSize: 8.5,
    table: {
      widths: [84, contentWidth - 84 - 12],
      body: rows.map(([name, value]) => [
        { text: inline(name, { color: colours.text2, fontSize: 8 }), margin: [0, 0.5, 0, 0] },
        value,
      ]),
    },
  };
}

export function heading(text: string, id: string): Content {
  return { text, fontSize: 15, bold: true, margin: [0, 18, 0, 8], id, headlineLevel: 1 };
}

export function subheading(text: string): Content {
  return { text: inline(text), fontSize: 11, bold: true, margin: [0, 8, 0, 5], headlineLevel: 2 };
}

/** A statement or note with a bar at its left. */
export function barred(content: Content[], colour: string, isDashed = false): Content {
  return {
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (index) => (index === 0 ? 2 : 0),
      vLineColor: () => colour,
      ...(isDashed && { vLineStyle: () => ({ dash: { length: 3, space: 2 } }) }),
      paddingLeft: () => 8,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
    margin: [0, 0, 0, 8],
    table: { widths: [contentWidth - 12], dontBreakRows: true, body: [[{ stack: content }]] },
  };
}
