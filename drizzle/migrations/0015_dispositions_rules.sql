-- What PostgreSQL itself holds of: dispositions.
-- A member in one of these roles, not suspended; their place is held until the transaction ends.
CREATE FUNCTION holds_role(person uuid, in_group uuid, able text[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM group_members m WHERE m.group_id = in_group AND m.person_id = person AND m.left_at IS NULL AND m.role = ANY (able) FOR SHARE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM FROM people p WHERE p.id = person AND p.suspended_at IS NULL FOR SHARE;
  RETURN FOUND;
END $$;
--> statement-breakpoint
-- An objection is lodged on a requirement as it stands in the newest version, or in the one that an open consultation is about. Its number, its
-- ref, the digest of its words, the organisation and the hour are the database's word.
CREATE FUNCTION objection_lodged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid := lock_standard(NEW.standard_id);
  place group_members;
  objected version_requirements;
BEGIN
  IF NOT holds_role(NEW.objector_id, in_group, ARRAY['reviewer', 'editor', 'lead']) THEN
    PERFORM refuse_step('members-only', 'A formal objection is lodged by a member of the working group; observers lodge none.');
  END IF;
  SELECT r.* INTO objected FROM version_requirements r JOIN versions v ON v.id = r.version_id
  WHERE r.version_id = NEW.version_id AND r.block_id = NEW.block_id AND v.standard_id = NEW.standard_id;
  IF objected.block_id IS NULL THEN
    PERFORM refuse_step('not-found', 'This requirement does not stand in that version.');
  END IF;
  IF newest_version(NEW.standard_id) IS DISTINCT FROM NEW.version_id AND NOT EXISTS (
    SELECT FROM consultations c WHERE c.version_id = NEW.version_id AND c.ended_at IS NULL AND c.closes_at > accord_now()) THEN
    PERFORM refuse_step('stale', 'A newer version has been tagged. Look at the requirement as it stands there.');
  END IF;
  IF EXISTS (SELECT FROM publications p WHERE p.version_id = NEW.version_id) THEN
    PERFORM refuse_step('closed', 'This version is published. What should be different belongs in the next one.');
  END IF;
  IF btrim(NEW.reason) = '' OR btrim(NEW.would_satisfy) = '' THEN
    PERFORM refuse_step('invalid', 'A formal objection needs a reason, and the text that would remove it.');
  END IF;
  IF EXISTS (SELECT FROM objections o WHERE o.standard_id = NEW.standard_id AND o.block_id = NEW.block_id AND o.objector_id = NEW.objector_id
             AND objection_state(o.id) IN ('open', 'asked')) THEN
    PERFORM refuse_step('already-done', 'An objection of yours to this requirement is open already.');
  END IF;
  SELECT * INTO place FROM group_members m WHERE m.group_id = in_group AND m.person_id = NEW.objector_id AND m.left_at IS NULL;
  NEW.number := 1 + coalesce((SELECT max(o.number) FROM objections o WHERE o.standard_id = NEW.standard_id), 0);
  NEW.ref := objected.ref;
  NEW.requirement_digest := objected.digest;
  NEW.organisation_id := place.organisation_id;
  NEW.constituency := place.constituency;
  NEW.lodged_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
-- How an objection stands: by its last step, but for answers, which leave it as it was. `open` and `asked` have not ended.
CREATE FUNCTION objection_state(objection uuid) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT coalesce((SELECT CASE s.kind WHEN 'not resolved' THEN 'open' ELSE s.kind END FROM objection_steps s
                   WHERE s.objection_id = objection AND s.kind <> 'answered' ORDER BY s.number DESC LIMIT 1), 'open')
$$;
--> statement-breakpoint
CREATE TRIGGER lodged BEFORE INSERT ON objections FOR EACH ROW EXECUTE FUNCTION objection_lodged();
--> statement-breakpoint
SELECT keep_forever('objections');
--> statement-breakpoint
-- Who may take which step from which state. One thing only comes back: what a version took back that had resolved an objection, Accord asks again.
CREATE FUNCTION objection_step_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  objection objections;
  in_group uuid;
  state text;
  follows boolean;
BEGIN
  SELECT * INTO objection FROM objections o WHERE o.id = NEW.objection_id;
  in_group := lock_standard(objection.standard_id);
  state := objection_state(objection.id);
  follows := CASE
    WHEN NEW.kind = 'dissent withdrawn' THEN state = 'not upheld'
    WHEN NEW.kind = 'not resolved' THEN state = 'asked'
    WHEN NEW.kind = 'asked' AND NEW.by_id IS NULL THEN state IN ('open', 'asked', 'resolved by change')
    ELSE state IN ('open', 'asked') END;
  IF follows IS NOT TRUE THEN
    PERFORM refuse_step(CASE WHEN state = 'open' THEN 'not-allowed' ELSE 'already-done' END, CASE
      WHEN state = 'open' AND NEW.kind = 'not resolved' THEN 'The objector has not been asked whether a change resolves it.'
      WHEN NEW.kind = 'dissent withdrawn' AND state <> 'dissent withdrawn' THEN 'Dissent is withdrawn from an objection that was not upheld.'
      ELSE 'FO-' || objection.number || ' has ended: ' || state || '.' END);
  END IF;
  IF NEW.kind IN ('answered', 'not resolved', 'not upheld') AND btrim(NEW.text) = '' THEN
    PERFORM refuse_step('invalid', 'This step of an objection needs words.');
  END IF;
  PERFORM objection_step_by(NEW, objection, in_group);
  NEW := objection_step_about(NEW, objection);
  NEW.number := 1 + (SELECT count(*) FROM objection_steps s WHERE s.objection_id = objection.id);
  NEW.at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
-- The objector alone resolves, refuses and withdraws; the advisor rules; who answers or asks is another. Nobody disposes of their own.
CREATE FUNCTION objection_step_by(step objection_steps, objection objections, in_group uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF step.by_id IS NULL THEN
    IF step.kind <> 'asked' OR pg_trigger_depth() < 2 THEN
      PERFORM refuse_step('not-allowed', 'Every step of an objection is somebody''s, but for the question that tagging a version asks.');
    END IF;
  ELSIF step.kind IN ('resolved by change', 'not resolved', 'withdrawn', 'dissent withdrawn') THEN
    IF step.by_id <> objection.objector_id OR NOT holds_role(step.by_id, in_group, ARRAY['reviewer', 'editor', 'lead']) THEN
      PERFORM refuse_step('own-only', 'Only the objector, as a member of the working group, can do this.');
    END IF;
  ELSIF step.by_id = objection.objector_id THEN
    PERFORM refuse_step('conflict-of-role', 'Nobody answers or disposes of their own objection.');
  ELSIF step.kind = 'not upheld' THEN
    IF NOT is_assigned_advisor(step.by_id, in_group) THEN
      PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can rule on an objection.');
    END IF;
  ELSIF NOT is_assigned_advisor(step.by_id, in_group) AND NOT holds_role(step.by_id, in_group, ARRAY['editor', 'lead']) THEN
    PERFORM refuse_step('editor-only', 'An objection is answered by an editor, the lead editor or the advisor of the working group.');
  END IF;
END $$;
--> statement-breakpoint
-- What a step speaks of: the requirement's words in a version, which the database looks up; without a version, in the draft, which it cannot.
-- Only words that differ from those objected to can resolve; a requirement that is gone does too, if the objector says so.
CREATE FUNCTION objection_step_about(step objection_steps, objection objections) RETURNS objection_steps LANGUAGE plpgsql AS $$
BEGIN
  IF step.kind NOT IN ('asked', 'resolved by change', 'not resolved') THEN
    step.version_id := NULL;
    step.requirement_digest := NULL;
    RETURN step;
  END IF;
  IF step.kind = 'not resolved' THEN
    SELECT s.version_id, s.requirement_digest INTO step.version_id, step.requirement_digest FROM objection_steps s
    WHERE s.objection_id = objection.id AND s.kind = 'asked' ORDER BY s.number DESC LIMIT 1;
    RETURN step;
  END IF;
  IF step.version_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM versions v WHERE v.id = step.version_id AND v.standard_id = objection.standard_id) THEN
      PERFORM refuse_step('not-found', 'There is no such version of this standard.');
    END IF;
    step.requirement_digest := (SELECT r.digest FROM version_requirements r WHERE r.version_id = step.version_id AND r.block_id = objection.block_id);
  END IF;
  IF step.by_id IS NOT NULL AND step.requirement_digest IS NOT DISTINCT FROM objection.requirement_digest THEN
    PERFORM refuse_step('nothing-changed', objection.ref || ' stands there as it was objected to. An objection that is given up is withdrawn.');
  END IF;
  RETURN step;
END $$;
--> statement-breakpoint
CREATE TRIGGER taken BEFORE INSERT ON objection_steps FOR EACH ROW EXECUTE FUNCTION objection_step_taken();
--> statement-breakpoint
ALTER TABLE objection_steps ADD CONSTRAINT known_objection_step CHECK (
  kind IN ('answered', 'asked', 'not resolved', 'resolved by change', 'not upheld', 'withdrawn', 'dissent withdrawn'));
--> statement-breakpoint
SELECT keep_forever('objection_steps');
--> statement-breakpoint
-- The objections that stand against a version of the standard, each with what became of its requirement there: unchanged, changed or gone. An
-- open one stands against every version until it has ended. One that a change resolved stands again against a text without the change.
CREATE FUNCTION open_objections(standard uuid, version uuid)
RETURNS TABLE (objection_id uuid, number integer, ref text, block_id text, state text, requirement text) LANGUAGE sql VOLATILE AS $$
  SELECT o.id, o.number, o.ref, o.block_id, s.state, CASE
    WHEN r.block_id IS NULL THEN 'gone' WHEN r.digest = o.requirement_digest THEN 'unchanged' ELSE 'changed' END
  FROM objections o CROSS JOIN LATERAL (SELECT objection_state(o.id) AS state) s
  LEFT JOIN version_requirements r ON r.version_id = version AND r.block_id = o.block_id
  WHERE o.standard_id = standard AND (s.state IN ('open', 'asked') OR (s.state = 'resolved by change' AND r.digest = o.requirement_digest))
  ORDER BY o.number
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_open_objections(standard uuid, version uuid, step text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  standing text;
BEGIN
  SELECT string_agg('FO-' || o.number || ' to ' || o.ref || CASE o.requirement
    WHEN 'unchanged' THEN ', which stands there unchanged'
    WHEN 'changed' THEN ', which has changed: the objector has not said that this resolves it'
    ELSE ', which is gone: the objector has not said that this resolves it' END, '; ' ORDER BY o.number)
  INTO standing FROM open_objections(standard, version) o;
  IF standing IS NOT NULL THEN
    PERFORM refuse_step('blocked-by-objection', 'A formal objection is open, so this version cannot be ' || step || ': ' || standing || '.');
  END IF;
END $$;
--> statement-breakpoint
-- The names of these triggers follow those of the rules of sign-off and publication, so that they come after them.
CREATE FUNCTION round_unobjected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_standard(NEW.standard_id);
  PERFORM refuse_open_objections(NEW.standard_id, NEW.version_id, 'put to a sign-off round');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opened_unobjected BEFORE INSERT ON sign_off_rounds FOR EACH ROW EXECUTE FUNCTION round_unobjected();
--> statement-breakpoint
CREATE FUNCTION certified_unobjected() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds;
BEGIN
  SELECT * INTO round FROM sign_off_rounds r WHERE r.id = NEW.round_id;
  PERFORM lock_standard(round.standard_id);
  PERFORM refuse_open_objections(round.standard_id, round.version_id, 'certified');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER certified_unobjected BEFORE INSERT ON certifications FOR EACH ROW EXECUTE FUNCTION certified_unobjected();
--> statement-breakpoint
CREATE FUNCTION published_unobjected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_standard(NEW.standard_id);
  PERFORM refuse_open_objections(NEW.standard_id, NEW.version_id, 'published');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER published_unobjected BEFORE INSERT ON publications FOR EACH ROW EXECUTE FUNCTION published_unobjected();
--> statement-breakpoint
-- Tagging a version asks the objector of every open objection whose requirement has other words there, or is gone, unless it was those very
-- words that they were asked about last; and again where an objection
-- was resolved by a change that the version does not hold: the words objected to are back, or what was accepted in the draft was not tagged.
-- Put off to the commit, when the version's requirements are laid out.
CREATE FUNCTION objectors_asked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked record;
BEGIN
  FOR asked IN
    SELECT o.id, o.number, o.standard_id, s.group_id FROM objections o
    JOIN standards s ON s.id = o.standard_id
    CROSS JOIN LATERAL (SELECT objection_state(o.id) AS state) now
    LEFT JOIN version_requirements r ON r.version_id = NEW.id AND r.block_id = o.block_id
    LEFT JOIN LATERAL (SELECT l.* FROM objection_steps l WHERE l.objection_id = o.id AND l.kind <> 'answered' ORDER BY l.number DESC LIMIT 1) last ON true
    WHERE o.standard_id = NEW.standard_id AND (
      (now.state IN ('open', 'asked') AND r.digest IS DISTINCT FROM o.requirement_digest
        AND NOT (last.version_id IS NOT NULL AND r.digest IS NOT DISTINCT FROM last.requirement_digest))
      OR (now.state = 'resolved by change' AND (r.digest = o.requirement_digest
        OR (last.version_id IS NULL AND r.digest IS DISTINCT FROM last.requirement_digest
          AND NOT EXISTS (SELECT FROM versions v WHERE v.standard_id = o.standard_id AND v.id <> NEW.id AND v.tagged_at > last.at)))))
    ORDER BY o.number
  LOOP
    INSERT INTO objection_steps (objection_id, number, kind, version_id) VALUES (asked.id, 0, 'asked', NEW.id);
    INSERT INTO audit_events (kind, actor_name, group_id, standard_id, facts) VALUES ('objector asked', 'Accord', asked.group_id, asked.standard_id,
      jsonb_build_object('objection', 'FO-' || asked.number, 'version', 'v' || NEW.major || '.' || NEW.minor));
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER asks_objectors AFTER INSERT ON versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION objectors_asked();
--> statement-breakpoint
-- A comment is disposed of by an editor, the lead editor or the advisor, never by its author; its author alone withdraws it. Revisions are kept,
-- the newest counts. Once a version that answers the consultation is published, what was published beside it stands.
CREATE FUNCTION comment_disposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  comment consultation_comments;
  consultation consultations;
  in_group uuid;
  newest dispositions;
BEGIN
  SELECT * INTO comment FROM consultation_comments c WHERE c.id = NEW.comment_id;
  SELECT * INTO consultation FROM consultations c WHERE c.id = comment.consultation_id;
  in_group := lock_standard(consultation.standard_id);
  SELECT * INTO newest FROM dispositions d WHERE d.comment_id = comment.id ORDER BY d.revision DESC LIMIT 1;
  IF NEW.outcome = 'withdrawn' AND NEW.disposed_by IS DISTINCT FROM comment.author_id THEN
    PERFORM refuse_step('own-only', 'Only the person who wrote a comment can withdraw it.');
  END IF;
  IF NEW.outcome <> 'withdrawn' AND NEW.disposed_by = comment.author_id THEN
    PERFORM refuse_step('conflict-of-role', 'Nobody disposes of their own comment. Its author may withdraw it.');
  END IF;
  IF NEW.outcome <> 'withdrawn' AND NOT is_assigned_advisor(NEW.disposed_by, in_group) AND NOT holds_role(NEW.disposed_by, in_group, ARRAY['editor', 'lead']) THEN
    PERFORM refuse_step('editor-only', 'A comment is disposed of by an editor, the lead editor or the advisor of the working group.');
  END IF;
  IF newest.outcome = 'withdrawn' THEN
    PERFORM refuse_step('already-done', 'This comment has been withdrawn by its author.');
  END IF;
  IF comment.late AND NOT EXISTS (SELECT FROM late_decisions d WHERE d.comment_id = comment.id AND d.decision = 'admit') THEN
    PERFORM refuse_step('not-allowed', 'A late comment is disposed of only when the advisor has admitted it.');
  END IF;
  IF EXISTS (SELECT FROM publications p JOIN versions v ON v.id = p.version_id JOIN versions about ON about.id = consultation.version_id
             WHERE p.standard_id = consultation.standard_id AND (v.major, v.minor) >= (about.major, about.minor)) THEN
    PERFORM refuse_step('frozen', 'The version is published, and its disposition report with it.');
  END IF;
  IF NEW.outcome <> 'withdrawn' AND btrim(NEW.reason, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'A disposition needs a reason.');
  END IF;
  IF (NEW.outcome = 'deferred') IS DISTINCT FROM (NEW.deferred_to ~ '^v\d+\.\d+$') THEN
    PERFORM refuse_step('invalid', 'A comment that is deferred names the version it waits for, such as v1.1; another one names none.');
  END IF;
  IF NEW.changed_block_id IS NOT NULL AND (NEW.outcome NOT IN ('accepted', 'accepted in part') OR NEW.changed_block_id !~ '^[2-9a-z]{12}$') THEN
    PERFORM refuse_step('invalid', 'Only what was accepted, in whole or in part, names the change it caused.');
  END IF;
  NEW.revision := 1 + coalesce(newest.revision, 0);
  NEW.disposed_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER disposed BEFORE INSERT ON dispositions FOR EACH ROW EXECUTE FUNCTION comment_disposed();
--> statement-breakpoint
ALTER TABLE dispositions ADD CONSTRAINT known_outcome CHECK (outcome IN ('accepted', 'accepted in part', 'not accepted', 'withdrawn', 'deferred'));
--> statement-breakpoint
SELECT keep_forever('dispositions');
--> statement-breakpoint
-- What is deferred is on the backlog when the transaction ends, under the disposition that put it there.
CREATE FUNCTION deferred_comment_is_on_backlog() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome = 'deferred' AND NOT EXISTS (
    SELECT FROM backlog_items b WHERE b.source = 'comment' AND b.source_id = NEW.id AND b.for_version = NEW.deferred_to) THEN
    PERFORM refuse_step('invalid', 'A comment that is deferred needs its item on the backlog.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER on_backlog AFTER INSERT ON dispositions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deferred_comment_is_on_backlog();
--> statement-breakpoint
-- How each comment that has to be disposed of stands: those in time, and late ones that were admitted.
CREATE VIEW counted_dispositions AS
  SELECT c.id AS comment_id, n.standard_id, n.version_id, d.id AS disposition_id, d.outcome
  FROM consultation_comments c JOIN consultations n ON n.id = c.consultation_id
  LEFT JOIN late_decisions l ON l.comment_id = c.id
  LEFT JOIN LATERAL (SELECT * FROM dispositions x WHERE x.comment_id = c.id ORDER BY x.revision DESC LIMIT 1) d ON true
  WHERE NOT c.late OR l.decision = 'admit';
