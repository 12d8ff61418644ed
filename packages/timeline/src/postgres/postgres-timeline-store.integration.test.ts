import type { CaseAccess } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { testDatabase } from '@virga/testing';
import pg from 'pg';
import { contractNow, contractTokenKey, type StoreUnderTest } from '../contract/store-under-test.ts';
import { timelineStoreContract } from '../contract/timeline-store-contract.ts';
import { postgresTimelineStore } from './postgres-timeline-store.ts';

timelineStoreContract(postgresUnderTest);

/** Reads and writes as the parse role, the one with the fewest rights; people's words as the app role. */
async function postgresUnderTest(): Promise<StoreUnderTest> {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.urls.parseUrl, max: 4 });
  const app = new pg.Pool({ connectionString: database.urls.appUrl, max: 2 });
  const userId = newId();
  const insertUser = `INSERT INTO "user" (id, email, name, role) VALUES ($1, 'ana@example.org', 'Ana', 'analyst')`;
  await app.query(insertUser, [userId]);
  return {
    store: postgresTimelineStore({ pool, pageTokenKey: contractTokenKey, now: () => contractNow }),
    async makeCase() {
      const caseId = newId();
      await app.query(`INSERT INTO "case" (id, title, created_by_id) VALUES ($1, 'Contract', $2)`, [caseId, userId]);
      return { caseId, userId, role: 'analyst', permission: 'timeline:read' } as CaseAccess;
    },
    async makeEvidence(caseId, number) {
      const id = newId();
      await app.query(
        `INSERT INTO evidence_item (id, case_id, number, title, source_id, kind, format)
         VALUES ($1, $2, $3, 'Item', 'upload', 'pack', 'aws/cloudtrail')`,
        [id, caseId, number],
      );
      return id;
    },
    async annotate(caseId, eventId, annotation) {
      const { starred, hidden, inReport, verdict, tags } = annotation;
      await app.query(
        `INSERT INTO annotation
           (case_id, event_id, starred, hidden, in_report, verdict, tags, updated_by_id, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
        [caseId, eventId, starred, hidden, inReport, verdict, tags, userId],
      );
    },
    async comment(caseId, eventId, text) {
      await app.query('INSERT INTO event_comment (id, case_id, event_id, user_id, text) VALUES ($1, $2, $3, $4, $5)', [
        newId(),
        caseId,
        eventId,
        userId,
        text,
      ]);
    },
    async close() {
      await pool.end();
      await app.end();
      await database.drop();
    },
  };
}
