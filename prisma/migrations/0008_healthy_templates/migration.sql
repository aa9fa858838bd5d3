-- CreateTable
CREATE TABLE "healthy_templates" (
    "id" BIGSERIAL NOT NULL,
    "cluster" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "workload_uid" TEXT NOT NULL,
    "revision_uid" TEXT NOT NULL,
    "revision_name" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "template_hash" TEXT NOT NULL,
    "version" TEXT,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "healthy_templates_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "healthy_templates_cluster_workload_uid_until_idx" ON "healthy_templates"("cluster", "workload_uid", "until");

-- CreateIndex
CREATE INDEX "healthy_templates_until_idx" ON "healthy_templates"("until");
