-- What PostgreSQL itself holds of: consultation.

-- A person of the organisation, now.
CREATE FUNCTION is_of_organisation(person uuid, organisation uuid) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT FROM organisation_memberships m WHERE m.person_id = person AND m.organisation_id = organisation AND m.ended_at IS NULL)
$$;
--> statement-breakpoint
-- A consultation with its standard's row held, so that what is read of it stands until the transaction ends.
CREATE FUNCTION lock_consultation(consultation uuid) RETURNS consultations LANGUAGE plpgsql AS $$
DECLARE
  held consultations;
BEGIN
  PERFORM lock_standard(c.standard_id) FROM consultations c WHERE c.id = consultation;
  SELECT * INTO held FROM consultations c WHERE c.id = consultation;
  IF held.id IS NULL THEN
    PERFORM refuse_step('not-found', 'There is no such consultation.');
  END IF;
  RETURN held;
END $$;
--> statement-breakpoint
CREATE FUNCTION hold_writer(person uuid, organisation uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM people p WHERE p.id = person AND p.suspended_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    PERFORM refuse_step('suspended', 'This account is suspended. Ask an administrator.');
  END IF;
  IF organisation IS NOT NULL AND NOT is_of_organisation(person, organisation) THEN
    PERFORM refuse_step('not-allowed', 'People write for an organisation that they belong to.');
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION consultation_opened() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid := lock_standard(NEW.standard_id);
BEGIN
  IF NOT is_assigned_advisor(NEW.opened_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can open a consultation.');
  END IF;
  IF newest_version(NEW.standard_id) IS DISTINCT FROM NEW.version_id THEN
    PERFORM refuse_step('not-newest', 'Only the newest version can be put out for consultation.');
  END IF;
  IF EXISTS (SELECT FROM consultations c WHERE c.standard_id = NEW.standard_id AND c.ended_at IS NULL) THEN
    PERFORM refuse_step('taken', 'A consultation is open on this standard. It must close before the next one opens.');
  END IF;
  IF btrim(NEW.introduction, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'A consultation needs an introduction.');
  END IF;
  NEW.number := 1 + coalesce((SELECT max(c.number) FROM consultations c WHERE c.standard_id = NEW.standard_id), 0);
  NEW.opened_at := accord_now();
  NEW.ended_at := NULL;
  IF NEW.closes_at <= NEW.opened_at THEN
    PERFORM refuse_step('invalid', 'A consultation closes at a time that is still to come.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opened BEFORE INSERT ON consultations FOR EACH ROW EXECUTE FUNCTION consultation_opened();
--> statement-breakpoint
-- Of a consultation nothing changes but its end, which comes with the closing that froze the counts, once.
CREATE FUNCTION consultation_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
     AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at' THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_step('frozen', 'A consultation never changes; it ends with its closing.');
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON consultations FOR EACH ROW EXECUTE FUNCTION consultation_kept();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON consultations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The counts are made here, under the standard's lock: a comment on its way is in them, or comes after and is late.
CREATE FUNCTION consultation_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  consultation consultations := lock_consultation(NEW.consultation_id);
BEGIN
  NEW.closed_at := accord_now();
  IF consultation.ended_at IS NOT NULL THEN
    PERFORM refuse_step('closed', 'The consultation has already closed.');
  END IF;
  IF NEW.closed_by IS NULL AND NEW.closed_at < consultation.closes_at THEN
    PERFORM refuse_step('not-allowed', 'Before its closing time a consultation is closed by a person.');
  END IF;
  IF NEW.closed_by IS NOT NULL AND NEW.closed_at >= consultation.closes_at THEN
    PERFORM refuse_step('closed', 'The consultation has passed its closing time and closes by itself.');
  END IF;
  IF NEW.closed_by IS NOT NULL AND NOT is_assigned_advisor(NEW.closed_by, (SELECT s.group_id FROM standards s WHERE s.id = consultation.standard_id)) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can close a consultation.');
  END IF;
  IF NEW.closed_by IS NOT NULL AND btrim(NEW.reason, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'Closing a consultation before its time needs a reason.');
  END IF;
  SELECT count(*) INTO NEW.comments FROM consultation_comments c WHERE c.consultation_id = consultation.id AND NOT c.late;
  SELECT count(*) INTO NEW.objections FROM objections o
  WHERE o.standard_id = consultation.standard_id AND o.lodged_at >= consultation.opened_at AND o.lodged_at < consultation.closes_at;
  SELECT count(DISTINCT part.organisation_id), count(DISTINCT part.person_id) INTO NEW.organisations, NEW.people FROM (
    SELECT c.organisation_id, c.author_id AS person_id FROM consultation_comments c WHERE c.consultation_id = consultation.id AND NOT c.late
    UNION ALL
    SELECT o.organisation_id, o.objector_id FROM objections o
    WHERE o.standard_id = consultation.standard_id AND o.lodged_at >= consultation.opened_at AND o.lodged_at < consultation.closes_at) part;
  UPDATE consultations SET ended_at = NEW.closed_at WHERE id = consultation.id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON consultation_closings FOR EACH ROW EXECUTE FUNCTION consultation_closed();
--> statement-breakpoint
SELECT keep_forever('consultation_closings');
--> statement-breakpoint
-- The one person who submits for an organisation in a consultation.
CREATE FUNCTION submitter_of(in_consultation uuid, organisation uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT s.person_id FROM consultation_submitters s WHERE s.consultation_id = in_consultation AND s.organisation_id = organisation
  ORDER BY s.revision DESC LIMIT 1
$$;
--> statement-breakpoint
CREATE FUNCTION ref_in_version(version uuid, block text) RETURNS version_requirements LANGUAGE sql VOLATILE AS $$
  SELECT * FROM version_requirements r WHERE r.version_id = version AND r.block_id = block
$$;
--> statement-breakpoint
-- Late or not is decided here, by the clock read after the lock. What was commented on is taken from the version itself.
CREATE FUNCTION consultation_comment_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  consultation consultations := lock_consultation(NEW.consultation_id);
  stands version_requirements := ref_in_version(consultation.version_id, NEW.block_id);
BEGIN
  PERFORM hold_writer(NEW.author_id, NEW.organisation_id);
  NEW.created_at := accord_now();
  NEW.late := consultation.ended_at IS NOT NULL OR NEW.created_at >= consultation.closes_at;
  NEW.number := 1 + coalesce((SELECT max(c.number) FROM consultation_comments c WHERE c.consultation_id = consultation.id AND c.late = NEW.late), 0);
  IF btrim(NEW.body, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'A comment needs words.');
  END IF;
  IF NEW.block_id IS NOT NULL AND stands.block_id IS NULL AND NOT EXISTS (
    SELECT FROM versions v WHERE v.id = consultation.version_id AND NEW.block_id ~ '^[2-9a-z]{12}$' AND position('"id":"' || NEW.block_id || '"' IN v.canonical) > 0) THEN
    PERFORM refuse_step('not-found', 'What this comment is on does not stand in the version under consultation.');
  END IF;
  NEW.ref := coalesce(stands.ref, '');
  NEW.quotation := coalesce(stands.text, CASE WHEN NEW.block_id IS NULL THEN '' ELSE NEW.quotation END);
  IF NEW.for_organisation AND (NEW.organisation_id IS NULL OR submitter_of(consultation.id, NEW.organisation_id) IS DISTINCT FROM NEW.author_id) THEN
    PERFORM refuse_step('own-only', 'Only the one person who submits for the organisation can comment on its behalf.');
  END IF;
  NEW.constituency := coalesce(
    (SELECT m.constituency FROM group_members m JOIN standards s ON s.group_id = m.group_id
     WHERE s.id = consultation.standard_id AND m.person_id = NEW.author_id AND m.organisation_id = NEW.organisation_id AND m.left_at IS NULL),
    (SELECT m.constituency FROM organisation_memberships m
     WHERE m.person_id = NEW.author_id AND m.organisation_id = NEW.organisation_id AND m.ended_at IS NULL));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER written BEFORE INSERT ON consultation_comments FOR EACH ROW EXECUTE FUNCTION consultation_comment_written();
--> statement-breakpoint
ALTER TABLE consultation_comments ADD CONSTRAINT known_kind CHECK (kind IN ('editorial', 'technical', 'general'));
--> statement-breakpoint
SELECT keep_forever('consultation_comments');
--> statement-breakpoint
CREATE FUNCTION consultation_reply_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  comment consultation_comments;
  in_group uuid;
  member boolean;
BEGIN
  SELECT * INTO comment FROM consultation_comments c WHERE c.id = NEW.comment_id;
  SELECT s.group_id INTO in_group FROM standards s JOIN consultations c ON c.standard_id = s.id WHERE c.id = comment.consultation_id;
  PERFORM hold_writer(NEW.author_id, NEW.organisation_id);
  member := holds_place(NEW.author_id, in_group);
  NEW.as_advisor := NOT member AND is_assigned_advisor(NEW.author_id, in_group);
  IF NOT member AND NOT NEW.as_advisor AND NEW.author_id IS DISTINCT FROM comment.author_id THEN
    PERFORM refuse_step('not-allowed', 'Members of the working group, its advisor and the person who wrote the comment reply to it.');
  END IF;
  IF btrim(NEW.body, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'A reply needs words.');
  END IF;
  NEW.created_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER written BEFORE INSERT ON consultation_replies FOR EACH ROW EXECUTE FUNCTION consultation_reply_written();
--> statement-breakpoint
SELECT keep_forever('consultation_replies');
--> statement-breakpoint
CREATE FUNCTION refuse_unless_open(consultation consultations) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF consultation.ended_at IS NOT NULL OR accord_now() >= consultation.closes_at THEN
    PERFORM refuse_step('closed', 'The consultation has closed.');
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION submitter_named() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  consultation consultations := lock_consultation(NEW.consultation_id);
BEGIN
  PERFORM refuse_unless_open(consultation);
  PERFORM hold_writer(NEW.named_by, NEW.organisation_id);
  PERFORM hold_writer(NEW.person_id, NEW.organisation_id);
  IF submitter_of(consultation.id, NEW.organisation_id) = NEW.person_id THEN
    PERFORM refuse_step('nothing-changed', 'This person submits for the organisation already.');
  END IF;
  NEW.revision := 1 + (SELECT count(*) FROM consultation_submitters s WHERE s.consultation_id = consultation.id AND s.organisation_id = NEW.organisation_id);
  NEW.named_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER named BEFORE INSERT ON consultation_submitters FOR EACH ROW EXECUTE FUNCTION submitter_named();
--> statement-breakpoint
SELECT keep_forever('consultation_submitters');
--> statement-breakpoint
CREATE FUNCTION colleague_comment_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  consultation consultations := lock_consultation(NEW.consultation_id);
BEGIN
  PERFORM refuse_unless_open(consultation);
  PERFORM hold_writer(NEW.author_id, NEW.organisation_id);
  IF btrim(NEW.body, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'A comment needs words.');
  END IF;
  NEW.ref := coalesce((ref_in_version(consultation.version_id, NEW.block_id)).ref, '');
  NEW.taken_into := NULL;
  NEW.created_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER written BEFORE INSERT ON colleague_comments FOR EACH ROW EXECUTE FUNCTION colleague_comment_written();
--> statement-breakpoint
-- Of a colleague's comment nothing changes but that it is taken, once, into what its own organisation submits.
CREATE FUNCTION colleague_comment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.taken_into IS NULL AND to_jsonb(NEW) - 'taken_into' = to_jsonb(OLD) - 'taken_into' AND EXISTS (
    SELECT FROM consultation_comments c WHERE c.id = NEW.taken_into AND c.consultation_id = OLD.consultation_id
      AND c.organisation_id = OLD.organisation_id AND c.for_organisation) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_step('frozen', 'A comment among colleagues never changes; it is taken once into what their organisation submits.');
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON colleague_comments FOR EACH ROW EXECUTE FUNCTION colleague_comment_kept();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON colleague_comments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION late_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  comment consultation_comments;
  consultation consultations;
BEGIN
  SELECT * INTO comment FROM consultation_comments c WHERE c.id = NEW.comment_id;
  consultation := lock_consultation(comment.consultation_id);
  IF NOT comment.late THEN
    PERFORM refuse_step('invalid', 'Only a late comment is admitted, deferred or declined.');
  END IF;
  IF EXISTS (SELECT FROM late_decisions d WHERE d.comment_id = comment.id) THEN
    PERFORM refuse_step('already-done', 'This late comment has been answered.');
  END IF;
  IF NOT is_assigned_advisor(NEW.decided_by, (SELECT s.group_id FROM standards s WHERE s.id = consultation.standard_id)) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group answers a late comment.');
  END IF;
  IF NEW.decided_by = comment.author_id THEN
    PERFORM refuse_step('conflict-of-role', 'Nobody decides on their own late comment.');
  END IF;
  IF btrim(NEW.reason, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'The answer to a late comment needs a reason.');
  END IF;
  IF (NEW.decision = 'defer') IS DISTINCT FROM (NEW.deferred_to ~ '^v\d+\.\d+$') THEN
    PERFORM refuse_step('invalid', 'A late comment that is deferred names the version it waits for, such as v1.1; another one names none.');
  END IF;
  NEW.decided_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decided BEFORE INSERT ON late_decisions FOR EACH ROW EXECUTE FUNCTION late_decided();
--> statement-breakpoint
ALTER TABLE late_decisions ADD CONSTRAINT known_decision CHECK (decision IN ('admit', 'defer', 'decline'));
--> statement-breakpoint
SELECT keep_forever('late_decisions');
--> statement-breakpoint
-- What is deferred is on the backlog when the transaction ends, else nothing of it stands.
CREATE FUNCTION deferred_is_on_backlog() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decision = 'defer' AND NOT EXISTS (
    SELECT FROM backlog_items b WHERE b.source = 'late comment' AND b.source_id = NEW.comment_id AND b.for_version = NEW.deferred_to) THEN
    PERFORM refuse_step('invalid', 'A late comment that is deferred needs its item on the backlog.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER on_backlog AFTER INSERT ON late_decisions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deferred_is_on_backlog();
--> statement-breakpoint
CREATE FUNCTION backlog_item_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF btrim(NEW.title, E' \t\r\n') = '' OR NEW.for_version !~ '^v\d+\.\d+$' THEN
    PERFORM refuse_step('invalid', 'A backlog item has a title and the version it waits for, such as v1.1.');
  END IF;
  NEW.made_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER made BEFORE INSERT ON backlog_items FOR EACH ROW EXECUTE FUNCTION backlog_item_made();
--> statement-breakpoint
ALTER TABLE backlog_items ADD CONSTRAINT known_source CHECK (source IN ('late comment', 'comment', 'erratum', 'review'));
--> statement-breakpoint
SELECT keep_forever('backlog_items');
--> statement-breakpoint
-- What the public is asked about stays the newest version until they have been heard, or is at least not set aside meanwhile.
CREATE FUNCTION consulted_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standard uuid;
BEGIN
  SELECT v.standard_id INTO standard FROM versions v WHERE v.id = NEW.version_id;
  PERFORM lock_standard(standard);
  IF EXISTS (SELECT FROM consultations c WHERE c.version_id = NEW.version_id AND c.ended_at IS NULL) THEN
    PERFORM refuse_step('frozen', 'A consultation is open on this version. Close the consultation first.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER consulted_stands BEFORE INSERT ON version_discards FOR EACH ROW EXECUTE FUNCTION consulted_version_stands();
