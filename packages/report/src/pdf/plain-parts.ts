import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Citations } from '../model/citations.ts';
import type { ReportAction, ReportModel } from '../model/report-model.ts';
import { clockText } from '../model/report-words.ts';
import { facts, heading, table } from './pdf-blocks.ts';
import { colours, inline, mono, paragraph, quiet, timeInline, word } from './pdf-text.ts';
import { prose } from './statements-part.ts';

export function scopePart(model: ReportModel, citations: Citations): Content[] {
  const { text, from, to, accounts } = model.scope;
  const bound = (time: string | null): ContentText[] => (time === null ? inline('open') : timeInline(time));
  const period = [...inline('Period looked at: '), ...bound(from), ...inline(' to '), ...bound(to), ...inline('.')];
  return [
    heading('Scope', 'scope'),
    ...prose(text, 'No scope was written.', citations),
    paragraph(from === null && to === null ? inline('The period was not bounded.') : period),
    accounts.length === 0
      ? quiet('No account is in the scope.')
      : table(
          ['Provider', 'Account', 'Name', 'Regions'],
          [50, 100, 130, 200],
          accounts.map(({ provider, account, name, regions }) => [
            { text: inline(provider) },
            { text: mono(account) },
            { text: inline(name) },
            { text: mono(regions.join(', ') || 'none named') },
          ]),
        ),
  ];
}

export function gapsPart(model: ReportModel): Content[] {
  const bound = (time: string | null): ContentText[] => (time === null ? inline('open') : timeInline(time));
  const rows = model.gaps.map(({ source, account, region, from, to, word: state, sentence }) => [
    { text: word(state) },
    { text: inline(source) },
    { stack: [{ text: mono(account ?? 'every account') }, { text: mono(region ?? 'every region') }] },
    from === null && to === null
      ? { text: inline('the whole period') }
      : { stack: [{ text: bound(from) }, { text: [...inline('to '), ...bound(to)] }] },
    { text: inline(sentence) },
  ]);
  return [
    heading('What cannot be known', 'gaps'),
    paragraph(inline('What was not seen cannot be ruled out. These sources and hours are missing or incomplete.')),
    rows.length === 0
      ? quiet('No gap was recorded for the sources that were asked.')
      : table(['State', 'Source', 'Where', 'When (UTC)', 'What it means'], [62, 68, 75, 118, 158], rows),
  ];
}

export function actionsPart(model: ReportModel): Content[] {
  const title = heading('Containment', 'actions');
  if (model.actions.length === 0) return [title, quiet('No containment action was taken.')];
  return [title, ...model.actions.flatMap(actionBlock)];
}

function actionBlock(action: ReportAction): Content[] {
  const isUndone = action.changes.some(({ restored }) => restored !== null);
  const rows = action.changes.map(({ what, before, after, restored }) => [
    { text: inline(what) },
    { text: [...inline('− '), ...mono(before)], fillColor: colours.removed },
    { text: [...inline('+ '), ...mono(after)], fillColor: colours.added },
    ...(isUndone ? [{ text: restored === null ? inline('left') : mono(restored) }] : []),
  ]);
  const approval =
    action.breakGlassReason === null
      ? inline(action.approvedBy ?? 'nobody yet')
      : [
          ...word('break-glass, by one person', colours.danger),
          ...inline(`  Reason given: ${action.breakGlassReason}`),
        ];
  return [
    {
      text: [...inline(action.title), ...word(`   ${action.state}`, colours.text2)],
      bold: true,
      margin: [0, 6, 0, 3],
      headlineLevel: 2,
    },
    facts([
      [
        'Target',
        {
          text: [
            ...mono(action.target),
            ...(action.account === null ? [] : [...inline(' in '), ...mono(action.account)]),
          ],
        },
      ],
      ['Proposed by', { text: inline(action.proposedBy) }],
      ['Approved by', { text: approval }],
      ['Applied', { text: inline(action.appliedAt === null ? 'not applied' : clockText(action.appliedAt)) }],
      ['Undone', { text: inline(action.undoneAt === null ? 'not undone' : clockText(action.undoneAt)) }],
    ]),
    rows.length === 0
      ? quiet('No setting was changed.')
      : table(
          ['Setting', 'Before', 'After', ...(isUndone ? ['After undo'] : [])],
          isUndone ? [110, 110, 140, 120] : [130, 170, 180],
          rows,
        ),
    ...action.warnings.map((warning) => paragraph(inline(`! ${warning}`, { color: colours.text3, fontSize: 8 }))),
  ];
}

export function ranAgainstPart(model: ReportModel): Content[] {
  const rows = model.ranAgainst.map(({ id, title, where, detail }) => [
    { stack: [{ text: inline(title) }, { text: mono(id) }] },
    { text: word(where) },
    { text: inline(detail) },
  ]);
  return [
    heading('Where the tools have been shown to work', 'ran-against'),
    paragraph(
      inline(
        'Each source and action of this case, and what it has run against so far. What only the range has answered is not claimed to work with the cloud.',
      ),
    ),
    rows.length === 0
      ? quiet('No source was used.')
      : table(['Source or action', 'Has run against', 'Detail'], [160, 120, 200], rows),
  ];
}

export function lessonsPart(model: ReportModel, citations: Citations): Content[] {
  return [heading('Lessons learned', 'lessons'), ...prose(model.lessons, 'Nothing was written yet.', citations)];
}
