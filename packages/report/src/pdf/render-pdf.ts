import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { citationsOf } from '../model/citations.ts';
import type { ReportModel } from '../model/report-model.ts';
import { clockText, stagedStrip } from '../model/report-words.ts';
import { appendixPart, timelinePart } from './events-part.ts';
import { evidencePart } from './evidence-part.ts';
import { facts } from './pdf-blocks.ts';
import { colours, inline } from './pdf-text.ts';
import { actionsPart, gapsPart, lessonsPart, ranAgainstPart, scopePart } from './plain-parts.ts';
import { reportFonts } from './report-fonts.ts';
import { statementsPart } from './statements-part.ts';

/**
 * The report as PDF (A4), the same words as the HTML form. No file is read but our fonts and nothing is requested; the
 * model's strings are drawn as text, links lead to the appendix and to the app's own address.
 */
export async function renderPdf(model: ReportModel): Promise<Buffer> {
  const fontFiles = new Set(Object.values(reportFonts).flatMap(({ normal, bold }) => [normal, bold]));
  pdfmake.setFonts(reportFonts);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));
  return pdfmake.createPdf(definition(model)).getBuffer();
}

function definition(model: ReportModel): TDocumentDefinitions {
  const citations = citationsOf(model);
  const { label, title } = model.case;
  const footer = `${label} · version ${model.generated.version} · ${model.approved ? 'approved' : 'draft'} · TLP:${model.case.tlp.toUpperCase()}`;
  return {
    pageSize: 'A4',
    pageMargins: [48, model.staged ? 56 : 44, 48, 48],
    defaultStyle: { font: 'Inter', fontSize: 9.5, lineHeight: 1.2, color: colours.text1 },
    info: {
      title: inline(`${label} · ${title}`)
        .map(({ text }) => text)
        .join(''),
      creator: model.generated.tool,
    },
    header: model.staged ? () => strip() : undefined,
    footer: (page, pages) => ({
      margin: [48, 14, 48, 0],
      fontSize: 7.5,
      color: colours.text3,
      columns: [{ text: inline(footer) }, { text: `${page} / ${pages}`, alignment: 'right' }],
    }),
    // A heading never stands alone at the foot of a page.
    pageBreakBefore: (node, queries) =>
      node.headlineLevel !== undefined && queries.getFollowingNodesOnPage().length === 0,
    content: [
      ...titlePart(model),
      ...statementsPart(model, citations),
      ...scopePart(model, citations),
      ...timelinePart(citations),
      ...gapsPart(model),
      ...actionsPart(model),
      ...evidencePart(model),
      ...ranAgainstPart(model),
      ...lessonsPart(model, citations),
      ...appendixPart(citations),
    ],
  };
}

function strip(): Content {
  return {
    margin: [48, 22, 48, 0],
    layout: 'noBorders',
    table: {
      widths: ['*'],
      body: [[{ text: stagedStrip, fontSize: 8, color: colours.range, fillColor: colours.rangeBack }]],
    },
  };
}

function titlePart(model: ReportModel): Content[] {
  const { generated, approved, team } = model;
  const { label, tlp, title, status, severity, openedAt, closedAt } = model.case;
  const closed = closedAt === null ? '' : `, closed ${clockText(closedAt)}`;
  const people = team.map(({ name, role }) => `${name} (${role})`).join(', ') || 'nobody named';
  return [
    {
      text: inline(`${label} · incident report · TLP:${tlp.toUpperCase()}`),
      fontSize: 8,
      color: colours.text3,
      margin: [0, 6, 0, 6],
    },
    { text: inline(title), fontSize: 20, bold: true, margin: [0, 0, 0, 10] },
    facts([
      [
        'Status',
        { text: inline(approved ? `approved by ${approved.by}, ${clockText(approved.at)}` : 'draft, not approved') },
      ],
      ['Written by', { text: inline(`${generated.by}, ${clockText(generated.at)}, version ${generated.version}`) }],
      ['Case', { text: inline(`${status}, severity ${severity}, opened ${clockText(openedAt)}${closed}`) }],
      ['Team', { text: inline(people) }],
      ['Times', { text: inline('UTC throughout') }],
    ]),
  ];
}
