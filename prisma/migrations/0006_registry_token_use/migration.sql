-- AlterTable
ALTER TABLE "registry_tokens" ADD COLUMN     "last_used_at" TIMESTAMPTZ(3);
