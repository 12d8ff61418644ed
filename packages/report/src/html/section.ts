import type { Citations } from '../model/citations.ts';
import { citesSomething, splitCitations } from '../model/inline-citations.ts';
import { paragraphs, timeText, uncitedMark } from '../model/report-words.ts';
import { html, type Markup } from './html-text.ts';

export interface Section {
  id: string;
  title: string;
  /** Shown in the contents; null where a number says nothing. */
  count: number | null;
  body: Markup;
}

/** Prose that a person wrote, with its citations, or the words for its absence. */
export function prose(text: string, absent: string, citations: Citations, mustCite = false): Markup {
  const parts = paragraphs(text);
  if (parts.length === 0) return html`<p class="quiet">${absent}</p>`;
  return html`${parts.map(
    (part) => html`<p>${cited(part, citations)}${mustCite && !citesSomething(part) ? uncited : null}</p>\n`,
  )}`;
}

export const uncited = html` <span class="uncited">${uncitedMark}</span>`;

function cited(text: string, citations: Citations): Markup {
  return html`${splitCitations(text).map((part) => ('text' in part ? part.text : citeLinks([part.eventId], citations)))}`;
}

/** Text that a person wrote, inside a line: its line breaks stay line breaks. */
export function lines(text: string): Markup {
  return html`${paragraphs(text).map((part, index) => html`${index === 0 ? null : html`<br>`}${part}`)}`;
}

/** A time with its fraction in the quieter colour. */
export function timeMarkup(iso: string): Markup {
  const text = timeText(iso);
  const dot = text.indexOf('.');
  if (dot < 0) return html`${text}`;
  return html`${text.slice(0, dot)}<span class="fraction">${text.slice(dot)}</span>`;
}

/** Values of evidence: never a sentence, never a link. */
export function mono(value: string | null): Markup {
  return value === null ? html`<span class="quiet">not given</span>` : html`<span class="mono">${value}</span>`;
}

/** `[E3]`, a link into the appendix. An id that the report does not hold is named as such. */
export function citeLinks(eventIds: readonly string[], citations: Citations): Markup {
  const links = eventIds.map((eventId) => {
    const number = citations.numberOf(eventId);
    if (number === null) return html` <span class="uncited">event ${eventId} is not in this report</span>`;
    return html` <a class="cite" href="#event-${number}">[E${number}]</a>`;
  });
  return html`${links}`;
}

export function table(heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="scroll"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${rows}</tbody></table></div>`;
}
