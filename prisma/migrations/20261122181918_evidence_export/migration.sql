-- CreateTable
CREATE TABLE "evidence_export" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "evidence_ids" UUID[],
    "state" TEXT NOT NULL DEFAULT 'queued',
    "file_name" TEXT,
    "size_bytes" BIGINT,
    "sha256" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_export_case_id_created_at_idx" ON "evidence_export"("case_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_export_case_id_id_key" ON "evidence_export"("case_id", "id");

-- AddForeignKey
ALTER TABLE "evidence_export" ADD CONSTRAINT "evidence_export_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT ON evidence_export TO virga_read;
