import { expect, test } from 'vitest';
import { parseBodyLine } from './body-line.ts';
import { parseMmls } from './find-volumes.ts';

test('a line is read from the right: names may hold the separator', () => {
  const line = parseBodyLine('0|/tmp/a|b.sh|128|r/rrwxr-xr-x|0|1000|42|1600000000|1600000001|1600000002|1600000003');
  expect(line).toMatchObject({
    name: '/tmp/a|b.sh',
    inode: '128',
    uid: '0',
    gid: '1000',
    sizeBytes: 42,
    modified: 1600000001,
    created: 1600000003,
  });
});

test('deleted files and link targets are told apart from names', () => {
  expect(parseBodyLine('0|/tmp/x (deleted)|7|r/rrw-------|0|0|0|1|2|3|4')).toMatchObject({
    name: '/tmp/x',
    isDeleted: true,
  });
  expect(parseBodyLine('0|/etc/rc -> /bin/sh|9|l/lrwxrwxrwx|0|0|7|1|2|3|4')).toMatchObject({
    name: '/etc/rc',
    linkTarget: '/bin/sh',
  });
  expect(parseBodyLine('0|/a -> b|9|r/rrw-r--r--|0|0|7|1|2|3|4')).toMatchObject({ name: '/a -> b', linkTarget: null });
});

test.each(['', 'no fields', '0|/x|128|r/r|0|0|size|1|2|3|4', '0|/x|inode|r/r|0|0|1|1|2|3|4'])(
  '%j is not a body line',
  (text) => {
    expect(parseBodyLine(text)).toBeNull();
  },
);

test('volumes of a DOS and of a GPT table; unallocated space and tables are not volumes', () => {
  const dos = [
    'DOS Partition Table',
    '000:  Meta      0000000000   0000000000   0000000001   Primary Table (#0)',
    '001:  -------   0000000000   0000002047   0000002048   Unallocated',
    '002:  000:000   0000002048   0000131071   0000129024   Linux (0x83)',
  ];
  expect(parseMmls(dos.join('\n'))).toEqual([
    { index: 0, offsetBytes: 2048 * 512, lengthBytes: 129024 * 512, description: 'Linux (0x83)' },
  ]);
  const gpt = [
    '004:  000       0000002048   0000131038   0000128991   Linux filesystem',
    '005:  001       0000131039   0000131050   0000000012   data',
  ];
  expect(parseMmls(gpt.join('\n')).map((volume) => volume.description)).toEqual(['Linux filesystem', 'data']);
});
