import { visibleText } from '@virga/domain';
import type { CaseVerdict, PathVerdict } from '@virga/evidence-store/verify';

/** The verdict for a terminal: the word first, then what is wrong and where. Names from files cannot act on the terminal. */
export function describeVerdict(verdict: PathVerdict): string {
  const lines = [`${verdict.verdict}`, `${verdict.kind}: ${verdict.place}`, ...verdict.problems.map(wrong)];
  lines.push(...verdict.remarks.map((sentence) => `  note: ${sentence}`));
  for (const one of verdict.cases) lines.push(...describeCase(one));
  return `${lines.map(visibleText).join('\n')}\n`;
}

function describeCase(one: CaseVerdict): string[] {
  const lines = ['', `case ${one.caseId}`];
  if (one.chain) lines.push(`  custody chain: ${one.chain.verdict} (${one.chain.entries} entries)`);
  else lines.push('  custody chain: not here; the items can only be compared with their own manifests');
  for (const sentence of one.chain?.sentences ?? []) lines.push(`    ${sentence}`);
  for (const item of one.items) {
    lines.push(`  item ${item.evidenceId}: ${item.ok ? `intact, sha256 ${item.sha256}` : 'altered'}`);
    lines.push(...item.problems.map(({ sentence }) => `  ${wrong(sentence)}`));
  }
  lines.push(...one.anchors.filter(({ ok }) => ok).map(({ sentence }) => `  time-stamp: ${sentence}`));
  if (one.chain && one.anchors.length === 0) lines.push('  not anchored: tamper-evident, not tamper-proof');
  lines.push(...one.problems.map((sentence) => `  ${wrong(sentence)}`));
  lines.push(...one.remarks.map((sentence) => `  note: ${sentence}`));
  for (const fingerprint of one.keyFingerprints)
    lines.push(
      `  key ${fingerprint}: compare it with the one in the report; the folder alone cannot prove whose key it is`,
    );
  return lines;
}

function wrong(sentence: string): string {
  return `  wrong: ${sentence}`;
}
