-- CreateTable
CREATE TABLE "registry_instances" (
    "service" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "create_index" BIGINT NOT NULL,
    "modify_index" BIGINT NOT NULL,

    CONSTRAINT "registry_instances_pkey" PRIMARY KEY ("service","instance")
);

-- CreateTable
CREATE TABLE "registry_state" (
    "id" INTEGER NOT NULL,
    "index" BIGINT NOT NULL,
    "forgotten_index" BIGINT NOT NULL,

    CONSTRAINT "registry_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_sweeper" (
    "id" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "swept_at" TIMESTAMPTZ(3) NOT NULL,
    "up_since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registry_sweeper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_events" (
    "id" BIGSERIAL NOT NULL,
    "index" BIGINT NOT NULL,
    "service" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registry_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_replicas" (
    "owner" TEXT NOT NULL,
    "through" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registry_replicas_pkey" PRIMARY KEY ("owner")
);

-- CreateTable
CREATE TABLE "registry_beats" (
    "owner" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "through" TIMESTAMPTZ(3) NOT NULL,
    "ages" BYTEA NOT NULL,

    CONSTRAINT "registry_beats_pkey" PRIMARY KEY ("owner","page")
);

-- CreateTable
CREATE TABLE "registry_tokens" (
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "services" TEXT[],
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registry_tokens_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "registry_instances_modify_index_idx" ON "registry_instances"("modify_index");

-- CreateIndex
CREATE INDEX "registry_events_index_idx" ON "registry_events"("index");

-- CreateIndex
CREATE INDEX "registry_events_service_id_idx" ON "registry_events"("service", "id");

-- CreateIndex
CREATE UNIQUE INDEX "registry_tokens_hash_key" ON "registry_tokens"("hash");

-- Room for the next version of each row beside it: heartbeats are rewritten twice a second.
ALTER TABLE "registry_beats" SET (fillfactor = 50);
ALTER TABLE "registry_beats" ALTER COLUMN "ages" SET STORAGE MAIN;

-- The rows that are always there.
INSERT INTO "registry_state" ("id", "index", "forgotten_index") VALUES (1, 1, 0);
INSERT INTO "registry_sweeper" ("id", "owner", "until", "swept_at", "up_since")
VALUES (1, '', 'epoch', 'epoch', 'epoch');
