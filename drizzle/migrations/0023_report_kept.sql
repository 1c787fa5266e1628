ALTER TABLE "publications" ADD COLUMN "report" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "report_digest" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- What was published before the report was kept has none; nothing else stands beside a digest that is not its own.
ALTER TABLE publications ADD CONSTRAINT report_as_published CHECK (report_digest = CASE WHEN report = '' THEN '' ELSE sha256_hex(report) END);
