-- AlterTable
ALTER TABLE "change_steps" ADD COLUMN "bound_generation" INTEGER;

-- Steps that were in an executor's hands before there was this column may have been sent, bound to a generation that nobody kept.
-- No live object has the generation 0: they are not sent again.
UPDATE "change_steps" AS "step" SET "bound_generation" = 0
FROM "changes"
WHERE "changes"."number" = "step"."change_number"
  AND "changes"."state" IN ('executing', 'unknown') AND "step"."written_at" IS NULL;
