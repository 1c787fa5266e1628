ALTER TABLE "draft_sights" ADD COLUMN "before_digest" text;--> statement-breakpoint
ALTER TABLE "draft_sights" ADD COLUMN "before_vector" "bytea";--> statement-breakpoint
ALTER TABLE "draft_sights" ADD COLUMN "before_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "draft_sights" ADD CONSTRAINT "draft_sights_before_digest_draft_texts_digest_fk" FOREIGN KEY ("before_digest") REFERENCES "public"."draft_texts"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_sights_before_digest_index" ON "draft_sights" USING btree ("before_digest");