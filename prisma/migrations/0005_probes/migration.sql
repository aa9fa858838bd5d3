-- CreateTable
CREATE TABLE "registry_probed" (
    "key" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registry_probed_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "registry_probe_minutes" (
    "id" BIGSERIAL NOT NULL,
    "owner" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "entries" BYTEA NOT NULL,

    CONSTRAINT "registry_probe_minutes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "registry_probed_changed_at_idx" ON "registry_probed"("changed_at");

-- CreateIndex
CREATE INDEX "registry_probe_minutes_minute_idx" ON "registry_probe_minutes"("minute");
