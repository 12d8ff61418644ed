import {
  type JsonValue,
  outcomes,
  providers,
  severities,
  type TimelineEvent,
  timeMeanings,
  timePrecisions,
} from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import fc from 'fast-check';
import type { RowAnnotation, TimelineWrite } from '../store.ts';

/** Words that appear in events and in queries, so that queries find something; many are awkward on purpose. */
export const words = [
  'CreateAccessKey',
  'createaccesskey',
  'DescribeInstances',
  'arn:aws:iam::111122223333:user/Ana',
  's3:GetObject',
  "O'Brien; DROP TABLE timeline_event; --",
  'C:\\Windows\\Temp\\x.exe',
  '/etc/passwd',
  '100%_sure',
  'a_b%c',
  'ÄÖÜ straße',
  'äöü STRASSE',
  'ΟΔΟΣ',
  'οδος ΣΟΣ',
  'İstanbul',
  '日本語テキスト',
  '😀 grin',
  'line\nfeed\r\nand more',
  'tab\there',
  '"quoted" {a,b} \\N \\.',
  '=HYPERLINK("http://x")',
  '<script>alert(1)</script>',
  '\u202Egnp.exe',
  '$1 {x} %s',
  ' spaces  around ',
  'AND OR NOT',
  '__proto__',
  'T1562.008',
  '443',
] as const;

const word = fc.constantFrom(...words);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 2 });
export const addresses = [
  '10.0.0.1',
  '10.200.3.4',
  '198.51.100.7',
  '2001:db8::1',
  '2001:DB8:0:0:0:0:0:1',
  '::ffff:10.0.0.1',
  'AWS Internal',
  '010.0.0.1',
  '10.0.0.0/8',
  'fe80::1%eth0',
] as const;

/** Few distinct times, so that ties are common; some before 1970, some at the edges of what a clock can show. */
export const times = [
  -62_135_596_800_000_000n,
  -86_400_000_001n,
  -1n,
  0n,
  1n,
  999_999n,
  1_759_276_800_000_000n,
] as const;
const time = fc.oneof(
  fc.constantFrom(...times),
  fc.bigInt({ min: 1_759_276_800_000_000n, max: 1_759_449_600_000_000n }),
);

export const attributeKeys = ['mfa', 'port', 'a b', 'deep', 'Ümlaut'] as const;
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  word,
  fc.integer({ min: -9, max: 5000 }),
  fc.boolean(),
  fc.constant(null),
);
const attributes = fc.dictionary(
  fc.constantFrom(...attributeKeys),
  fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...attributeKeys), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), {
      maxKeys: 2,
    }),
    fc.array(fc.dictionary(fc.constantFrom(...attributeKeys), scalar, { maxKeys: 2 }), { maxLength: 2 }),
  ),
  { maxKeys: 3, noNullPrototype: true },
);

const detection = fc.record({
  ruleId: fc.constantFrom('virga.key-created', 'Virga.Trail_Stopped', 'sigma%1'),
  title: word,
  severity: fc.constantFrom(...severities),
  techniques: fc.uniqueArray(fc.constantFrom('T1562', 'T1562.008', 'T1098', 'T15621'), { maxLength: 2 }),
  tactics: fc.uniqueArray(fc.constantFrom('defense-evasion', 'persistence'), { maxLength: 2 }),
});

const bigAmount = fc.oneof(fc.bigInt({ min: 0n, max: 5000n }), fc.constant(2n ** 63n - 1n));

/** Events of one evidence item; ids are unique by construction. */
export function generatedWrites(evidenceId: string, count: number): fc.Arbitrary<TimelineWrite[]> {
  return fc.array(generatedEvent(evidenceId), { minLength: count, maxLength: count }).map((events) =>
    events.map((write, index) => {
      const id = sha256Hex(`${evidenceId} ${index}`).slice(0, 32);
      return { ...write, event: { ...write.event, id, contentHash: sha256Hex(id) } };
    }),
  );
}

function generatedEvent(evidenceId: string): fc.Arbitrary<TimelineWrite> {
  const event: fc.Arbitrary<TimelineEvent> = fc.record({
    id: fc.constant(''),
    timeMicros: time,
    timePrecision: fc.constantFrom(...timePrecisions),
    timeRaw: word,
    timeMeaning: fc.constantFrom(...timeMeanings),
    source: fc.constantFrom('aws/cloudtrail', 'disk/file', 'kubernetes/audit'),
    provider: fc.constantFrom(...providers),
    account: maybe(fc.constantFrom('111122223333', '000000000001')),
    region: maybe(fc.constantFrom('eu-central-1', 'us-east-1')),
    service: maybe(word),
    action: word,
    outcome: fc.constantFrom(...outcomes),
    errorCode: maybe(word),
    actor: maybe(word),
    actorType: maybe(word),
    actorAccount: maybe(word),
    credential: maybe(fc.constantFrom('AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE')),
    session: maybe(word),
    correlation: fc.array(word, { maxLength: 3 }),
    sourceIp: maybe(fc.constantFrom(...addresses)),
    sourcePort: maybe(fc.integer({ min: 0, max: 65_535 })),
    destinationIp: maybe(fc.constantFrom(...addresses)),
    destinationPort: maybe(fc.constantFrom(22, 443, 8443)),
    protocol: maybe(fc.constantFrom('tcp', 'udp')),
    bytesIn: maybe(bigAmount),
    bytesOut: maybe(bigAmount),
    packets: maybe(bigAmount),
    userAgent: maybe(word),
    host: maybe(word),
    target: maybe(word),
    targets: fc.array(word, { maxLength: 3 }),
    message: word,
    severity: fc.constantFrom(...severities),
    detections: fc.array(detection, { maxLength: 2 }),
    uid: word,
    contentHash: fc.constant(''),
    own: fc.boolean(),
    attributes,
    record: fc.record({
      evidenceId: fc.constant(evidenceId),
      object: word,
      offset: fc.nat(),
      length: fc.nat({ max: 100_000 }),
    }),
    parser: fc.constant('aws/cloudtrail@1'),
  });
  return fc.record({ event, rawText: fc.array(word, { maxLength: 4 }) });
}

export const generatedAnnotation: fc.Arbitrary<RowAnnotation> = fc.record({
  starred: fc.boolean(),
  hidden: fc.boolean(),
  inReport: fc.boolean(),
  verdict: maybe(fc.constantFrom('bad' as const, 'suspicious' as const, 'good' as const)),
  tags: fc.uniqueArray(word, { maxLength: 3 }),
});
