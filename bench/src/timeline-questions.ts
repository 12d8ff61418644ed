import type { CaseAccess } from '@virga/domain';
import type { Order, TimelineStore } from '@virga/timeline';

interface Answer {
  medianMs: number;
  worstMs: number;
  firstMs: number;
}

/** What the Timeline screen asks, each several times; `firstMs` is the first time after the import. */
export async function timelineQuestions(
  store: TimelineStore,
  access: CaseAccess,
  samples: number,
): Promise<Record<string, Answer>> {
  const page =
    (query: string, order: Order = 'desc') =>
    () =>
      store.search({ access, query, order, limit: 100 }).then(({ rows }) => rows.length);
  const fields = ['severity', 'source', 'service', 'action', 'outcome', 'actor', 'sourceIp', 'region', 'errorCode'];
  const questions: Record<string, () => Promise<unknown>> = {
    'first page, everything': page(''),
    'first page, field with many rows': page('service:s3.amazonaws.com'),
    'first page, field with few rows': page('sourceIp:198.51.100.7 AND errorCode:AccessDenied AND action:RunInstances'),
    'first page, ip network': page('ip:198.51.100.0/28'),
    'first page, free text in most rows': page('amazonaws'),
    'first page, free text in few rows': page('ASIA0000000000000123'),
    'first page, free text in no row': page('"there is no such text"'),
    'first page, pattern': page('/in\\/[0-9a-f]+7\\.json/'),
    'count, everything': () => store.count({ access, query: '' }),
    'count, free text': () => store.count({ access, query: 'decrypt' }),
    'histogram, everything': () => store.histogram({ access, query: '' }),
    'histogram, field': () => store.histogram({ access, query: 'service:iam.amazonaws.com' }),
    'histogram, free text': () => store.histogram({ access, query: 'decrypt' }),
    'nine facets, everything': () => store.facets({ access, query: '', fields }),
    'nine facets, field': () => store.facets({ access, query: 'service:iam.amazonaws.com', fields }),
    'nine facets, free text': () => store.facets({ access, query: 'decrypt', fields }),
    completion: () => store.complete({ access, field: 'action', prefix: 'd' }),
  };
  const answers: Record<string, Answer> = {};
  for (const [name, ask] of Object.entries(questions)) answers[name] = await answer(ask, samples);
  return answers;
}

async function answer(ask: () => Promise<unknown>, samples: number): Promise<Answer> {
  const times: number[] = [];
  for (let round = 0; round < samples; round++) {
    const start = performance.now();
    await ask();
    times.push(Math.round((performance.now() - start) * 10) / 10);
  }
  const sorted = [...times].sort((a, b) => a - b);
  return { medianMs: sorted[sorted.length >> 1]!, worstMs: sorted.at(-1)!, firstMs: times[0]! };
}
