CREATE TABLE "posted_letters" (
	"key" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "posted_letters_at_index" ON "posted_letters" USING btree ("at");--> statement-breakpoint
INSERT INTO posted_letters (key, at) SELECT key, at FROM outgoing_mail WHERE key IS NOT NULL;--> statement-breakpoint
-- A letter is queued once by its key, also after the first has left the queue. Who posts it again is not refused: their step stands, and its letter is known.
-- Keys of more than 90 days ago are forgotten here, few at a time; nothing is told that late (news is of 7 days, and a digest's period stands in digests for ever).
CREATE FUNCTION post_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key IS NULL THEN RETURN NEW; END IF;
  DELETE FROM posted_letters WHERE key IN
    (SELECT p.key FROM posted_letters p WHERE p.at < now() - interval '90 days' ORDER BY p.at LIMIT 100 FOR UPDATE SKIP LOCKED);
  INSERT INTO posted_letters (key) VALUES (NEW.key) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER post_once BEFORE INSERT ON outgoing_mail FOR EACH ROW EXECUTE FUNCTION post_once();--> statement-breakpoint
CREATE FUNCTION keep_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.at > now() - interval '90 days' THEN PERFORM refuse_step('frozen', 'The key of a letter that was queued is kept for 90 days.'); END IF;
  RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER keep_posted BEFORE DELETE ON posted_letters FOR EACH ROW EXECUTE FUNCTION keep_posted();--> statement-breakpoint
CREATE TRIGGER never_changes BEFORE UPDATE ON posted_letters FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON posted_letters FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- What a letter says, and to whom, is what was queued: only how far it has come changes.
CREATE FUNCTION keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."to", NEW.subject, NEW.text, NEW.html, NEW.unsubscribe, NEW.key, NEW.at)
    IS DISTINCT FROM (OLD.id, OLD."to", OLD.subject, OLD.text, OLD.html, OLD.unsubscribe, OLD.key, OLD.at) THEN
    PERFORM refuse_step('frozen', 'A letter that was queued does not change.');
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER keep_letter BEFORE UPDATE ON outgoing_mail FOR EACH ROW EXECUTE FUNCTION keep_letter();
