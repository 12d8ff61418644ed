import { type Citations, citationsOf } from '../model/citations.ts';
import { citesSomething, splitCitations } from '../model/inline-citations.ts';
import type { ReportModel, Statement } from '../model/report-model.ts';
import { clockText, paragraphs, stagedStrip, timeText, uncitedMark } from '../model/report-words.ts';
import { actionsText, appendixText, evidenceText } from './markdown-parts.ts';
import { listText, plain, tableText } from './markdown-text.ts';

/** The report as Markdown, the same words as the other forms. Strings of the model cannot become markup. */
export function renderMarkdown(model: ReportModel): string {
  const citations = citationsOf(model);
  const parts = [
    ...(model.staged ? [`**${stagedStrip}**`] : []),
    titleText(model),
    '## Summary and conclusions',
    prose(model.case.summary, 'No summary was written.', citations, true),
    '### What the records show',
    statementsText(
      model.statements.filter(({ kind }) => kind === 'fact'),
      citations,
      'No fact was stated.',
    ),
    '### What the authors conclude',
    statementsText(
      model.statements.filter(({ kind }) => kind === 'opinion'),
      citations,
      'No conclusion was drawn.',
    ),
    ...model.questions.flatMap(({ question, answers }) => [
      `### ${plain(question)}`,
      statementsText(answers, citations, 'Not answered.'),
    ]),
    scopeText(model, citations),
    timelineText(citations),
    gapsText(model),
    actionsText(model),
    evidenceText(model),
    ranAgainstText(model),
    '## Lessons learned',
    prose(model.lessons, 'Nothing was written yet.', citations),
    appendixText(citations),
  ];
  return `${parts.join('\n\n')}\n`;
}

function titleText({ case: facts, generated, approved, team }: ReportModel): string {
  const rows: [string, string][] = [
    [
      'Status',
      approved ? `approved by ${plain(approved.by)}, ${plain(clockText(approved.at))}` : 'draft, not approved',
    ],
    ['Written by', `${plain(generated.by)}, ${plain(clockText(generated.at))}, version ${generated.version}`],
    [
      'Case',
      `${plain(facts.status)}, severity ${plain(facts.severity)}, TLP ${plain(facts.tlp)}, opened ${plain(clockText(facts.openedAt))}`,
    ],
    ['Team', team.map(({ name, role }) => `${plain(name)} (${plain(role)})`).join(', ') || 'nobody named'],
  ];
  return `# ${plain(facts.label)} · ${plain(facts.title)}\n\n${listText(rows)}`;
}

function cites(eventIds: readonly string[], citations: Citations): string {
  const one = (eventId: string) => {
    const number = citations.numberOf(eventId);
    return number === null ? `(event ${plain(eventId)} is not in this report)` : `[E${number}](#e${number})`;
  };
  return eventIds.map((eventId) => ` ${one(eventId)}`).join('');
}

function prose(text: string, absent: string, citations: Citations, mustCite = false): string {
  const parts = paragraphs(text).map((part) => {
    const body = splitCitations(part).map((piece) =>
      'text' in piece ? plain(piece.text) : cites([piece.eventId], citations),
    );
    return `${body.join('')}${mustCite && !citesSomething(part) ? ` (${uncitedMark})` : ''}`;
  });
  return parts.join('\n\n') || absent;
}

function statementsText(statements: readonly Statement[], citations: Citations, absent: string): string {
  const one = ({ text, confidence, events, against, gaps, author, at }: Statement) =>
    [
      `- ${paragraphs(text).map(plain).join(' ')}${events.length === 0 ? ` (${uncitedMark})` : cites(events, citations)}`,
      ...(against.length === 0 ? [] : [`  - Against it:${cites(against, citations)}`]),
      ...gaps.map((gap) => `  - Not looked at: ${plain(gap)}`),
      `  - ${confidence === null ? '' : `${confidence}, `}${plain(author)}, ${plain(clockText(at))}`,
    ].join('\n');
  return statements.map(one).join('\n') || absent;
}

function scopeText({ scope }: ReportModel, citations: Citations): string {
  const rows = scope.accounts.map(({ provider, account, name, regions }) =>
    [provider, account, name, regions.join(', ') || 'none named'].map(plain),
  );
  const bound = (time: string | null) => (time === null ? 'open' : plain(timeText(time)));
  const accounts =
    rows.length === 0 ? 'No account is in the scope.' : tableText(['Provider', 'Account', 'Name', 'Regions'], rows);
  const text = prose(scope.text, 'No scope was written.', citations);
  return `## Scope\n\n${text}\n\nPeriod looked at: ${bound(scope.from)} to ${bound(scope.to)}.\n\n${accounts}`;
}

function timelineText(citations: Citations): string {
  const rows = citations.events
    .filter(({ isStarred }) => isStarred)
    .map((event) => [
      plain(timeText(event.time)),
      event.severity,
      [
        event.message,
        ...event.tags.map((tag) => `tag ${tag}`),
        ...event.comments.map(({ author, text }) => `${author}: ${paragraphs(text).join(' ')}`),
      ]
        .map(plain)
        .join('; '),
      plain(event.actor),
      plain(event.sourceIp),
      cites([event.id], citations).trim(),
    ]);
  const table = tableText(['Time (UTC)', 'Severity', 'What happened', 'Who', 'From', 'Cited'], rows);
  return `## Timeline of marked events\n\n${rows.length === 0 ? 'No event was starred.' : table}`;
}

function gapsText({ gaps }: ReportModel): string {
  const rows = gaps.map(({ word, source, account, region, from, to, sentence }) => [
    word,
    plain(source),
    `${plain(account ?? 'every account')} ${plain(region ?? 'every region')}`,
    from === null && to === null
      ? 'the whole period'
      : `${from === null ? 'open' : plain(timeText(from))} to ${to === null ? 'open' : plain(timeText(to))}`,
    plain(sentence),
  ]);
  const table = tableText(['State', 'Source', 'Where', 'When (UTC)', 'What it means'], rows);
  return `## What cannot be known\n\n${rows.length === 0 ? 'No gap was recorded for the sources that were asked.' : table}`;
}

function ranAgainstText({ ranAgainst }: ReportModel): string {
  const rows = ranAgainst.map(({ id, title, where, detail }) => [`${plain(title)} ${plain(id)}`, where, plain(detail)]);
  const table = tableText(['Source or action', 'Has run against', 'Detail'], rows);
  return `## Where the tools have been shown to work\n\n${rows.length === 0 ? 'No source was used.' : table}`;
}
