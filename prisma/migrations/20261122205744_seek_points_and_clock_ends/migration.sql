-- AlterTable
ALTER TABLE "evaporation_clock" ADD COLUMN     "ends" TEXT NOT NULL DEFAULT 'none';

-- CreateTable
CREATE TABLE "seek_point" (
    "case_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "object_hash" CHAR(64) NOT NULL,
    "decoded_offset" BIGINT NOT NULL,
    "stored_bit" BIGINT NOT NULL,
    "window" BYTEA NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "seek_point_pkey" PRIMARY KEY ("case_id","evidence_id","object_hash","decoded_offset")
);

-- AddForeignKey
ALTER TABLE "seek_point" ADD CONSTRAINT "seek_point_case_id_evidence_id_fkey" FOREIGN KEY ("case_id", "evidence_id") REFERENCES "evidence_item"("case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A clock has a moment, or may end any time, or has no end that is known.
UPDATE evaporation_clock SET ends = 'at' WHERE gone_at_micros IS NOT NULL;
ALTER TABLE evaporation_clock ADD CONSTRAINT evaporation_clock_ends
  CHECK (ends IN ('at', 'any time', 'none') AND (ends = 'at') = (gone_at_micros IS NOT NULL));

-- Derived by the parse worker from sealed bytes, replaced whole by the next parse.
GRANT SELECT, INSERT, DELETE ON seek_point TO virga_parse;
GRANT SELECT ON seek_point TO virga_read;
REVOKE UPDATE ON seek_point FROM virga_app;
