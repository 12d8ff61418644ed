import { hostileStrings } from '@virga/testing';
import { describe, expect, it } from 'vitest';
import { renderHtml, renderMarkdown, reportModelSchema } from './index.ts';
import { exampleReport } from './model/example-report.ts';
import { renderPdf } from './pdf/render-pdf.ts';

/** Members whose values are chosen from our own words. */
const ours = new Set(['format', 'severity', 'kind', 'confidence', 'word', 'colour', 'where', 'appUrl', 'verdict']);

/** The example with every string that anyone else wrote replaced: ids, times and hashes too. */
function planted(value: unknown, hostile: () => string): unknown {
  if (typeof value === 'string') return hostile();
  if (Array.isArray(value)) return value.map((inner) => planted(inner, hostile));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isOurs = ours.has(key) && !(key === 'severity' && 'tlp' in value);
      return [key, isOurs ? inner : planted(inner, hostile)];
    }),
  );
}
const modelOf = (hostile: () => string) => reportModelSchema.parse(planted(exampleReport, hostile));
const cases = Object.entries(hostileStrings);

describe("attackers' strings in a report (security.md)", () => {
  it.each(cases)('%s stays text in HTML', (_name, hostile) => {
    const page = renderHtml(modelOf(() => hostile));
    const body = page.slice(page.indexOf('</style>'));
    const tags = [...body.matchAll(/<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/gi)];
    const names = new Set(tags.map(([, name]) => name));
    const known =
      'body div nav ol li a main header p h1 h2 h3 dl dt dd section footer span table thead tbody tr th td br strong';
    expect([...names].filter((name) => !known.split(' ').includes(name!))).toEqual([]);
    for (const [, , attributes] of tags)
      expect(attributes!.replace(/\s(class|id|href|aria-label|scope|rel)="[^"<>]*"/g, '')).toBe('');
    for (const [, href] of body.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^(#|http:\/\/127\.0\.0\.1:3000\/cases\/)/);
    expect(body).not.toMatch(/[\p{Cf}\0]/u);
    expect(page.isWellFormed()).toBe(true);
    expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;sha256-');
  });

  it.each(cases)('%s stays text in Markdown', (_name, hostile) => {
    const text = renderMarkdown(modelOf(() => hostile));
    const ourLinks = /\[(E\d+|open in Virga)\]\((#e\d+|http:\/\/127\.0\.0\.1:3000\/cases\/[^()\s]*)\)/g;
    const rest = text.replace(ourLinks, '').replace(/\\./g, '');
    expect(rest.match(/\]\(|!\[|<[a-z/!]|https?:|www\.|`/i)?.[0] ?? null).toBeNull();
    const headings = text.split('\n').filter((line) => /^#{1,6}\s/.test(line));
    const usual = renderMarkdown(modelOf(() => 'x'))
      .split('\n')
      .filter((line) => /^#{1,6}\s/.test(line));
    expect(headings).toHaveLength(usual.length);
  });

  it('stay text in the PDF, which has no action but our own links, and draw without an empty box [S5.pdf]', async () => {
    let next = 0;
    const values = cases.map(([, value]) => value);
    const model = modelOf(() => values[next++ % values.length]!);
    const pdf = (await renderPdf(model)).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf).not.toMatch(/\/JavaScript|\/JS\b|\/Launch|\/EmbeddedFile|\/OpenAction|\/SubmitForm/);
    const links = [...pdf.matchAll(/\/URI \(([^)]*)\)/g)].map(([, url]) => url);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/cases\//);
  }, 20_000);
});
