import { hostileStrings } from '@virga/testing';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { loggerSettings, redactedNames } from './logger.ts';

function logOf(write: (logger: pino.Logger) => void): { text: string; lines: Record<string, unknown>[] } {
  let text = '';
  write(pino(loggerSettings({ name: 'test' }), { write: (line: string) => (text += line) }));
  const lines = text.trimEnd().split('\n');
  return { text, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it.each(redactedNames)('never holds %s, at any depth, in any case, in a child or in an array', (name) => {
    const value = 'marker-5e1c';
    const { text } = logOf((logger) => {
      logger.info({ [name]: value, [name.toUpperCase()]: value });
      logger.info({ a: { b: { c: { d: [{ [name]: value }] } } } }, 'deep');
      logger.child({ [name]: value }).warn('child');
    });
    expect(text).not.toContain(value);
    expect(text).toContain('[redacted]');
  });

  it.each(Object.keys(hostileStrings))(
    'shows the attack "%s" on one line, without control or bidi characters [S2.log-escapes]',
    (key) => {
      const attack = hostileStrings[key]!;
      const { text, lines } = logOf((logger) => {
        logger.info({ field: attack, [attack]: 1 }, attack);
        logger.error(new Error(attack));
      });
      expect(lines).toHaveLength(2);
      const raw = text.replaceAll('\n', '');
      expect(raw).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    },
  );

  it('tells name, message, code, detail and cause of an error, and nothing that an SDK hung on it', () => {
    const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const error = Object.assign(new Error('refused', { cause }), { $response: { headers: { cookie: 'marker-77' } } });
    const { text, lines } = logOf((logger) => logger.error({ err: error }, 'failed'));
    expect(lines[0]!.err).toMatchObject({ name: 'Error', message: 'refused', cause: { code: 'ECONNRESET' } });
    expect(text).not.toContain('marker-77');
  });

  it('writes bigints as decimal strings and says where it stopped going deeper', () => {
    const deep = { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: 1 } } } } } } } } } };
    const { lines, text } = logOf((logger) => logger.info({ timeMicros: 9007199254740993n, deep }));
    expect(lines[0]!.timeMicros).toBe('9007199254740993');
    expect(text).toContain('[deeper]');
  });
});
