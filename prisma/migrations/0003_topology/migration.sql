-- CreateTable
CREATE TABLE "edge_verdicts" (
    "edge" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "edge_verdicts_pkey" PRIMARY KEY ("edge")
);
