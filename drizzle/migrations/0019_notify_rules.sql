-- A letter is given to one mailer before it is sent, and to no other after it: the mark is committed before the mail server hears of it.
ALTER TABLE "outgoing_mail" ADD COLUMN "taken_at" timestamp with time zone;--> statement-breakpoint
-- A digest tells of something, and that it was sent is not taken back.
ALTER TABLE "digests" ADD CONSTRAINT "digests_tell_something" CHECK (items > 0);--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_period" CHECK (period ~ '^\d{4}-(\d{2}-\d{2}|W\d{2})$');--> statement-breakpoint
SELECT keep_forever('digests');--> statement-breakpoint
-- What a person was told stays what they were told; they may only have seen it.
CREATE FUNCTION keep_what_was_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.person_id, NEW.kind, NEW.sentence, NEW.link, NEW.at) IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.kind, OLD.sentence, OLD.link, OLD.at)
    OR (OLD.seen_at IS NOT NULL AND NEW.seen_at IS DISTINCT FROM OLD.seen_at) THEN
    PERFORM refuse_step('frozen', 'What a person was told does not change.');
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER keep_what_was_told BEFORE UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION keep_what_was_told();
