-- CreateTable
CREATE TABLE "transitions" (
    "id" BIGSERIAL NOT NULL,
    "placement" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "service_name" TEXT NOT NULL,
    "owner" TEXT,
    "cluster" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "receipt" JSONB NOT NULL,
    "ready" INTEGER NOT NULL,
    "desired" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3),

    CONSTRAINT "transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "readiness" (
    "placement" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ready" INTEGER NOT NULL,
    "desired" INTEGER NOT NULL,

    CONSTRAINT "readiness_pkey" PRIMARY KEY ("placement","at")
);

-- CreateTable
CREATE TABLE "kept_events" (
    "cluster" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "placement" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "object" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_events_pkey" PRIMARY KEY ("cluster","uid")
);

-- CreateTable
CREATE TABLE "history_leases" (
    "cluster" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "history_leases_pkey" PRIMARY KEY ("cluster")
);

-- CreateTable
CREATE TABLE "notification_deliveries" (
    "id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "transition_id" BIGINT NOT NULL,
    "event" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "last_status" INTEGER,
    "last_error" TEXT,
    "has_job" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "transitions_placement_id_idx" ON "transitions"("placement", "id");

-- CreateIndex
CREATE INDEX "transitions_until_to_status_idx" ON "transitions"("until", "to_status");

-- CreateIndex
CREATE INDEX "kept_events_service_last_seen_uid_idx" ON "kept_events"("service", "last_seen", "uid");

-- CreateIndex
CREATE INDEX "kept_events_last_seen_idx" ON "kept_events"("last_seen");

-- CreateIndex
CREATE INDEX "notification_deliveries_closed_at_event_idx" ON "notification_deliveries"("closed_at", "event");

-- CreateIndex
CREATE INDEX "notification_deliveries_created_at_idx" ON "notification_deliveries"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_deliveries_rule_transition_id_key" ON "notification_deliveries"("rule", "transition_id");

-- AddForeignKey
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_transition_id_fkey" FOREIGN KEY ("transition_id") REFERENCES "transitions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
