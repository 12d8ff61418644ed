import type { Citations } from '../model/citations.ts';
import type { CitedEvent, ReportModel } from '../model/report-model.ts';
import { severityShapes } from '../model/report-words.ts';
import { html, type Markup } from './html-text.ts';
import { lines, mono, type Section, table, timeMarkup } from './section.ts';

/** The starred events in the order of time, each with its place in the appendix. */
export function timelineSection(_model: ReportModel, citations: Citations): Section {
  const starred = citations.events.filter(({ isStarred }) => isStarred);
  const body =
    starred.length === 0
      ? html`<p class="quiet">No event was starred.</p>`
      : table(
          ['Time (UTC)', 'Severity', 'What happened', 'Who', 'From', 'Cited'],
          starred.map((event) => row(event, citations)),
        );
  return { id: 'timeline', title: 'Timeline of marked events', count: starred.length, body };
}

function row(event: CitedEvent, citations: Citations): Markup {
  const number = citations.numberOf(event.id);
  return html`<tr><td class="nowrap">${timeMarkup(event.time)}</td>
<td><span class="severity ${event.severity}">${severityShapes[event.severity]} ${event.severity}</span></td>
<td>${event.message}<br>${mono(event.action)}${event.outcome === 'success' ? null : html` <span class="word">${event.outcome}</span>`}${tagsOf(event)}${commentsOf(event)}</td>
<td class="actor">${mono(event.actor)}</td><td class="ip">${mono(event.sourceIp)}</td>
<td class="nowrap"><a class="cite" href="#event-${number}">[E${number}]</a></td></tr>
`;
}

export function tagsOf(event: CitedEvent): Markup | null {
  if (event.tags.length === 0) return null;
  return html`<br>${event.tags.map((tag) => html`<span class="tag">${tag}</span>`)}`;
}

export function commentsOf(event: CitedEvent): Markup {
  return html`${event.comments.map(
    ({ author, text }) => html`<div class="comment">${lines(text)} <span class="meta">${author}</span></div>`,
  )}`;
}
