-- CreateTable
CREATE TABLE "folded_copy" (
    "case_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "run" TEXT NOT NULL DEFAULT '',
    "id" CHAR(32) NOT NULL,
    "uid" TEXT NOT NULL,
    "content_hash" CHAR(64) NOT NULL,
    "object" TEXT NOT NULL,
    "record_offset" BIGINT NOT NULL,
    "record_length" INTEGER NOT NULL,

    CONSTRAINT "folded_copy_pkey" PRIMARY KEY ("case_id","evidence_id","run","id")
);

-- CreateTable
CREATE TABLE "conflicting_event" (
    "case_id" UUID NOT NULL,
    "event_id" CHAR(32) NOT NULL,
    "evidence_id" UUID NOT NULL,

    CONSTRAINT "conflicting_event_pkey" PRIMARY KEY ("case_id","event_id")
);

ALTER TABLE folded_copy ADD FOREIGN KEY (case_id, evidence_id) REFERENCES evidence_item (case_id, id);
ALTER TABLE conflicting_event ADD FOREIGN KEY (case_id, evidence_id) REFERENCES evidence_item (case_id, id);

-- Copies of a record are found by its uid. Of its hash: a uid is as long as a log makes it, an index entry is not.
CREATE INDEX timeline_event_uid_hash_idx ON timeline_event (hashtextextended(uid, 0));
CREATE INDEX folded_copy_uid_hash_idx ON folded_copy (hashtextextended(uid, 0));

GRANT SELECT, INSERT, UPDATE, DELETE ON folded_copy TO virga_parse;
GRANT SELECT, INSERT, DELETE ON conflicting_event TO virga_parse;
GRANT SELECT ON folded_copy, conflicting_event TO virga_read;
