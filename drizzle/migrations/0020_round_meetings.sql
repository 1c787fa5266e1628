CREATE TABLE "round_reminders" (
	"elector_id" uuid NOT NULL,
	"ahead" text NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"reminded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "round_reminders_elector_id_ahead_closes_at_pk" PRIMARY KEY("elector_id","ahead","closes_at")
);
--> statement-breakpoint
ALTER TABLE "standards" ADD COLUMN "owner_post" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "standards" ADD COLUMN "review_date" date;--> statement-breakpoint
ALTER TABLE "sign_off_rounds" ADD COLUMN "meets_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "round_reminders" ADD CONSTRAINT "round_reminders_elector_id_electors_id_fk" FOREIGN KEY ("elector_id") REFERENCES "public"."electors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
SELECT keep_forever('round_reminders');
