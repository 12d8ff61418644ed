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
