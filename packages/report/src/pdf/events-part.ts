import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Citations } from '../model/citations.ts';
import type { CitedEvent } from '../model/report-model.ts';
import { exactNumber, paragraphs, severityShapes } from '../model/report-words.ts';
import { facts, heading, table } from './pdf-blocks.ts';
import { cites, colours, inline, mono, quiet, timeInline, word } from './pdf-text.ts';

/** The starred events in the order of time. */
export function timelinePart(citations: Citations): Content[] {
  const starred = citations.events.filter(({ isStarred }) => isStarred);
  const title = heading('Timeline of marked events', 'timeline');
  if (starred.length === 0) return [title, quiet('No event was starred.')];
  const rows = starred.map((event) => timelineRow(event, citations));
  return [title, table(['Time (UTC)', 'Severity', 'What happened', 'Who', 'From'], [84, 48, 172, 118, 78], rows)];
}

function timelineRow(event: CitedEvent, citations: Citations): TableCell[] {
  const what: Content[] = [
    { text: [...inline(event.message), ...cites([event.id], citations)] },
    { text: [...mono(event.action), ...(event.outcome === 'success' ? [] : word(`  ${event.outcome}`))] },
  ];
  if (event.tags.length > 0) what.push({ text: inline(event.tags.join(' · '), { bold: true, fontSize: 7.5 }) });
  for (const { author, text } of event.comments)
    for (const line of paragraphs(text))
      what.push({ text: [...inline(line), ...inline(`  ${author}`, { color: colours.text3 })], margin: [6, 2, 0, 0] });
  const severity = inline(`${severityShapes[event.severity]} ${event.severity}`, {
    color: colours.severity[event.severity],
    bold: true,
  });
  return [
    { text: timeInline(event.time) },
    { text: severity },
    { stack: what },
    { text: mono(event.actor) },
    { text: mono(event.sourceIp) },
  ];
}

/** Every cited event with its hash and the place of its raw record in the sealed bytes. */
export function appendixPart(citations: Citations): Content[] {
  const title = heading('Appendix: cited events', 'events');
  if (citations.events.length === 0) return [title, quiet('No event is cited.')];
  return [title, ...citations.events.map((event, index) => eventBlock(event, index + 1, citations))];
}

function eventBlock(event: CitedEvent, number: number, citations: Citations): Content {
  const { evidenceId, object, offset, length } = event.record;
  const link = citations.appLink(event.id);
  const bytes = `bytes ${exactNumber(offset)}–${exactNumber(offset + Math.max(0, length - 1))} (decoded)`;
  const where = [event.source, event.account, event.region].filter((part) => part !== null).join(' · ');
  const place = [
    ...mono(citations.evidenceLabel(evidenceId)),
    ...inline(' · '),
    ...mono(object),
    ...inline(` · ${bytes}`),
  ];
  const opens = link === null ? [] : inline('  open in Virga', { color: colours.accent, link, fontSize: 8 });
  const rows: [string, Content][] = [
    ['Event id', { text: [...mono(event.id), ...opens] }],
    ['Record', { text: place }],
    ['Record hash', { text: mono(event.contentHash) }],
    ['Own id', { text: mono(event.uid) }],
    [
      'Time as written',
      { text: [...mono(event.timeRaw), ...inline(` to the ${event.timePrecision}`, { color: colours.text3 })] },
    ],
    [
      'Actor',
      {
        text: [
          ...mono(event.actor),
          ...(event.sourceIp === null ? [] : [...inline(' from '), ...mono(event.sourceIp)]),
        ],
      },
    ],
    ['Target', { text: mono(event.target) }],
    [
      'Where',
      { text: [...mono(where), ...inline(` ${event.outcome}, read by ${event.parser}`, { color: colours.text3 })] },
    ],
  ];
  for (const { title, techniques } of event.detections)
    rows.push(['Detection', { text: [...inline(`${title} `), ...mono(techniques.join(', '))] }]);
  return {
    unbreakable: true,
    margin: [0, 4, 0, 4],
    stack: [
      {
        bold: true,
        columnGap: 4,
        columns: [
          { width: 24, text: `E${number}`, id: `event-${number}` },
          { width: '*', text: [...timeInline(event.time), ...inline(' · '), ...mono(event.action)] },
        ],
      },
      { text: inline(event.message), margin: [0, 2, 0, 3] },
      facts(rows),
    ],
  };
}
