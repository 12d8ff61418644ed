import { createHash } from 'node:crypto';
import { citationsOf } from '../model/citations.ts';
import type { ReportModel } from '../model/report-model.ts';
import { clockText, stagedStrip } from '../model/report-words.ts';
import { actionsSection } from './actions-section.ts';
import { appendixSection } from './appendix-section.ts';
import { conclusionsSection } from './conclusions-section.ts';
import { evidenceSection } from './evidence-section.ts';
import { html, Markup } from './html-text.ts';
import { gapsSection, lessonsSection, ranAgainstSection, scopeSection } from './plain-sections.ts';
import type { Section } from './section.ts';
import { reportStyle } from './style.ts';
import { timelineSection } from './timeline-section.ts';

/**
 * The report as one self-contained file: no script, no request, no style but its own (the policy in it names its hash).
 * Every string of the model is printed as text; links go to the appendix and to the app's own address only.
 */
export function renderHtml(model: ReportModel): string {
  const citations = citationsOf(model);
  const sections: Section[] = [
    conclusionsSection(model, citations),
    scopeSection(model, citations),
    timelineSection(model, citations),
    gapsSection(model),
    actionsSection(model),
    evidenceSection(model),
    ranAgainstSection(model),
    lessonsSection(model, citations),
    appendixSection(model, citations),
  ];
  const styleHash = createHash('sha256').update(reportStyle).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${model.case.label} · ${model.case.title}</title>
<style>${new Markup(reportStyle)}</style>
</head>
<body>
${model.staged ? html`<div class="strip">${stagedStrip}</div>` : null}
<div class="page">
<nav aria-label="Contents"><ol>${sections.map(
    ({ id, title, count }) =>
      html`<li><a href="#${id}">${title}</a>${count === null ? null : html` <span class="count">${count}</span>`}</li>`,
  )}</ol></nav>
<main>
${headerOf(model)}
${sections.map(({ id, title, body }) => html`<section id="${id}"><h2>${title}</h2>\n${body}\n</section>\n`)}
<footer>${model.generated.tool} · report ${model.case.label} version ${model.generated.version} · written ${clockText(model.generated.at)} · all times UTC</footer>
</main>
</div>
</body>
</html>
`.text;
}

function headerOf(model: ReportModel): Markup {
  const { generated, approved } = model;
  return html`<header>
<p class="kicker">${model.case.label} · incident report · TLP:${model.case.tlp.toUpperCase()}</p>
<h1>${model.case.title}</h1>
<dl>
<dt>Status</dt><dd>${approved ? `approved by ${approved.by}, ${clockText(approved.at)}` : 'draft, not approved'}</dd>
<dt>Written by</dt><dd>${generated.by}, ${clockText(generated.at)}, version ${generated.version}</dd>
<dt>Case</dt><dd>${model.case.status}, severity ${model.case.severity}, opened ${clockText(model.case.openedAt)}${
    model.case.closedAt ? `, closed ${clockText(model.case.closedAt)}` : ''
  }</dd>
<dt>Team</dt><dd>${model.team.map(({ name, role }) => `${name} (${role})`).join(', ') || 'nobody named'}</dd>
</dl>
</header>`;
}
