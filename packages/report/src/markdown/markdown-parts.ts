import type { Citations } from '../model/citations.ts';
import type { ReportModel } from '../model/report-model.ts';
import {
  anchorSentence,
  clockText,
  headSentence,
  ledgerWords,
  timeText,
  verifiedSentence,
  verifySteps,
} from '../model/report-words.ts';
import { listText, plain, tableText } from './markdown-text.ts';

/** Containment as it was done and undone, with the state before and after. */
export function actionsText({ actions }: ReportModel): string {
  const blocks = actions.map((action) => {
    const rows = action.changes.map(({ what, before, after, restored }) =>
      [what, before, after, restored ?? 'left'].map(plain),
    );
    const approval =
      action.breakGlassReason === null
        ? plain(action.approvedBy ?? 'nobody yet')
        : `break-glass, by one person: ${plain(action.breakGlassReason)}`;
    const facts = listText([
      ['Target', plain(action.target)],
      ['Proposed by', plain(action.proposedBy)],
      ['Approved by', approval],
      ['Applied', action.appliedAt === null ? 'not applied' : plain(clockText(action.appliedAt))],
      ['Undone', action.undoneAt === null ? 'not undone' : plain(clockText(action.undoneAt))],
      ...action.warnings.map((warning): [string, string] => ['Warning', plain(warning)]),
    ]);
    const table =
      rows.length === 0 ? 'No setting was changed.' : tableText(['Setting', 'Before', 'After', 'After undo'], rows);
    return `### ${plain(action.title)} (${plain(action.state)})\n\n${facts}\n\n${table}`;
  });
  return ['## Containment', ...(blocks.length === 0 ? ['No containment action was taken.'] : blocks)].join('\n\n');
}

/** Every item with its hashes and its ledger, then the chain of custody and how to check all of it. */
export function evidenceText(model: ReportModel): string {
  const { head } = model.custody;
  const items = model.evidence.map((item) => {
    const ledger =
      item.ledger === null
        ? 'not imported yet'
        : `${item.ledger.colour}: ${[ledgerWords[item.ledger.colour], ...item.ledger.reasons].map(plain).join('; ')}`;
    const facts = listText([
      ['Source', `${plain(item.source)}, ${plain(item.target)}`],
      ['Sealed', item.sealedAt === null ? 'not sealed' : plain(clockText(item.sealedAt))],
      ['Contents', `${item.objects} objects, ${item.sizeBytes} bytes`],
      ['SHA-256', `${plain(item.sha256)}${item.hashedAt === null ? '' : `, hashed: ${plain(item.hashedAt)}`}`],
      ['Manifest SHA-256', plain(item.manifestSha256)],
      ['Bytes', plain(verifiedSentence(item))],
      ['Import ledger', ledger],
      ['Clock', plain(item.clock ?? 'no offset set')],
    ]);
    return `### ${plain(item.label)} · ${plain(item.title)}\n\n${facts}`;
  });
  return [
    '## Evidence and custody',
    ...model.custody.broken.map((sentence) => `**broken** ${plain(sentence)}`),
    plain(`${headSentence(model)} ${anchorSentence(model)}`),
    ...(head
      ? [
          listText([
            ['Head of the chain', plain(head.entryHash)],
            ['Key fingerprint', plain(head.keyFingerprint)],
          ]),
        ]
      : []),
    ...(items.length === 0 ? ['No evidence item was sealed.'] : items),
    '### How to check this without us',
    verifySteps.map((step, index) => `${index + 1}. ${plain(step)}`).join('\n'),
  ].join('\n\n');
}

/** Every cited event with its hash and the place of its raw record in the sealed bytes. */
export function appendixText(citations: Citations): string {
  const blocks = citations.events.map((event, index) => {
    const { evidenceId, object, offset, length } = event.record;
    const link = citations.appLink(event.id);
    const end = offset + Math.max(0, length - 1);
    const facts = listText([
      ['Time', `${plain(timeText(event.time))}, as written ${plain(event.timeRaw)} (${plain(event.timePrecision)})`],
      ['Action', `${plain(event.action)}, ${plain(event.outcome)}`],
      ['Actor', plain(event.actor)],
      ['Target', plain(event.target)],
      ['Event id', `${plain(event.id)}${link === null ? '' : ` ([open in Virga](${link}))`}`],
      ['Record', `${plain(citations.evidenceLabel(evidenceId))}, ${plain(object)}, bytes ${offset}–${end} (decoded)`],
      ['Record hash', plain(event.contentHash)],
      ['Own id', plain(event.uid)],
    ]);
    return `### E${index + 1}\n\n${plain(event.message)}\n\n${facts}`;
  });
  return ['## Appendix: cited events', ...(blocks.length === 0 ? ['No event is cited.'] : blocks)].join('\n\n');
}
