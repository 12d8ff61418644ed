-- CreateTable
CREATE TABLE "held_removal" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "acquisition_id" UUID NOT NULL,
    "resource_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "held_removal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "custody_anchor" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "entry_hash" TEXT NOT NULL,
    "head_hash" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "stamped_at" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "response" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custody_anchor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "anchor_attempt" (
    "case_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "anchor_attempt_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "evidence_verification" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "evidence_id" UUID,
    "requested_by_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "verdict" TEXT,
    "sentence" TEXT NOT NULL DEFAULT '',
    "problems" JSONB NOT NULL DEFAULT '[]',
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_verification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "held_removal_case_id_acquisition_id_idx" ON "held_removal"("case_id", "acquisition_id");

-- CreateIndex
CREATE INDEX "held_removal_state_idx" ON "held_removal"("state");

-- CreateIndex
CREATE INDEX "custody_anchor_case_id_number_idx" ON "custody_anchor"("case_id", "number");

-- CreateIndex
CREATE INDEX "evidence_verification_case_id_evidence_id_created_at_idx" ON "evidence_verification"("case_id", "evidence_id", "created_at");

-- CreateIndex
CREATE INDEX "evidence_verification_state_idx" ON "evidence_verification"("state");

-- Rows of a case that Prisma's models reach through their case id only.
ALTER TABLE custody_anchor ADD FOREIGN KEY (case_id, number) REFERENCES custody_entry (case_id, number);
ALTER TABLE anchor_attempt ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE evidence_verification ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE evidence_verification ADD FOREIGN KEY (case_id, evidence_id) REFERENCES evidence_item (case_id, id);
ALTER TABLE held_removal ADD FOREIGN KEY (case_id, acquisition_id) REFERENCES acquisition (case_id, id);

-- A stamp is append only like the head it vouches for; what was verified and removed stays told.
CREATE TRIGGER custody_anchor_append_only BEFORE UPDATE OR DELETE ON custody_anchor
  FOR EACH ROW EXECUTE FUNCTION virga_refuse_change();
CREATE TRIGGER custody_anchor_no_truncate BEFORE TRUNCATE ON custody_anchor
  FOR EACH STATEMENT EXECUTE FUNCTION virga_refuse_change();
ALTER TABLE custody_anchor ENABLE ALWAYS TRIGGER custody_anchor_append_only;
ALTER TABLE custody_anchor ENABLE ALWAYS TRIGGER custody_anchor_no_truncate;
REVOKE UPDATE, DELETE ON custody_anchor FROM virga_app;
REVOKE DELETE ON evidence_verification, held_removal FROM virga_app;

-- Reports print the anchor and the state of the evidence.
GRANT SELECT ON custody_anchor, anchor_attempt, evidence_verification TO virga_parse;
GRANT SELECT ON custody_anchor, anchor_attempt, evidence_verification, held_removal TO virga_read;
