-- AlterTable
ALTER TABLE "containment_action" ADD COLUMN     "asked_at" TIMESTAMPTZ(3);
