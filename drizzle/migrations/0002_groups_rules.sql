-- A charter and its seats never change: a change is a new charter.
SELECT keep_forever('charters');
--> statement-breakpoint
SELECT keep_forever('seats');
--> statement-breakpoint
CREATE FUNCTION stamp_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], accord_now()));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON charters FOR EACH ROW EXECUTE FUNCTION stamp_column('chartered_at');
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON group_members FOR EACH ROW EXECUTE FUNCTION stamp_column('joined_at');
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON group_advisors FOR EACH ROW EXECUTE FUNCTION stamp_column('assigned_at');
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON invitations FOR EACH ROW EXECUTE FUNCTION stamp_column('invited_at');
--> statement-breakpoint
-- A seat stands in its charter from the start: not once a round was opened under it, nor when another charter has followed.
CREATE FUNCTION seat_of_standing_charter() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own charters%ROWTYPE;
BEGIN
  SELECT * INTO own FROM charters WHERE id = NEW.charter_id;
  IF EXISTS (SELECT 1 FROM sign_off_rounds WHERE charter_id = NEW.charter_id)
    OR EXISTS (SELECT 1 FROM charters WHERE group_id = own.group_id AND number > own.number) THEN
    RAISE EXCEPTION 'a seat cannot be added to a charter that is in use: make a new charter' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.substitute_id = NEW.holder_id THEN
    RAISE EXCEPTION 'nobody is their own substitute' USING ERRCODE = 'check_violation';
  END IF;
  -- Read under lock, so that two inserts at once cannot seat one person twice.
  PERFORM 1 FROM charters WHERE id = NEW.charter_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM seats s WHERE s.charter_id = NEW.charter_id
    AND (s.holder_id IN (NEW.holder_id, NEW.substitute_id) OR s.substitute_id IN (NEW.holder_id, NEW.substitute_id))) THEN
    RAISE EXCEPTION 'one vote a person: they have a place on another seat of this charter' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sound_seat BEFORE INSERT ON seats FOR EACH ROW EXECUTE FUNCTION seat_of_standing_charter();
--> statement-breakpoint
-- A membership ends; it is never deleted, taken up again, or moved to somebody else or another group.
CREATE FUNCTION membership_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.left_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.group_id <> OLD.group_id OR NEW.person_id <> OLD.person_id
    OR NEW.joined_at <> OLD.joined_at THEN
    RAISE EXCEPTION 'a membership only ends: make a new one' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.left_at IS NOT NULL THEN NEW.left_at := accord_now(); END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER only_ends BEFORE UPDATE OR DELETE ON group_members FOR EACH ROW EXECUTE FUNCTION membership_only_ends();
