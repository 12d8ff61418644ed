-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "cloud_account" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'single',
    "staged" BOOLEAN NOT NULL DEFAULT false,
    "credential_kind" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "role_arns" JSONB NOT NULL DEFAULT '{}',
    "regions" TEXT[],
    "credential_expires_at" TIMESTAMPTZ(3),
    "organization_id" TEXT,
    "log_archive_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "cloud_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_secret" (
    "cloud_account_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_secret_pkey" PRIMARY KEY ("cloud_account_id","field")
);

-- CreateTable
CREATE TABLE "account_member" (
    "cloud_account_id" UUID NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "regions" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_member_pkey" PRIMARY KEY ("cloud_account_id","external_account_id")
);

-- CreateTable
CREATE TABLE "connection_test" (
    "id" UUID NOT NULL,
    "cloud_account_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "requested_by_id" UUID NOT NULL,
    "result" JSONB,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_test_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inventory_item" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "cloud_account_id" UUID NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "presence" TEXT NOT NULL,
    "survives" JSONB NOT NULL DEFAULT '[]',
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "first_seen_micros" BIGINT,
    "last_seen_micros" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inventory_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inventory_run" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "cloud_account_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "requested_by_id" UUID NOT NULL,
    "coverage" JSONB NOT NULL DEFAULT '[]',
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "inventory_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaporation_clock" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "cloud_account_id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "gone_at_micros" BIGINT,
    "basis" TEXT NOT NULL,
    "volatility" INTEGER NOT NULL,
    "acquisition_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evaporation_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acquisition" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "cloud_account_id" UUID,
    "region" TEXT,
    "target" TEXT NOT NULL,
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'queued',
    "step" TEXT NOT NULL DEFAULT 'prepare',
    "phase" TEXT NOT NULL DEFAULT 'start',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "checkpoint" JSONB NOT NULL DEFAULT '{}',
    "progress" JSONB NOT NULL DEFAULT '{}',
    "next_run_at" TIMESTAMPTZ(3),
    "last_news_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error_code" TEXT,
    "error_message" TEXT,
    "held" JSONB NOT NULL DEFAULT '[]',
    "clock_offset_ms" INTEGER,
    "cloud_identity" TEXT,
    "requested_by_id" UUID NOT NULL,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "acquisition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acquisition_log" (
    "id" BIGSERIAL NOT NULL,
    "case_id" UUID NOT NULL,
    "acquisition_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "step" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "request_id" TEXT,
    "fields" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "acquisition_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coverage_entry" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "acquisition_id" UUID,
    "source_id" TEXT NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "from_micros" BIGINT,
    "to_micros" BIGINT,
    "word" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "coverage_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'open',
    "severity" TEXT NOT NULL DEFAULT 'medium',
    "tlp" TEXT NOT NULL DEFAULT 'amber',
    "staged" BOOLEAN NOT NULL DEFAULT false,
    "second_zone" TEXT,
    "incident_start_micros" BIGINT,
    "incident_end_micros" BIGINT,
    "lessons" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_member" (
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "added_by_id" UUID NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "case_member_pkey" PRIMARY KEY ("case_id","user_id")
);

-- CreateTable
CREATE TABLE "case_account" (
    "case_id" UUID NOT NULL,
    "cloud_account_id" UUID NOT NULL,
    "granted_by_id" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "case_account_pkey" PRIMARY KEY ("case_id","cloud_account_id")
);

-- CreateTable
CREATE TABLE "case_note" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "event_ids" TEXT[],
    "done" BOOLEAN NOT NULL DEFAULT false,
    "author_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_item" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "acquisition_id" UUID,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'collecting',
    "waiting_for" TEXT,
    "size_bytes" BIGINT NOT NULL DEFAULT 0,
    "stored_bytes" BIGINT NOT NULL DEFAULT 0,
    "object_count" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "manifest_sha256" TEXT,
    "origin" JSONB NOT NULL DEFAULT '{}',
    "independent_count" JSONB,
    "time_assumption" TEXT,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "parser_id" TEXT,
    "ledger" JSONB,
    "ledger_colour" TEXT,
    "ledger_reasons" TEXT[],
    "event_count" BIGINT NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "sealed_at" TIMESTAMPTZ(3),
    "read_back_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "verify_state" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parse_run" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "parser_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "checkpoint" JSONB NOT NULL DEFAULT '{}',
    "progress" JSONB NOT NULL DEFAULT '{}',
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "parse_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "custody_entry" (
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "entry" TEXT NOT NULL,
    "entry_hash" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "evidence_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custody_entry_pkey" PRIMARY KEY ("case_id","number")
);

-- CreateTable
CREATE TABLE "custody_head" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "entry_hash" TEXT NOT NULL,
    "key_fingerprint" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "signed_at" TEXT NOT NULL,

    CONSTRAINT "custody_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "sha256_browser" TEXT,
    "sha256_arrival" TEXT,
    "state" TEXT NOT NULL DEFAULT 'receiving',
    "evidence_id" UUID,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT,
    "password_must_change" BOOLEAN NOT NULL DEFAULT false,
    "totp_sealed" TEXT,
    "oidc_issuer" TEXT,
    "oidc_subject" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,
    "step_up_at" TIMESTAMPTZ(3),
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "permissions" TEXT[],
    "case_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_failure" (
    "id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_failure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "session_id" UUID,
    "token_id" UUID,
    "case_id" UUID,
    "permission" TEXT,
    "action" TEXT NOT NULL,
    "target_kind" TEXT,
    "target_id" TEXT,
    "outcome" TEXT NOT NULL,
    "address" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_event" (
    "seq" BIGSERIAL NOT NULL,
    "case_id" UUID,
    "user_id" UUID,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "process_heartbeat" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "process_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "model" JSONB NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_file" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "report_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "containment_action" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cloud_account_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "running" TEXT,
    "plan" JSONB,
    "plan_hash" TEXT,
    "state_before" JSONB,
    "state_after" JSONB,
    "gate" JSONB NOT NULL DEFAULT '[]',
    "gate_reason" TEXT,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3),
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "approved_hash" TEXT,
    "break_glass" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "error_facts" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "containment_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_step" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "before" JSONB,
    "after" JSONB,
    "request_ids" TEXT[],
    "message" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "action_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline_event" (
    "case_id" UUID NOT NULL,
    "id" CHAR(32) NOT NULL,
    "time_micros" BIGINT NOT NULL,
    "time_precision" TEXT NOT NULL,
    "time_raw" TEXT NOT NULL,
    "time_meaning" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "account" TEXT,
    "region" TEXT,
    "service" TEXT,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "error_code" TEXT,
    "actor" TEXT,
    "actor_type" TEXT,
    "actor_account" TEXT,
    "credential" TEXT,
    "session" TEXT,
    "correlation" TEXT[],
    "source_ip" TEXT,
    "source_port" INTEGER,
    "destination_ip" TEXT,
    "destination_port" INTEGER,
    "protocol" TEXT,
    "bytes_in" BIGINT,
    "bytes_out" BIGINT,
    "packets" BIGINT,
    "user_agent" TEXT,
    "host" TEXT,
    "target" TEXT,
    "targets" TEXT[],
    "message" TEXT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "detections" JSONB NOT NULL DEFAULT '[]',
    "uid" TEXT NOT NULL,
    "content_hash" CHAR(64) NOT NULL,
    "own" BOOLEAN NOT NULL DEFAULT false,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "evidence_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "record_offset" BIGINT NOT NULL,
    "record_length" INTEGER NOT NULL,
    "parser" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,

    CONSTRAINT "timeline_event_pkey" PRIMARY KEY ("case_id","id")
);

-- CreateTable
CREATE TABLE "annotation" (
    "case_id" UUID NOT NULL,
    "event_id" CHAR(32) NOT NULL,
    "starred" BOOLEAN NOT NULL DEFAULT false,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "in_report" BOOLEAN NOT NULL DEFAULT false,
    "verdict" TEXT,
    "tags" TEXT[],
    "updated_by_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "annotation_pkey" PRIMARY KEY ("case_id","event_id")
);

-- CreateTable
CREATE TABLE "annotation_change" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "changes" JSONB NOT NULL,
    "label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "annotation_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_comment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "event_id" CHAR(32) NOT NULL,
    "user_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_search" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "columns" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_search_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cloud_account_provider_external_account_id_kind_key" ON "cloud_account"("provider", "external_account_id", "kind");

-- CreateIndex
CREATE INDEX "connection_test_cloud_account_id_created_at_idx" ON "connection_test"("cloud_account_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "inventory_item_case_id_external_account_id_region_kind_reso_key" ON "inventory_item"("case_id", "external_account_id", "region", "kind", "resource_id");

-- CreateIndex
CREATE INDEX "inventory_run_case_id_created_at_idx" ON "inventory_run"("case_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "evaporation_clock_case_id_source_id_region_target_key" ON "evaporation_clock"("case_id", "source_id", "region", "target");

-- CreateIndex
CREATE INDEX "acquisition_state_next_run_at_idx" ON "acquisition"("state", "next_run_at");

-- CreateIndex
CREATE UNIQUE INDEX "acquisition_case_id_id_key" ON "acquisition"("case_id", "id");

-- CreateIndex
CREATE INDEX "acquisition_log_acquisition_id_id_idx" ON "acquisition_log"("acquisition_id", "id");

-- CreateIndex
CREATE INDEX "coverage_entry_case_id_source_id_idx" ON "coverage_entry"("case_id", "source_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_number_key" ON "case"("number");

-- CreateIndex
CREATE INDEX "case_member_user_id_idx" ON "case_member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_note_case_id_id_key" ON "case_note"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_item_case_id_id_key" ON "evidence_item"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_item_case_id_number_key" ON "evidence_item"("case_id", "number");

-- CreateIndex
CREATE INDEX "parse_run_state_idx" ON "parse_run"("state");

-- CreateIndex
CREATE UNIQUE INDEX "parse_run_case_id_evidence_id_generation_key" ON "parse_run"("case_id", "evidence_id", "generation");

-- CreateIndex
CREATE INDEX "custody_head_case_id_number_idx" ON "custody_head"("case_id", "number");

-- CreateIndex
CREATE INDEX "upload_case_id_batch_id_idx" ON "upload"("case_id", "batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "upload_case_id_id_key" ON "upload"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_oidc_issuer_oidc_subject_key" ON "user"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_secret_hash_key" ON "api_token"("secret_hash");

-- CreateIndex
CREATE INDEX "sign_in_failure_account_at_idx" ON "sign_in_failure"("account", "at");

-- CreateIndex
CREATE INDEX "sign_in_failure_address_at_idx" ON "sign_in_failure"("address", "at");

-- CreateIndex
CREATE INDEX "audit_entry_case_id_id_idx" ON "audit_entry"("case_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_user_id_id_idx" ON "audit_entry"("user_id", "id");

-- CreateIndex
CREATE INDEX "live_event_case_id_seq_idx" ON "live_event"("case_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "report_case_id_id_key" ON "report"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "report_case_id_version_key" ON "report"("case_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "report_file_report_id_format_key" ON "report_file"("report_id", "format");

-- CreateIndex
CREATE UNIQUE INDEX "containment_action_case_id_id_key" ON "containment_action"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "action_step_action_id_phase_key_key" ON "action_step"("action_id", "phase", "key");

-- CreateIndex
CREATE INDEX "timeline_event_case_id_time_micros_id_idx" ON "timeline_event"("case_id", "time_micros", "id");

-- CreateIndex
CREATE INDEX "timeline_event_case_id_evidence_id_idx" ON "timeline_event"("case_id", "evidence_id");

-- CreateIndex
CREATE INDEX "annotation_change_case_id_user_id_at_idx" ON "annotation_change"("case_id", "user_id", "at");

-- CreateIndex
CREATE INDEX "event_comment_case_id_event_id_idx" ON "event_comment"("case_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_search_case_id_name_key" ON "saved_search"("case_id", "name");

-- AddForeignKey
ALTER TABLE "cloud_account" ADD CONSTRAINT "cloud_account_log_archive_id_fkey" FOREIGN KEY ("log_archive_id") REFERENCES "cloud_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_secret" ADD CONSTRAINT "account_secret_cloud_account_id_fkey" FOREIGN KEY ("cloud_account_id") REFERENCES "cloud_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_member" ADD CONSTRAINT "account_member_cloud_account_id_fkey" FOREIGN KEY ("cloud_account_id") REFERENCES "cloud_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_test" ADD CONSTRAINT "connection_test_cloud_account_id_fkey" FOREIGN KEY ("cloud_account_id") REFERENCES "cloud_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acquisition" ADD CONSTRAINT "acquisition_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acquisition_log" ADD CONSTRAINT "acquisition_log_case_id_acquisition_id_fkey" FOREIGN KEY ("case_id", "acquisition_id") REFERENCES "acquisition"("case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_member" ADD CONSTRAINT "case_member_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_member" ADD CONSTRAINT "case_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_account" ADD CONSTRAINT "case_account_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_account" ADD CONSTRAINT "case_account_cloud_account_id_fkey" FOREIGN KEY ("cloud_account_id") REFERENCES "cloud_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_item" ADD CONSTRAINT "evidence_item_case_id_acquisition_id_fkey" FOREIGN KEY ("case_id", "acquisition_id") REFERENCES "acquisition"("case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "parse_run" ADD CONSTRAINT "parse_run_case_id_evidence_id_fkey" FOREIGN KEY ("case_id", "evidence_id") REFERENCES "evidence_item"("case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_file" ADD CONSTRAINT "report_file_case_id_report_id_fkey" FOREIGN KEY ("case_id", "report_id") REFERENCES "report"("case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "containment_action" ADD CONSTRAINT "containment_action_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_step" ADD CONSTRAINT "action_step_case_id_action_id_fkey" FOREIGN KEY ("case_id", "action_id") REFERENCES "containment_action"("case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
