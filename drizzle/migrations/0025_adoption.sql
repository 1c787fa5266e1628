CREATE TABLE "adoption_baselines" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"adoption_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"measure" text NOT NULL,
	"numerator" integer NOT NULL,
	"denominator" integer NOT NULL,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "adoption_baselines_adoptionId_revision_unique" UNIQUE("adoption_id","revision")
);
--> statement-breakpoint
CREATE TABLE "adoption_exemptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"adoption_id" uuid NOT NULL,
	"block_id" text NOT NULL,
	"ref" text NOT NULL,
	"reason" text NOT NULL,
	"owner_post" text NOT NULL,
	"expires_on" date NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "adoptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"publication_id" uuid NOT NULL,
	"standard_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"adopted_on" date NOT NULL,
	"owner_post" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "adoptions_organisationId_publicationId_unique" UNIQUE("organisation_id","publication_id")
);
--> statement-breakpoint
ALTER TABLE "adoption_baselines" ADD CONSTRAINT "adoption_baselines_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_baselines" ADD CONSTRAINT "adoption_baselines_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_exemptions" ADD CONSTRAINT "adoption_exemptions_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_exemptions" ADD CONSTRAINT "adoption_exemptions_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_publication_id_publications_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."publications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_standard_id_standards_id_fk" FOREIGN KEY ("standard_id") REFERENCES "public"."standards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_version_id_digest_versions_id_digest_fk" FOREIGN KEY ("version_id","digest") REFERENCES "public"."versions"("id","digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "adoption_exemptions_adoption_id_index" ON "adoption_exemptions" USING btree ("adoption_id");--> statement-breakpoint
CREATE INDEX "adoptions_standard_id_index" ON "adoptions" USING btree ("standard_id");