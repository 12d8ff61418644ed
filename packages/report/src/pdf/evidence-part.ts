import type { Content } from 'pdfmake/interfaces.js';
import type { ReportEvidence, ReportModel } from '../model/report-model.ts';
import {
  anchorSentence,
  clockText,
  exactNumber,
  headSentence,
  ledgerWords,
  sizeText,
  verifiedSentence,
  verifySteps,
} from '../model/report-words.ts';
import { barred, facts, heading, subheading } from './pdf-blocks.ts';
import { colours, inline, mono, paragraph, quiet, word } from './pdf-text.ts';

/** Every item with its hashes and its ledger, then the chain of custody and how to check all of it. */
export function evidencePart(model: ReportModel): Content[] {
  const { head } = model.custody;
  const note: Content[] = [
    paragraph([...inline(`${headSentence(model)} ${anchorSentence(model)}`)], { margin: [0, 0, 0, 3] }),
  ];
  if (head)
    note.push(
      { text: [...inline('Head of the chain ', { color: colours.text2 }), ...mono(head.entryHash)] },
      { text: [...inline('Key fingerprint ', { color: colours.text2 }), ...mono(head.keyFingerprint)] },
    );
  const broken = model.custody.broken.map((sentence) =>
    paragraph([...word('broken', colours.danger), ...inline(`  ${sentence}`)], { margin: [0, 0, 0, 3] }),
  );
  return [
    heading('Evidence and custody', 'evidence'),
    ...broken,
    barred(note, colours.accent),
    ...(model.evidence.length === 0 ? [quiet('No evidence item was sealed.')] : model.evidence.map(itemBlock)),
    {
      unbreakable: true,
      stack: [
        subheading('How to check this without us'),
        { ol: verifySteps.map((step) => ({ text: inline(step) })), margin: [0, 0, 0, 8] },
      ],
    },
  ];
}

function itemBlock(item: ReportEvidence): Content {
  const place = [item.account, item.region].filter((part) => part !== null).join(' · ');
  const sealed = item.sealedAt === null ? 'not sealed' : clockText(item.sealedAt);
  const entry = item.custodyNumber === null ? '' : `, custody entry ${item.custodyNumber}`;
  const hashed =
    item.hashedAt === null ? [] : inline(`  hashed: ${item.hashedAt}`, { color: colours.text3, fontSize: 8 });
  const objects = `${exactNumber(item.objects)} ${item.objects === 1 ? 'object' : 'objects'}`;
  const rows: [string, Content][] = [
    [
      'Source',
      {
        text: [
          ...inline(`${item.source} · `),
          ...mono(item.target),
          ...(place === '' ? [] : [...inline(' · '), ...mono(place)]),
        ],
      },
    ],
    ['Sealed', { text: inline(`${sealed}${entry}`) }],
    ['Contents', { text: inline(`${objects}, ${exactNumber(item.sizeBytes)} bytes (${sizeText(item.sizeBytes)})`) }],
    ['SHA-256', { text: [...mono(item.sha256), ...hashed] }],
    ['Manifest', { text: mono(item.manifestSha256) }],
    [
      'Bytes',
      {
        text: inline(verifiedSentence(item), {
          color: item.verified?.verdict === 'broken' ? colours.danger : colours.text1,
        }),
      },
    ],
    ['Import ledger', { text: ledgerInline(item) }],
    ['Clock', { text: inline(item.clock ?? 'no offset set') }],
  ];
  return {
    unbreakable: true,
    stack: [{ text: inline(`${item.label} · ${item.title}`), bold: true, margin: [0, 6, 0, 3] }, facts(rows)],
  };
}

function ledgerInline({ ledger }: ReportEvidence) {
  if (ledger === null) return inline('not imported yet', { color: colours.text3 });
  const colour = ledger.colour === 'red' ? colours.danger : colours.text1;
  return [...word(ledger.colour, colour), ...inline(`  ${[ledgerWords[ledger.colour], ...ledger.reasons].join('; ')}`)];
}
