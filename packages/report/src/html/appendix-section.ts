import type { Citations } from '../model/citations.ts';
import type { CitedEvent, ReportModel } from '../model/report-model.ts';
import { exactNumber } from '../model/report-words.ts';
import { html, type Markup } from './html-text.ts';
import { mono, type Section, timeMarkup } from './section.ts';

/** Every cited event with its hash and the place of its raw record in the sealed bytes. */
export function appendixSection(_model: ReportModel, citations: Citations): Section {
  const { events } = citations;
  const body =
    events.length === 0
      ? html`<p class="quiet">No event is cited.</p>`
      : html`${events.map((event, index) => eventMarkup(event, index + 1, citations))}`;
  return { id: 'events', title: 'Appendix: cited events', count: events.length, body };
}

function eventMarkup(event: CitedEvent, number: number, citations: Citations): Markup {
  const { evidenceId, object, offset, length } = event.record;
  const link = citations.appLink(event.id);
  const end = offset + Math.max(0, length - 1);
  return html`<div class="block" id="event-${number}"><h3>E${number} · ${timeMarkup(event.time)} · ${mono(event.action)}</h3>
<p>${event.message}</p>
<dl><dt>Event id</dt><dd>${mono(event.id)}${link === null ? null : html` <a class="cite" href="${link}" rel="noreferrer">open in Virga</a>`}</dd>
<dt>Record</dt><dd><a href="#evidence-${evidenceId}">${mono(citations.evidenceLabel(evidenceId))}</a> · ${mono(object)} · bytes ${exactNumber(offset)}–${exactNumber(end)} (decoded)</dd>
<dt>Record hash</dt><dd>${mono(event.contentHash)}</dd>
<dt>Own id</dt><dd>${mono(event.uid)}</dd>
<dt>Time as written</dt><dd>${mono(event.timeRaw)} <span class="meta">to the ${event.timePrecision}</span></dd>
<dt>Actor</dt><dd>${mono(event.actor)}${event.sourceIp === null ? null : html` from ${mono(event.sourceIp)}`}</dd>
<dt>Target</dt><dd>${mono(event.target)}</dd>
<dt>Where</dt><dd>${mono([event.source, event.account, event.region].filter((part) => part !== null).join(' · '))} <span class="meta">${event.outcome}, read by ${event.parser}</span></dd>
${
  event.detections.length === 0
    ? null
    : html`<dt>Detections</dt><dd>${event.detections.map(({ title, techniques }) => html`${title} ${mono(techniques.join(', '))}<br>`)}</dd>`
}</dl></div>
`;
}
