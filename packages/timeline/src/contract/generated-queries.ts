import fc from 'fast-check';
import { fieldDefinitions } from '../query/fields.ts';
import { parseIpNetwork } from '../query/ip-network.ts';
import type { FieldRef, GlobPart, QueryTree, TimeEdge, ValueTest } from '../query/tree.ts';
import { addresses, attributeKeys, times, words } from './generated-events.ts';

const slice = fc
  .tuple(fc.constantFrom(...words, 'aws/cloudtrail', 'virga.key-created', 'defense-evasion'), fc.nat(), fc.nat())
  .map(([word, a, b]) => {
    const characters = [...word];
    const from = a % characters.length;
    return characters.slice(from, from + 1 + (b % characters.length)).join('');
  });

const glob: fc.Arbitrary<GlobPart[]> = fc
  .array(
    fc.oneof(
      slice.map((text) => ({ text })),
      fc.constantFrom({ any: 'one' as const }, { any: 'many' as const }),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map(mergeParts)
  .filter((parts) => parts.length > 1);

/** As the reader builds them: neighbouring texts are one part, neighbouring `*` too. */
function mergeParts(parts: readonly GlobPart[]): GlobPart[] {
  const merged: GlobPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last && 'text' in last && 'text' in part) merged[merged.length - 1] = { text: last.text + part.text };
    else if (last && 'any' in last && 'any' in part && last.any === 'many' && part.any === 'many') continue;
    else merged.push(part);
  }
  return merged;
}

/** Patterns over the constructs that all engines share. */
const pattern = fc.oneof(
  fc.constantFrom(
    '^Create',
    'key$',
    'c.*e',
    '[a-z]+\\d{2,3}',
    '(?:ana|OBJECT)$',
    '\\bpasswd\\b',
    '[^a-z0-9 ]{2}',
    '\\s\\S',
    '^.{1,5}$',
    'x?e+',
    '[[:upper:]][[:digit:]]',
    '(a|b|)c',
    'Ä',
    'σ',
    '\\x{1F600}',
    '[^\\x00-\\x7f]',
    '\\W$',
    '\\.exe$',
    'feed.and',
    'T1562(\\.\\d+)?$',
    '\\Bcess',
    '[\\w.]+@?',
  ),
  slice.filter((text) => !/[\n\r]/.test(text)).map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')),
);

const plainFields = fieldDefinitions
  .filter((field) => (field.kind === 'text' || field.kind === 'list') && !field.values && field.name !== 'comment')
  .map((field): FieldRef => ({ name: field.name, path: [] }));
const attributeField: fc.Arbitrary<FieldRef> = fc
  .array(fc.constantFrom(...attributeKeys), { minLength: 1, maxLength: 2 })
  .map((path) => ({ name: 'attributes', path }));
const valueField = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...plainFields) },
  { weight: 1, arbitrary: attributeField },
  { weight: 1, arbitrary: fc.constant<FieldRef>({ name: 'comment', path: [] }) },
);

const test: fc.Arbitrary<ValueTest> = fc.oneof(
  fc
    .oneof(fc.constantFrom(...words, 'T1562', 'E-7', 'true', '443'), slice)
    .map((value) => ({ op: 'equals' as const, value })),
  glob.map((parts) => ({ op: 'glob' as const, glob: parts })),
  pattern.map((text) => ({ op: 'regex' as const, pattern: text })),
);

const edge: fc.Arbitrary<TimeEdge> = fc.oneof(
  fc.constantFrom(...times).map((micros) => ({ micros })),
  fc.bigInt({ min: 1_759_276_800_000_000n, max: 1_759_449_600_000_000n }).map((micros) => ({ micros })),
  fc.integer({ min: -400, max: 10 }).map((hours) => ({ fromNow: BigInt(hours) * 3_600_000_000n })),
);
const timeLeaf = fc
  .tuple(fc.option(edge), fc.option(edge))
  .map(([from, until]): QueryTree => ({ kind: 'time', from, until }))
  .filter(
    (leaf) => leaf.kind === 'time' && (leaf.from !== null || leaf.until !== null) && !endsEarly(leaf.from, leaf.until),
  );

function endsEarly(from: TimeEdge | null, until: TimeEdge | null): boolean {
  if (!from || !until) return false;
  if ('micros' in from && 'micros' in until) return from.micros >= until.micros;
  return 'fromNow' in from && 'fromNow' in until && from.fromNow >= until.fromNow;
}

const bound = fc.oneof(fc.bigInt({ min: -10n, max: 6000n }), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }));
const numberLeaf = fc
  .tuple(
    fc.oneof(
      fc
        .constantFrom('sourcePort', 'destinationPort', 'bytesIn', 'bytesOut', 'packets', 'recordLength')
        .map((name) => ({ name, path: [] })),
      attributeField,
    ),
    fc.option(bound),
    fc.option(bound),
  )
  .filter(([, from, to]) => (from !== null || to !== null) && !(from !== null && to !== null && from > to))
  .map(([field, from, to]): QueryTree => ({ kind: 'number', field, from, to }));

const networks = [...addresses, '10.0.0.0/8', '198.51.100.0/24', '2001:db8::/32', '0.0.0.0/0', '::/0']
  .map(parseIpNetwork)
  .filter((network) => network !== null);

const leaf: fc.Arbitrary<QueryTree> = fc.oneof(
  fc.constant<QueryTree>({ kind: 'all' }),
  slice.map((text): QueryTree => ({ kind: 'text', glob: [{ text }] })),
  glob.map((parts): QueryTree => ({ kind: 'text', glob: parts })),
  pattern.map((text): QueryTree => ({ kind: 'regex', pattern: text })),
  fc.record({ kind: fc.constant('value' as const), field: valueField, test }),
  fc.record({ kind: fc.constant('value' as const), field: valueField, test }),
  timeLeaf,
  numberLeaf,
  fc
    .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }))
    .map(([a, b]): QueryTree => ({ kind: 'severity', from: Math.min(a, b), to: Math.max(a, b) })),
  fc.record({
    kind: fc.constant('ip' as const),
    field: fc.constantFrom('ip', 'sourceIp', 'destinationIp').map((name) => ({ name, path: [] })),
    network: fc.constantFrom(...networks),
  }),
  fc.record({
    kind: fc.constant('flag' as const),
    field: fc.constantFrom('starred', 'hidden', 'inReport', 'own', 'conflicting').map((name) => ({ name, path: [] })),
    value: fc.boolean(),
  }),
  fc
    .oneof(
      fc
        .constantFrom(...fieldDefinitions.filter((field) => field.kind !== 'attribute'))
        .map(({ name }) => ({ name, path: [] })),
      attributeField,
    )
    .map((field): QueryTree => ({ kind: 'exists', field })),
);

/** Trees as the reader builds them: `and` in `and` and `or` in `or` are flat. */
export const generatedTree: fc.Arbitrary<QueryTree> = fc.letrec<{ tree: QueryTree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: tie('tree').map((item): QueryTree => ({ kind: 'not', item })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
        .map(
          ([kind, items]): QueryTree => ({
            kind,
            items: items.flatMap((item) => (item.kind === kind ? item.items : [item])),
          }),
        ),
    },
  ),
})).tree;
