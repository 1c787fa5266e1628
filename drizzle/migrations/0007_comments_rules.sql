-- When a comment was written decides whether a version holds it: the database says when, whatever it is sent.
CREATE FUNCTION stamp_created_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.created_at := accord_now(); RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON threads FOR EACH ROW EXECUTE FUNCTION stamp_created_at();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON comments FOR EACH ROW EXECUTE FUNCTION stamp_created_at();
--> statement-breakpoint
-- A thread stays where it was put: only its resolution changes.
CREATE FUNCTION keep_thread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.standard_id, NEW.block_id, NEW.anchor_start, NEW.anchor_end, NEW.quotation, NEW.words_before, NEW.words_after, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM
    (OLD.id, OLD.standard_id, OLD.block_id, OLD.anchor_start, OLD.anchor_end, OLD.quotation, OLD.words_before, OLD.words_after, OLD.created_by, OLD.created_at)
  THEN RAISE EXCEPTION 'UPDATE on threads is refused: only its resolution changes' USING ERRCODE = 'restrict_violation'; END IF;
  IF NEW.resolved_by IS NULL THEN NEW.resolved_at := NULL;
  ELSIF OLD.resolved_by IS NULL THEN NEW.resolved_at := accord_now();
  ELSE NEW.resolved_at := OLD.resolved_at; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE UPDATE ON threads FOR EACH ROW EXECUTE FUNCTION keep_thread();
--> statement-breakpoint
CREATE TRIGGER never_deleted BEFORE DELETE ON threads FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Who wrote a comment, for whom and when never changes; a deleted one is a tombstone for good.
CREATE FUNCTION keep_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.thread_id, NEW.author_id, NEW.organisation_id, NEW.constituency, NEW.as_advisor, NEW.created_at) IS DISTINCT FROM
    (OLD.id, OLD.thread_id, OLD.author_id, OLD.organisation_id, OLD.constituency, OLD.as_advisor, OLD.created_at)
  THEN RAISE EXCEPTION 'UPDATE on comments is refused: who wrote it, for whom and when never changes' USING ERRCODE = 'restrict_violation'; END IF;
  IF OLD.deleted_by IS NOT NULL
  THEN RAISE EXCEPTION 'UPDATE on comments is refused: a deleted comment stays as it is' USING ERRCODE = 'restrict_violation'; END IF;
  IF NEW.deleted_by IS NOT NULL THEN NEW.deleted_at := accord_now(); NEW.body := '';
  ELSIF NEW.body IS DISTINCT FROM OLD.body THEN NEW.edited_at := accord_now(); END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE UPDATE ON comments FOR EACH ROW EXECUTE FUNCTION keep_comment();
--> statement-breakpoint
CREATE TRIGGER never_deleted BEFORE DELETE ON comments FOR EACH ROW EXECUTE FUNCTION refuse_change();
