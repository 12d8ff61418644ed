import type { ReportAction, ReportModel } from '../model/report-model.ts';
import { clockText } from '../model/report-words.ts';
import { html, type Markup } from './html-text.ts';
import { mono, type Section, table } from './section.ts';

/** Containment as it was done and undone, with the state before and after. */
export function actionsSection(model: ReportModel): Section {
  const body =
    model.actions.length === 0
      ? html`<p class="quiet">No containment action was taken.</p>`
      : html`${model.actions.map(actionMarkup)}`;
  return { id: 'actions', title: 'Containment', count: model.actions.length, body };
}

function actionMarkup(action: ReportAction): Markup {
  const isUndone = action.changes.some(({ restored }) => restored !== null);
  const heads = ['Setting', 'Before', 'After', ...(isUndone ? ['After undo'] : [])];
  const rows = action.changes.map(
    ({ what, before, after, restored }) =>
      html`<tr><td>${what}</td><td class="removed">− ${mono(before)}</td><td class="added">+ ${mono(after)}</td>${
        isUndone ? html`<td>${restored === null ? html`<span class="quiet">left</span>` : mono(restored)}</td>` : null
      }</tr>\n`,
  );
  return html`<div class="block"><h3>${action.title} <span class="word">${action.state}</span></h3>
<dl><dt>Target</dt><dd>${mono(action.target)}${action.account === null ? null : html` in ${mono(action.account)}`}</dd>
<dt>Proposed by</dt><dd>${action.proposedBy}</dd>
<dt>Approved by</dt><dd>${approvalOf(action)}</dd>
<dt>Applied</dt><dd>${action.appliedAt === null ? 'not applied' : clockText(action.appliedAt)}</dd>
<dt>Undone</dt><dd>${action.undoneAt === null ? 'not undone' : clockText(action.undoneAt)}</dd></dl>
${rows.length === 0 ? html`<p class="quiet">No setting was changed.</p>` : table(heads, rows)}
${action.warnings.map((warning) => html`<p class="meta">! ${warning}</p>`)}</div>
`;
}

function approvalOf(action: ReportAction): Markup {
  if (action.breakGlassReason !== null)
    return html`<span class="word red">break-glass, by one person</span> Reason given: ${action.breakGlassReason}`;
  return html`${action.approvedBy ?? 'nobody yet'}`;
}
