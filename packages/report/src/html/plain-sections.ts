import type { Citations } from '../model/citations.ts';
import type { ReportModel } from '../model/report-model.ts';
import { html, type Markup } from './html-text.ts';
import { mono, prose, type Section, table, timeMarkup } from './section.ts';

export function scopeSection(model: ReportModel, citations: Citations): Section {
  const { text, from, to, accounts } = model.scope;
  const period =
    from === null && to === null
      ? 'The period was not bounded.'
      : html`Period looked at: ${from === null ? 'open' : timeMarkup(from)} to ${to === null ? 'open' : timeMarkup(to)}.`;
  const body = html`${prose(text, 'No scope was written.', citations)}<p>${period}</p>
${
  accounts.length === 0
    ? html`<p class="quiet">No account is in the scope.</p>`
    : table(
        ['Provider', 'Account', 'Name', 'Regions'],
        accounts.map(
          ({ provider, account, name, regions }) =>
            html`<tr><td>${provider}</td><td>${mono(account)}</td><td>${name}</td><td>${mono(regions.join(', ') || 'none named')}</td></tr>\n`,
        ),
      )
}`;
  return { id: 'scope', title: 'Scope', count: null, body };
}

export function gapsSection(model: ReportModel): Section {
  const rows = model.gaps.map(
    ({ source, account, region, from, to, word, sentence }) =>
      html`<tr><td><span class="word">${word}</span></td><td class="source">${source}</td><td class="place">${mono(account ?? 'every account')}<br>${mono(region ?? 'every region')}</td>
<td class="nowrap">${hours(from, to)}</td><td>${sentence}</td></tr>\n`,
  );
  const body = html`<p>What was not seen cannot be ruled out. These sources and hours are missing or incomplete.</p>
${rows.length === 0 ? html`<p class="quiet">No gap was recorded for the sources that were asked.</p>` : table(['State', 'Source', 'Where', 'When (UTC)', 'What it means'], rows)}`;
  return { id: 'gaps', title: 'What cannot be known', count: rows.length, body };
}

function hours(from: string | null, to: string | null): Markup {
  if (from === null && to === null) return html`the whole period`;
  return html`${from === null ? 'open' : timeMarkup(from)}<br>to ${to === null ? 'open' : timeMarkup(to)}`;
}

export function ranAgainstSection(model: ReportModel): Section {
  const rows = model.ranAgainst.map(
    ({ id, title, where, detail }) =>
      html`<tr><td>${title}<br>${mono(id)}</td><td><span class="word">${where}</span></td><td>${detail}</td></tr>\n`,
  );
  const body = html`<p>Each source and action of this case, and what it has run against so far. What only the range has answered is not
claimed to work with the cloud.</p>
${rows.length === 0 ? html`<p class="quiet">No source was used.</p>` : table(['Source or action', 'Has run against', 'Detail'], rows)}`;
  return { id: 'ran-against', title: 'Where the tools have been shown to work', count: rows.length, body };
}

export function lessonsSection(model: ReportModel, citations: Citations): Section {
  return {
    id: 'lessons',
    title: 'Lessons learned',
    count: null,
    body: prose(model.lessons, 'Nothing was written yet.', citations),
  };
}
