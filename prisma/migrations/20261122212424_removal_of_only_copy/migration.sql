-- AlterTable
ALTER TABLE "held_removal" ADD COLUMN     "only_copy" BOOLEAN NOT NULL DEFAULT false;
