-- Every row of the log carries its digest from now on. Those that are here are taken as they are.
ALTER TABLE "draft_log" ADD COLUMN "digest" "bytea", ADD COLUMN "held_by" integer, ADD COLUMN "damage" text, ADD COLUMN "damaged_at" timestamp with time zone;--> statement-breakpoint
UPDATE "draft_log" SET "digest" = sha256(convert_to("standard_id"::text, 'UTF8') || "updates");--> statement-breakpoint
ALTER TABLE "draft_log" ALTER COLUMN "digest" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "draft_log_tail" ON "draft_log" USING btree ("standard_id","seq") WHERE "draft_log"."held_by" is null;--> statement-breakpoint
-- Compactions so far become the second of their drafts: the rows that they hold are gone, so that nothing can step over them. One that does not
-- match its digest keeps it, and so stays damaged.
ALTER TABLE "draft_compactions" DROP CONSTRAINT "draft_compactions_pkey";--> statement-breakpoint
ALTER TABLE "draft_compactions" ADD COLUMN "generation" integer NOT NULL DEFAULT 2, ADD COLUMN "made_from" integer NOT NULL DEFAULT 1,
  ADD COLUMN "vector" "bytea" NOT NULL DEFAULT '', ADD COLUMN "formatted" boolean NOT NULL DEFAULT true,
  ADD COLUMN "damage" text, ADD COLUMN "damaged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "draft_compactions" ALTER COLUMN "generation" DROP DEFAULT, ALTER COLUMN "made_from" DROP DEFAULT,
  ALTER COLUMN "vector" DROP DEFAULT, ALTER COLUMN "formatted" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "draft_compactions" ALTER COLUMN "digest" SET DATA TYPE "bytea" USING CASE
  WHEN "digest" = encode(sha256("state"), 'hex') THEN sha256(convert_to("standard_id"::text || ' 2 true 0', 'UTF8') || "state")
  ELSE decode("digest", 'hex') END;--> statement-breakpoint
ALTER TABLE "draft_compactions" ADD CONSTRAINT "draft_compactions_standard_id_generation_pk" PRIMARY KEY("standard_id","generation");
