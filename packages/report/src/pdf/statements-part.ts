import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Citations } from '../model/citations.ts';
import { citesSomething } from '../model/inline-citations.ts';
import type { ReportModel, Statement } from '../model/report-model.ts';
import { clockText, paragraphs } from '../model/report-words.ts';
import { barred, heading, subheading } from './pdf-blocks.ts';
import { cited, cites, colours, inline, paragraph, quiet, uncited, word } from './pdf-text.ts';

/** Summary, then facts and opinions apart, then questions with their answers. */
export function statementsPart(model: ReportModel, citations: Citations): Content[] {
  const of = (kind: Statement['kind']) => model.statements.filter((statement) => statement.kind === kind);
  return [
    heading('Summary and conclusions', 'conclusions'),
    ...prose(model.case.summary, 'No summary was written.', citations, true),
    subheading('What the records show'),
    ...statements(of('fact'), citations, 'No fact was stated.'),
    subheading('What the authors conclude'),
    paragraph(
      small('Opinions. Each carries its confidence, the rows for and against it, and what could not be looked at.'),
    ),
    ...statements(of('opinion'), citations, 'No conclusion was drawn.'),
    ...(model.questions.length === 0 ? [] : [subheading('Questions')]),
    ...model.questions.flatMap(({ question, answers }) => [
      paragraph(inline(question, { bold: true })),
      ...statements(answers, citations, 'Not answered.'),
    ]),
  ];
}

export function prose(text: string, absent: string, citations: Citations, mustCite = false): Content[] {
  const parts = paragraphs(text);
  if (parts.length === 0) return [quiet(absent)];
  return parts.map((part) =>
    paragraph([...cited(part, citations), ...(mustCite && !citesSomething(part) ? uncited() : [])]),
  );
}

function statements(all: readonly Statement[], citations: Citations, absent: string): Content[] {
  if (all.length === 0) return [quiet(absent)];
  return all.map((statement) => statementBlock(statement, citations));
}

function statementBlock(statement: Statement, citations: Citations): Content {
  const { kind, text, confidence, events, against, gaps, author, at } = statement;
  const lines = paragraphs(text);
  const support = events.length === 0 ? uncited() : cites(events, citations);
  const content: Content[] = lines.map((line, index) =>
    paragraph([...inline(line), ...(index === lines.length - 1 ? support : [])], { margin: [0, 0, 0, 2] }),
  );
  if (against.length > 0)
    content.push(paragraph([...small('Against it:'), ...cites(against, citations)], { margin: 0 }));
  for (const gap of gaps) content.push(paragraph(small(`Not looked at: ${gap}`), { margin: 0 }));
  const by = small(`${author}, ${clockText(at)}`);
  content.push(paragraph(confidence === null ? by : [...word(confidence), ...small(' · '), ...by], { margin: 0 }));
  return barred(content, kind === 'fact' ? colours.text2 : colours.control, kind === 'opinion');
}

function small(text: string): ContentText[] {
  return inline(text, { fontSize: 8, color: colours.text3 });
}
