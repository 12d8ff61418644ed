import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvidenceItem, ParseRun } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { aCase, anEvidenceItem, type TestDatabase, testDatabase } from '@virga/testing';
import { openParts } from '../open-parts.ts';
import { runParse } from '../parse/run-parse.ts';
import type { Parts } from '../parts.ts';

/** The parse role over sealed packs that the test writes: its own login, jobs on the database, evidence in a folder. */
export class ParseStage {
  readonly test: TestDatabase;
  readonly parts: Parts;
  readonly home: string;

  private constructor(test: TestDatabase, parts: Parts, home: string) {
    this.test = test;
    this.parts = parts;
    this.home = home;
  }

  static async start(): Promise<ParseStage> {
    const home = mkdtempSync(join(tmpdir(), 'virga-test-parse-'));
    const test = await testDatabase();
    return new ParseStage(
      test,
      await openParts('parse', environmentOf(home, test), new AbortController().signal),
      home,
    );
  }

  get environment(): Record<string, string> {
    return environmentOf(this.home, this.test);
  }

  async newCase(): Promise<string> {
    return (await aCase(this.test.db)).id;
  }

  /** A sealed item of uploaded files, and a queued run over it. */
  async sealed(caseId: string, files: Record<string, string | Buffer>, format = 'upload'): Promise<EvidenceItem> {
    const { id } = await anEvidenceItem(this.test.db, caseId, { state: 'sealed', kind: 'pack', format });
    const independentCount = { by: "analyst's file list", objects: Object.keys(files).length };
    const item = await this.test.db.prisma.evidenceItem.update({ where: { id }, data: { independentCount } });
    const writer = await this.parts.store.createItem({ caseId, evidenceId: item.id, mode: 'pack' });
    for (const [key, text] of Object.entries(files)) await writer.addObject({ key }, Buffer.from(text));
    await writer.seal({});
    await this.queue(item, 1);
    return item;
  }

  queue(item: EvidenceItem, generation: number): Promise<ParseRun> {
    const { caseId, id: evidenceId, format: parserId } = item;
    return this.test.db.prisma.parseRun.create({ data: { id: newId(), caseId, evidenceId, parserId, generation } });
  }

  async parseAll(caseId: string): Promise<void> {
    const runs = await this.test.db.prisma.parseRun.findMany({ where: { caseId, state: 'queued' } });
    for (const run of runs) await runParse(this.parts, run.id);
  }

  item(id: string): Promise<EvidenceItem> {
    return this.test.db.prisma.evidenceItem.findUniqueOrThrow({ where: { id } });
  }

  /** Every row and every folded place of an item, as one hash: equal when nothing was lost, doubled or changed. */
  async stored(evidenceId: string): Promise<{ rows: number; folded: number; sha256: string }> {
    const of = async (sql: string) => (await this.test.db.pool.query<{ line: string }>(sql, [evidenceId])).rows;
    const rows = await of(
      'SELECT (e.*)::text AS line FROM timeline_event e WHERE evidence_id = $1 ORDER BY time_micros, id',
    );
    const folded = await of('SELECT (f.*)::text AS line FROM folded_copy f WHERE evidence_id = $1 ORDER BY run, id');
    const sha256 = createHash('sha256');
    for (const { line } of [...rows, ...folded]) sha256.update(`${line}\n`);
    return { rows: rows.length, folded: folded.length, sha256: sha256.digest('hex') };
  }

  async stop(): Promise<void> {
    await this.parts.jobs.close();
    await this.parts.db.close();
    await this.test.drop();
    rmSync(this.home, { recursive: true, force: true });
  }
}

function environmentOf(home: string, test: TestDatabase) {
  return {
    VIRGA_HOME: home,
    DATABASE_URL: test.urls.parseUrl,
    EVIDENCE_STORE: join(home, 'evidence'),
    EVIDENCE_STORE_REGION: 'us-east-1',
  };
}
