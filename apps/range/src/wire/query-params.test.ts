import { expect, test } from 'vitest';
import { parseQueryParams } from './query-params.ts';
import { checkRequired } from './required-params.ts';
import { renderXml } from './xml.ts';

const parse = (text: string) => parseQueryParams(new URLSearchParams(text));

test('numbered steps are lists in the order of their numbers, gaps closed', () => {
  expect(
    parse('Action=DescribeInstances&Version=2016-11-15&InstanceId.2=i-b&InstanceId.10=i-c&InstanceId.1=i-a'),
  ).toEqual({
    InstanceId: ['i-a', 'i-b', 'i-c'],
  });
});

test('nested lists of structures', () => {
  expect(parse('Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1&Filter.1.Value.2=vpc-2&Filter.2.Name=tag%3Aa')).toEqual({
    Filter: [{ Name: 'vpc-id', Value: ['vpc-1', 'vpc-2'] }, { Name: 'tag:a' }],
  });
});

test('member lists of the query protocol', () => {
  expect(parse('PolicyArns.member.1.arn=a&PolicyArns.member.2.arn=b&RoleArn=r')).toEqual({
    PolicyArns: [{ arn: 'a' }, { arn: 'b' }],
    RoleArn: 'r',
  });
});

test('structures keep dots as steps; a prototype name is dropped', () => {
  const params = parse('PortRange.From=1&PortRange.To=2&__proto__.polluted=1');
  expect(params).toEqual({ PortRange: { From: '1', To: '2' } });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('required members, in the words of each protocol', () => {
  expect(() => checkRequired('ec2', {}, ['VolumeId'])).toThrow('must contain the parameter VolumeId');
  expect(() => checkRequired('query', {}, ['RoleArn', 'RoleSessionName'])).toThrow('2 validation errors detected');
  expect(() => checkRequired('ec2', { InstanceId: [] }, ['InstanceId.0'])).toThrow('InstanceId');
  expect(() => checkRequired('ec2', { InstanceId: ['i-1'] }, ['InstanceId.0'])).not.toThrow();
});

test('XML: item, member, flat and repeated lists; text is escaped; undefined is left out', () => {
  const tree = { a: ['x<&>', 'y'], b: undefined, c: { d: 1, e: true } };
  expect(renderXml(tree, 'item')).toBe('<a><item>x&lt;&amp;&gt;</item><item>y</item></a><c><d>1</d><e>true</e></c>');
  expect(renderXml(tree, 'member')).toContain('<member>y</member>');
  expect(renderXml(tree, 'flat')).toContain('<a>x&lt;&amp;&gt;</a><a>y</a>');
  expect(renderXml({ m: { 'entry[]': [{ key: 'k' }] } }, 'member')).toBe('<m><entry><key>k</key></entry></m>');
  expect(renderXml({ t: 'a\u0000\r\n' }, 'flat')).toBe('<t>a&#xD;\n</t>');
});
