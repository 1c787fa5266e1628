-- An advisor of the group: assigned to it now, and of an advisory body now.
CREATE FUNCTION is_assigned_advisor(person uuid, in_group uuid) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT FROM group_advisors a WHERE a.group_id = in_group AND a.person_id = person AND a.ended_at IS NULL)
     AND EXISTS (SELECT FROM organisation_memberships m JOIN organisations o ON o.id = m.organisation_id
                 WHERE m.person_id = person AND m.ended_at IS NULL AND o.kind = 'advisory body')
$$;
--> statement-breakpoint
-- Holds the member's place until the transaction ends, so that a removal is either before the step or after it.
CREATE FUNCTION holds_place(person uuid, in_group uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM group_members m WHERE m.group_id = in_group AND m.person_id = person AND m.left_at IS NULL AND m.role <> 'observer' FOR SHARE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM FROM people p WHERE p.id = person AND p.suspended_at IS NULL FOR SHARE;
  RETURN FOUND;
END $$;
--> statement-breakpoint
-- The position of each seat of a round that counts: the newest.
CREATE VIEW counted_positions AS
  SELECT DISTINCT ON (p.elector_id) p.round_id, p.elector_id, e.constituency, p.position
  FROM positions p JOIN electors e ON e.id = p.elector_id
  ORDER BY p.elector_id, p.revision DESC;
--> statement-breakpoint
CREATE FUNCTION round_opened() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid := lock_standard(NEW.standard_id);
  charter charters;
BEGIN
  IF newest_version(NEW.standard_id) IS DISTINCT FROM NEW.version_id THEN
    PERFORM refuse_step('not-newest', 'Only the newest version can be put to a sign-off round.');
  END IF;
  IF EXISTS (SELECT FROM sign_off_rounds r JOIN round_outcomes o ON o.round_id = r.id
             WHERE r.version_id = NEW.version_id AND o.outcome = 'carried') THEN
    PERFORM refuse_step('already-done', 'A sign-off round has already carried this version.');
  END IF;
  SELECT * INTO charter FROM charters c WHERE c.group_id = in_group ORDER BY c.number DESC LIMIT 1;
  IF charter.id IS DISTINCT FROM NEW.charter_id THEN
    PERFORM refuse_step('stale', 'A sign-off round goes by the charter that is in force.');
  END IF;
  IF NOT EXISTS (SELECT FROM seats s WHERE s.charter_id = charter.id) THEN
    PERFORM refuse_step('invalid', 'The charter has no seat yet.');
  END IF;
  NEW.number := 1 + coalesce((SELECT max(r.number) FROM sign_off_rounds r WHERE r.standard_id = NEW.standard_id), 0);
  NEW.quorum := charter.quorum;
  NEW.opened_at := accord_now();
  NEW.ended_at := NULL;
  IF NEW.closes_at <= NEW.opened_at THEN
    PERFORM refuse_step('invalid', 'A sign-off round closes at a time that is still to come.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opened BEFORE INSERT ON sign_off_rounds FOR EACH ROW EXECUTE FUNCTION round_opened();
--> statement-breakpoint
-- The electors of a round are the charter's seats as they stand at its opening.
CREATE FUNCTION round_seated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO electors (round_id, seat_id, seat_name, constituency, organisation_id, organisation_name, holder_id, substitute_id)
  SELECT NEW.id, s.id, s.name, s.constituency, s.organisation_id, o.name, s.holder_id, s.substitute_id
  FROM seats s JOIN organisations o ON o.id = s.organisation_id WHERE s.charter_id = NEW.charter_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER seated AFTER INSERT ON sign_off_rounds FOR EACH ROW EXECUTE FUNCTION round_seated();
--> statement-breakpoint
CREATE FUNCTION elector_seated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    PERFORM refuse_step('frozen', 'The electors of a sign-off round are fixed when it opens.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER seated BEFORE INSERT ON electors FOR EACH ROW EXECUTE FUNCTION elector_seated();
--> statement-breakpoint
SELECT keep_forever('electors');
--> statement-breakpoint
-- Of a round nothing changes but its end, which comes with its outcome or its withdrawal, once.
CREATE FUNCTION round_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
     AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at' THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_step('frozen', 'A sign-off round never changes; it ends with its outcome or its withdrawal.');
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON sign_off_rounds FOR EACH ROW EXECUTE FUNCTION round_kept();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON sign_off_rounds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The time is stamped after the locks are held: a position that waited for a closing or a removal comes after it.
CREATE FUNCTION position_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds;
  elector electors;
  in_group uuid;
BEGIN
  SELECT s.group_id INTO in_group FROM standards s JOIN sign_off_rounds r ON r.standard_id = s.id WHERE r.id = NEW.round_id FOR SHARE OF s;
  SELECT * INTO round FROM sign_off_rounds r WHERE r.id = NEW.round_id FOR SHARE;
  SELECT * INTO elector FROM electors e WHERE e.id = NEW.elector_id FOR UPDATE;
  IF elector.round_id IS DISTINCT FROM round.id OR NEW.taken_by NOT IN (elector.holder_id, coalesce(elector.substitute_id, elector.holder_id)) THEN
    PERFORM refuse_step('electors-only', 'Only the holder of a seat, or their named substitute, can take its position.');
  END IF;
  IF NOT holds_place(NEW.taken_by, in_group) THEN
    PERFORM refuse_step('electors-only', 'Only a member of the working group can take a position, and observers take none.');
  END IF;
  NEW.taken_at := accord_now();
  IF round.ended_at IS NOT NULL OR NEW.taken_at >= round.closes_at THEN
    PERFORM refuse_step('closed', 'The sign-off round has closed.');
  END IF;
  IF NEW.digest IS DISTINCT FROM round.digest OR newest_version(round.standard_id) IS DISTINCT FROM round.version_id THEN
    PERFORM refuse_step('stale', 'A position binds to the text of the round, and only while that is the newest version.');
  END IF;
  IF NEW.position = 'dissent' AND btrim(NEW.reason) = '' THEN
    PERFORM refuse_step('invalid', 'A dissent needs a reason.');
  END IF;
  NEW.revision := 1 + (SELECT count(*) FROM positions p WHERE p.elector_id = NEW.elector_id);
  NEW.taken_by_name := (SELECT p.name FROM people p WHERE p.id = NEW.taken_by);
  NEW.authority := CASE WHEN NEW.taken_by = elector.holder_id THEN ''
    ELSE 'substitute for ' || (SELECT p.name FROM people p WHERE p.id = elector.holder_id) END;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER taken BEFORE INSERT ON positions FOR EACH ROW EXECUTE FUNCTION position_taken();
--> statement-breakpoint
ALTER TABLE positions ADD CONSTRAINT known_position CHECK (position IN ('approve', 'dissent', 'abstain'));
--> statement-breakpoint
SELECT keep_forever('positions');
--> statement-breakpoint
-- `over` and `at least` a share of a number of seats, in exact decimals (3 of 5 is not over 0.6), to the ten-thousandth as
-- lib/groups/quorum.ts and the verifier count it.
CREATE FUNCTION reaches(part bigint, whole bigint, rule jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE rule ->> 'comparison'
    WHEN 'over' THEN part > whole * round((rule ->> 'share')::numeric, 4)
    WHEN 'at least' THEN part >= whole * round((rule ->> 'share')::numeric, 4)
  END
$$;
--> statement-breakpoint
CREATE FUNCTION lock_open_round(of_round uuid) RETURNS sign_off_rounds LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds;
BEGIN
  SELECT * INTO round FROM sign_off_rounds r WHERE r.id = of_round FOR NO KEY UPDATE;
  IF round.ended_at IS NOT NULL THEN
    PERFORM refuse_step('closed', 'The sign-off round has already ended.');
  END IF;
  RETURN round;
END $$;
--> statement-breakpoint
-- The outcome is computed here from the positions and the round's rule. What is sent for it counts for nothing.
CREATE FUNCTION round_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds := lock_open_round(NEW.round_id);
  quorate boolean;
BEGIN
  NEW.closed_at := accord_now();
  IF NEW.closed_by IS NULL AND NEW.closed_at < round.closes_at THEN
    PERFORM refuse_step('not-allowed', 'Before its closing time a sign-off round is closed by a person.');
  END IF;
  SELECT count(*) INTO NEW.seats FROM electors e WHERE e.round_id = round.id;
  SELECT count(*), count(*) FILTER (WHERE p.position = 'approve'), count(*) FILTER (WHERE p.position = 'dissent'),
         count(*) FILTER (WHERE p.position = 'abstain')
  INTO NEW.present, NEW.approve, NEW.dissent, NEW.abstain FROM counted_positions p WHERE p.round_id = round.id;
  quorate := reaches(NEW.present, NEW.seats, round.quorum -> 'present') AND NOT EXISTS (
    SELECT FROM jsonb_each_text(round.quorum -> 'eachConstituency') needed
    WHERE needed.value::integer > (SELECT count(*) FROM counted_positions p WHERE p.round_id = round.id AND p.constituency = needed.key));
  NEW.outcome := CASE
    WHEN quorate IS NOT TRUE THEN 'not quorate'
    WHEN NEW.approve + NEW.dissent > 0 AND reaches(NEW.approve, NEW.approve + NEW.dissent, round.quorum -> 'carried') THEN 'carried'
    ELSE 'not carried' END;
  UPDATE sign_off_rounds SET ended_at = NEW.closed_at WHERE id = round.id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decided BEFORE INSERT ON round_outcomes FOR EACH ROW EXECUTE FUNCTION round_decided();
--> statement-breakpoint
SELECT keep_forever('round_outcomes');
--> statement-breakpoint
CREATE FUNCTION round_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds := lock_open_round(NEW.round_id);
BEGIN
  NEW.withdrawn_at := accord_now();
  IF btrim(NEW.reason) = '' THEN
    PERFORM refuse_step('invalid', 'Withdrawing a sign-off round needs a reason.');
  END IF;
  IF NEW.withdrawn_at >= round.closes_at THEN
    PERFORM refuse_step('closed', 'The sign-off round has passed its closing time.');
  END IF;
  UPDATE sign_off_rounds SET ended_at = NEW.withdrawn_at WHERE id = round.id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER withdrawn BEFORE INSERT ON round_withdrawals FOR EACH ROW EXECUTE FUNCTION round_withdrawn();
--> statement-breakpoint
SELECT keep_forever('round_withdrawals');
--> statement-breakpoint
CREATE FUNCTION round_certified() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds;
  in_group uuid;
BEGIN
  SELECT * INTO round FROM sign_off_rounds r WHERE r.id = NEW.round_id;
  in_group := lock_standard(round.standard_id);
  IF NOT EXISTS (SELECT FROM round_outcomes o WHERE o.round_id = round.id AND o.outcome = 'carried') THEN
    PERFORM refuse_step('not-carried', 'Only a sign-off round that carried can be certified.');
  END IF;
  IF newest_version(round.standard_id) IS DISTINCT FROM round.version_id THEN
    PERFORM refuse_step('stale', 'A newer version has been tagged since. Discard it, or put it to a sign-off round.');
  END IF;
  IF NOT is_assigned_advisor(NEW.certified_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can certify.');
  END IF;
  IF EXISTS (SELECT FROM electors e WHERE e.round_id = round.id AND NEW.certified_by IN (e.holder_id, coalesce(e.substitute_id, e.holder_id)))
     OR EXISTS (SELECT FROM versions v WHERE v.id = round.version_id AND v.tagged_by = NEW.certified_by) THEN
    PERFORM refuse_step('conflict-of-role', 'The one who certifies is no elector of the round and did not tag the version.');
  END IF;
  IF btrim(NEW.statement) = '' THEN
    PERFORM refuse_step('invalid', 'A certificate needs a statement.');
  END IF;
  NEW.certified_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER certified BEFORE INSERT ON certifications FOR EACH ROW EXECUTE FUNCTION round_certified();
--> statement-breakpoint
SELECT keep_forever('certifications');
--> statement-breakpoint
CREATE FUNCTION minority_stated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  elector electors;
  round sign_off_rounds;
  in_group uuid;
BEGIN
  SELECT * INTO elector FROM electors e WHERE e.id = NEW.elector_id;
  SELECT * INTO round FROM sign_off_rounds r WHERE r.id = elector.round_id;
  in_group := lock_standard(round.standard_id);
  IF NEW.written_by NOT IN (elector.holder_id, coalesce(elector.substitute_id, elector.holder_id)) OR NOT holds_place(NEW.written_by, in_group) THEN
    PERFORM refuse_step('electors-only', 'Only the holder of a seat, or their named substitute, can write its minority statement.');
  END IF;
  IF NOT EXISTS (SELECT FROM counted_positions p WHERE p.elector_id = elector.id AND p.position = 'dissent')
     OR NOT EXISTS (SELECT FROM round_outcomes o WHERE o.round_id = round.id AND o.outcome = 'carried') THEN
    PERFORM refuse_step('not-allowed', 'A minority statement is written by a seat that dissented from what the round carried.');
  END IF;
  IF EXISTS (SELECT FROM publications p WHERE p.round_id = round.id) THEN
    PERFORM refuse_step('closed', 'The version is published, and its sign-off record with it.');
  END IF;
  IF btrim(NEW.text) = '' OR array_length(regexp_split_to_array(btrim(NEW.text, E' \t\r\n'), '\s+'), 1) > 200 THEN
    PERFORM refuse_step('invalid', 'A minority statement has at most 200 words.');
  END IF;
  NEW.written_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER stated BEFORE INSERT ON minority_statements FOR EACH ROW EXECUTE FUNCTION minority_stated();
--> statement-breakpoint
SELECT keep_forever('minority_statements');
