CREATE TABLE "adoption_assessments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"adoption_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "adoption_assessments_adoptionId_revision_unique" UNIQUE("adoption_id","revision")
);
--> statement-breakpoint
CREATE TABLE "adoption_findings" (
	"assessment_id" uuid NOT NULL,
	"block_id" text NOT NULL,
	"ref" text NOT NULL,
	"result" text NOT NULL,
	"note" text NOT NULL,
	"evidence" text NOT NULL,
	"evidence_expires_on" date,
	CONSTRAINT "adoption_findings_assessment_id_block_id_pk" PRIMARY KEY("assessment_id","block_id")
);
--> statement-breakpoint
-- A baseline is the figures of one period among others: what was recorded is carried over, with its words as the note.
ALTER TABLE "adoption_baselines" RENAME TO "adoption_measures";
--> statement-breakpoint
ALTER TABLE "adoption_measures" RENAME COLUMN "measure" TO "note";
--> statement-breakpoint
ALTER TABLE "adoption_measures" RENAME COLUMN "denominator" TO "completed";
--> statement-breakpoint
ALTER TABLE "adoption_measures" RENAME COLUMN "numerator" TO "completed_online";
--> statement-breakpoint
ALTER TABLE "adoption_measures" ALTER COLUMN "completed" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "adoption_measures" ALTER COLUMN "completed_online" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "adoption_measures" ADD COLUMN "corrects" integer;
--> statement-breakpoint
ALTER TABLE "adoption_measures" ADD COLUMN "started_online" integer;
--> statement-breakpoint
ALTER TABLE "adoption_measures" ADD COLUMN "cost" bigint;
--> statement-breakpoint
ALTER TABLE "adoption_measures" ADD COLUMN "satisfaction" integer;
--> statement-breakpoint
ALTER TABLE "adoption_measures" RENAME CONSTRAINT "adoption_baselines_pkey" TO "adoption_measures_pkey";
--> statement-breakpoint
ALTER TABLE "adoption_measures" RENAME CONSTRAINT "adoption_baselines_adoptionId_revision_unique" TO "adoption_measures_adoptionId_revision_unique";
--> statement-breakpoint
ALTER TABLE "adoption_measures" RENAME CONSTRAINT "adoption_baselines_adoption_id_adoptions_id_fk" TO "adoption_measures_adoption_id_adoptions_id_fk";
--> statement-breakpoint
ALTER TABLE "adoption_measures" RENAME CONSTRAINT "adoption_baselines_recorded_by_people_id_fk" TO "adoption_measures_recorded_by_people_id_fk";
--> statement-breakpoint
ALTER TABLE "adoption_measures" DISABLE TRIGGER USER;
--> statement-breakpoint
-- Of baselines each revision corrected the one before it.
UPDATE "adoption_measures" SET "corrects" = "revision" - 1 WHERE "revision" > 1;
--> statement-breakpoint
ALTER TABLE "adoption_measures" ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE "adoption_measures" ADD CONSTRAINT "adoption_measures_adoptionId_corrects_unique" UNIQUE("adoption_id","corrects");
--> statement-breakpoint
CREATE TABLE "review_openings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"publication_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_openings_publicationId_number_unique" UNIQUE("publication_id","number")
);
--> statement-breakpoint
ALTER TABLE "adoption_assessments" ADD CONSTRAINT "adoption_assessments_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_assessments" ADD CONSTRAINT "adoption_assessments_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_findings" ADD CONSTRAINT "adoption_findings_assessment_id_adoption_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."adoption_assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_openings" ADD CONSTRAINT "review_openings_publication_id_publications_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."publications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_openings" ADD CONSTRAINT "review_openings_opened_by_people_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;