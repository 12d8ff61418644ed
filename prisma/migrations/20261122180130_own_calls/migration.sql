-- CreateTable
CREATE TABLE "own_call" (
    "id" BIGSERIAL NOT NULL,
    "cloud_account_id" UUID NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "case_id" UUID,
    "acquisition_id" UUID,
    "service" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "request_id" TEXT,
    "credential" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "own_call_request_id_idx" ON "own_call"("request_id");

-- CreateIndex
CREATE INDEX "own_call_credential_idx" ON "own_call"("credential");

-- Parsers mark our own rows; who made the calls is theirs to read, not to change.
GRANT SELECT (id, cloud_account_id, external_account_id, case_id, request_id, credential) ON own_call TO virga_parse;
REVOKE UPDATE, DELETE ON own_call FROM virga_app;
