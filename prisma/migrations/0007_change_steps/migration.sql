-- CreateTable
CREATE TABLE "change_steps" (
    "change_number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "cluster" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "plan" JSONB NOT NULL,
    "target_uid" TEXT NOT NULL,
    "operation_id" TEXT NOT NULL,
    "sealed" BYTEA,
    "written_version" TEXT,
    "written_generation" INTEGER,
    "written_at" TIMESTAMPTZ(3),

    CONSTRAINT "change_steps_pkey" PRIMARY KEY ("change_number", "position")
);

-- A Change of before has one step.
INSERT INTO "change_steps" (
    "change_number", "position", "action", "cluster", "namespace", "kind", "name", "params", "plan", "target_uid",
    "operation_id", "written_version", "written_generation", "written_at"
)
SELECT
    "number", 0, "action", "cluster", "namespace", "kind", "name", "params", "plan", "target_uid",
    "operation_id", "written_version", "written_generation", "written_at"
FROM "changes";

-- CreateIndex
CREATE UNIQUE INDEX "change_steps_operation_id_key" ON "change_steps"("operation_id");

-- CreateIndex
CREATE INDEX "change_steps_cluster_namespace_kind_name_idx" ON "change_steps"("cluster", "namespace", "kind", "name");

-- AddForeignKey
ALTER TABLE "change_steps" ADD CONSTRAINT "change_steps_change_number_fkey" FOREIGN KEY ("change_number") REFERENCES "changes"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- DropIndex
DROP INDEX "changes_operation_id_key";

-- AlterTable
ALTER TABLE "changes"
    DROP COLUMN "action",
    DROP COLUMN "cluster",
    DROP COLUMN "namespace",
    DROP COLUMN "kind",
    DROP COLUMN "name",
    DROP COLUMN "params",
    DROP COLUMN "plan",
    DROP COLUMN "target_uid",
    DROP COLUMN "operation_id",
    DROP COLUMN "written_version",
    DROP COLUMN "written_generation",
    DROP COLUMN "written_at";
