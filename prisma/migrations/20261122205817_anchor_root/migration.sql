-- AlterTable
ALTER TABLE "custody_anchor" ADD COLUMN     "root" TEXT NOT NULL;
