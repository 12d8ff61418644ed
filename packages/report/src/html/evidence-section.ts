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
import { html, type Markup } from './html-text.ts';
import { mono, type Section } from './section.ts';

/** Every item with its hashes and its ledger, then the chain of custody and how to check all of it. */
export function evidenceSection(model: ReportModel): Section {
  const { head } = model.custody;
  const body = html`${model.custody.broken.map((sentence) => html`<p><span class="word red">broken</span> ${sentence}</p>\n`)}<div class="note"><p>${headSentence(model)} ${anchorSentence(model)}</p>
${
  head === null
    ? null
    : html`<dl><dt>Head of the chain</dt><dd>${mono(head.entryHash)}</dd><dt>Key fingerprint</dt><dd>${mono(head.keyFingerprint)}</dd></dl>`
}</div>
${model.evidence.length === 0 ? html`<p class="quiet">No evidence item was sealed.</p>` : html`${model.evidence.map(itemMarkup)}`}
<h3>How to check this without us</h3>
<ol>${verifySteps.map((step) => html`<li>${step}</li>\n`)}</ol>`;
  return { id: 'evidence', title: 'Evidence and custody', count: model.evidence.length, body };
}

function itemMarkup(item: ReportEvidence): Markup {
  const place = [item.account, item.region].filter((part) => part !== null).join(' · ');
  return html`<div class="block" id="evidence-${item.id}"><h3>${item.label} · ${item.title}</h3>
<dl><dt>Source</dt><dd>${item.source} · ${mono(item.target)}${place === '' ? null : html` · ${mono(place)}`}</dd>
<dt>Sealed</dt><dd>${item.sealedAt === null ? 'not sealed' : clockText(item.sealedAt)}${
    item.custodyNumber === null ? null : `, custody entry ${item.custodyNumber}`
  }</dd>
<dt>Contents</dt><dd>${exactNumber(item.objects)} ${item.objects === 1 ? 'object' : 'objects'}, ${exactNumber(item.sizeBytes)} bytes (${sizeText(item.sizeBytes)})</dd>
<dt>SHA-256</dt><dd>${mono(item.sha256)}${item.hashedAt === null ? null : html` <span class="meta">hashed: ${item.hashedAt}</span>`}</dd>
<dt>Manifest</dt><dd>${mono(item.manifestSha256)}</dd>
<dt>Bytes</dt><dd>${item.verified?.verdict === 'broken' ? html`<span class="word red">broken</span> ` : null}${verifiedSentence(item)}</dd>
<dt>Import ledger</dt><dd>${ledgerMarkup(item)}</dd>
<dt>Clock</dt><dd>${item.clock ?? 'no offset set'}</dd></dl></div>
`;
}

function ledgerMarkup({ ledger }: ReportEvidence): Markup {
  if (ledger === null) return html`<span class="quiet">not imported yet</span>`;
  return html`<span class="word ${ledger.colour === 'red' ? 'red' : ''}">${ledger.colour}</span> ${[ledgerWords[ledger.colour], ...ledger.reasons].join('; ')}`;
}
