CREATE TABLE "draft_sights" (
	"person_id" uuid NOT NULL,
	"standard_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"vector" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_sights_person_id_standard_id_pk" PRIMARY KEY("person_id","standard_id")
);
--> statement-breakpoint
CREATE TABLE "draft_texts" (
	"digest" text PRIMARY KEY NOT NULL,
	"content" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "draft_sights" ADD CONSTRAINT "draft_sights_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_sights" ADD CONSTRAINT "draft_sights_standard_id_standards_id_fk" FOREIGN KEY ("standard_id") REFERENCES "public"."standards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_sights" ADD CONSTRAINT "draft_sights_digest_draft_texts_digest_fk" FOREIGN KEY ("digest") REFERENCES "public"."draft_texts"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_sights_digest_index" ON "draft_sights" USING btree ("digest");