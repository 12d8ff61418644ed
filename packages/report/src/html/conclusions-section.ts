import type { Citations } from '../model/citations.ts';
import type { ReportModel, Statement } from '../model/report-model.ts';
import { clockText } from '../model/report-words.ts';
import { html, type Markup } from './html-text.ts';
import { citeLinks, lines, prose, type Section, uncited } from './section.ts';

/** Summary, then facts and opinions apart, then the questions that were asked with their answers. */
export function conclusionsSection(model: ReportModel, citations: Citations): Section {
  const facts = model.statements.filter(({ kind }) => kind === 'fact');
  const opinions = model.statements.filter(({ kind }) => kind === 'opinion');
  const body = html`${prose(model.case.summary, 'No summary was written.', citations, true)}
<h3>What the records show</h3>
${statements(facts, citations, 'No fact was stated.')}
<h3>What the authors conclude</h3>
<p class="meta">Opinions. Each carries its confidence, the rows for and against it, and what could not be looked at.</p>
${statements(opinions, citations, 'No conclusion was drawn.')}
${
  model.questions.length === 0
    ? null
    : html`<h3>Questions</h3>${model.questions.map(
        ({ question, answers }) =>
          html`<p><strong>${question}</strong></p>${statements(answers, citations, 'Not answered.')}`,
      )}`
}`;
  return { id: 'conclusions', title: 'Summary and conclusions', count: null, body };
}

function statements(all: readonly Statement[], citations: Citations, absent: string): Markup {
  if (all.length === 0) return html`<p class="quiet">${absent}</p>`;
  return html`${all.map((statement) => statementMarkup(statement, citations))}`;
}

function statementMarkup(statement: Statement, citations: Citations): Markup {
  const { kind, text, confidence, events, against, gaps, author, at } = statement;
  const cites = events.length === 0 ? uncited : citeLinks(events, citations);
  return html`<div class="statement ${kind}">
<p>${lines(text)}${cites}</p>
${against.length === 0 ? null : html`<p class="meta">Against it:${citeLinks(against, citations)}</p>`}
${gaps.map((gap) => html`<p class="meta">Not looked at: ${gap}</p>`)}
<p class="meta">${confidence === null ? null : html`<span class="word">${confidence}</span> `}${author}, ${clockText(at)}</p>
</div>
`;
}
