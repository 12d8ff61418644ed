-- AlterTable
ALTER TABLE "evidence_item" ADD COLUMN     "expansion_answer" TEXT;
