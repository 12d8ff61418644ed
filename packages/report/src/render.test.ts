import { describe, expect, it } from 'vitest';
import { renderHtml, renderMarkdown } from './index.ts';
import { exampleReport } from './model/example-report.ts';
import { splitCitations } from './model/inline-citations.ts';
import type { ReportModel } from './model/report-model.ts';
import { renderPdf } from './pdf/render-pdf.ts';
import { textRuns } from './pdf/text-runs.ts';

const empty: ReportModel = {
  ...exampleReport,
  staged: false,
  statements: [],
  questions: [],
  events: [],
  evidence: [],
  gaps: [],
  actions: [],
  ranAgainst: [],
  lessons: '',
  custody: { entries: 0, head: null, anchor: null, notAnchoredSince: null, broken: [] },
};
const textOf = (page: string) => page.replace(/<[^>]*>/g, '').replace(/&#39;/g, "'");

describe.each([
  ['HTML', (model: ReportModel) => textOf(renderHtml(model))],
  ['Markdown', (model: ReportModel) => renderMarkdown(model).replaceAll('\\', '')],
])('%s', (_name, render) => {
  it('prints an uncited sentence as uncited, and a cited one with its events [F15.uncited]', () => {
    const text = render(exampleReport);
    expect(text).toMatch(/public repository since August\.\s+\(?uncited/);
    expect(text).toMatch(/created by build-agent\.\s+\[E2\]/);
    expect(text).not.toMatch(/created by build-agent\.[^\n]*uncited/);
  });

  it('keeps facts and opinions apart [F15.fact-and-opinion]', () => {
    const text = render(exampleReport);
    const opinions = text.indexOf('What the authors conclude');
    expect(text.indexOf('created by build-agent.')).toBeLessThan(opinions);
    expect(text.indexOf('One actor held both keys')).toBeGreaterThan(opinions);
    expect(text.slice(opinions)).toMatch(/Against it:\s*\[E5\]/);
  });

  it('says staged, not anchored, gaps in their words, break-glass and where it has run [F2.not-anchored-words] [F2.fingerprint-in-report] [F10.words] [F13.break-glass] [F14.where-it-ran]', () => {
    const text = render(exampleReport);
    for (const words of [
      'Range: staged data, no real account',
      'tamper-evident, not tamper-proof',
      'not enabled',
      'break-glass, by one person',
      'Only the range has answered so far.',
      exampleReport.custody.head!.keyFingerprint,
      exampleReport.events[0]!.contentHash,
    ])
      expect(text).toContain(words);
    expect(render(empty)).not.toContain('Range: staged data');
  });

  it('says by whom it is anchored and since when it is not, and what is broken before everything else [F2.not-anchored-words] [F2.nightly]', () => {
    const { custody, evidence } = exampleReport;
    const anchor = { authority: 'CN=Outside clock', at: '2026-11-22T16:40:00.000Z', number: 20 };
    const [first, ...rest] = evidence;
    const text = render({
      ...exampleReport,
      custody: {
        ...custody,
        anchor,
        notAnchoredSince: '2026-11-22T16:55:00.000000Z',
        broken: ['E-12 is not what was sealed.'],
      },
      evidence: [{ ...first!, verified: { verdict: 'broken', at: '2026-11-22T02:04:00.000Z' } }, ...rest],
    }).replace(/\s+/g, ' ');
    expect(text).toContain('up to entry 20');
    expect(text).toContain('CN=Outside clock');
    expect(text).toContain('the bytes are not those that were sealed');
    expect(text.indexOf('E-12 is not what was sealed')).toBeLessThan(text.indexOf('The custody chain has'));
    expect(text.indexOf('E-12 is not what was sealed')).toBeGreaterThan(0);
    const covered = render({ ...exampleReport, custody: { ...custody, anchor, notAnchoredSince: null } });
    expect(covered).not.toContain('tamper-evident');
  });

  it('has words for everything that is absent, and names a citation that it does not hold', () => {
    const text = render(empty);
    for (const words of [
      'No fact was stated',
      'No event was starred',
      'No evidence item was sealed',
      'No containment action',
      'no head of it was signed',
      'Nothing was written yet',
    ])
      expect(text).toContain(words);
    const id = 'f'.repeat(32);
    const lost = { ...exampleReport.statements[0]!, events: [id] };
    expect(render({ ...empty, statements: [lost] })).toContain(`event ${id} is not in this report`);
  });
});

it('links each citation to its entry in the appendix, and that to the app', () => {
  const page = renderHtml(exampleReport);
  for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${anchor}"`);
  const first = exampleReport.events[0]!;
  expect(page).toContain(`http://127.0.0.1:3000/cases/${exampleReport.case.id}/timeline?event=${first.id}`);
  expect(page).toContain('bytes 20\u202f252–22\u202f025 (decoded)');
  expect(page).not.toMatch(/<script|<img|@import|url\(|https?:\/\/(?!127\.0\.0\.1:3000)/);
});

it('renders the PDF of a whole and of an empty case, and draws other scripts or prints their code points', async () => {
  for (const model of [exampleReport, empty]) {
    const pdf = await renderPdf(model);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.subarray(-6).toString()).toContain('%%EOF');
  }
  const fonts = (text: string) => textRuns(text, 'Inter').map(({ text: run, font }) => `${font}:${run}`);
  expect(fonts('Ключ Δ é')).toEqual(['Inter:Ключ Δ é']);
  expect(fonts('a完全备')).toEqual(['Inter:a', 'Japanese:完全', 'Chinese:备']);
  expect(fonts('a\u0627\u202e')).toEqual(['Inter:a‹U+0627›‹U+202E›']);
}, 20_000);

it('reads citations that are set inside a text', () => {
  const id = 'ab'.repeat(16);
  expect(splitCitations(`One [[${id}]], two [[x]]`)).toEqual([
    { text: 'One' },
    { eventId: id },
    { text: ', two [[x]]' },
  ]);
});
