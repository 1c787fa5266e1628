-- What PostgreSQL itself holds of: rounds. Functions of 0005 are replaced here whole; their triggers stand.
-- Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
CREATE FUNCTION easter_sunday(year integer) RETURNS date LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  a integer := year % 19;
  b integer := year / 100;
  c integer := year % 100;
  h integer := (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  l integer := (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  m integer := (a + 11 * h + 22 * l) / 451;
BEGIN
  RETURN make_date(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
END $$;
--> statement-breakpoint
-- Neither Saturday nor Sunday nor a bank holiday of England and Wales, as www.gov.uk/bank-holidays lists them; a holiday that falls on a
-- weekend is taken on the next weekday that is none. lib/signoff/working-days.ts reckons the same.
CREATE FUNCTION is_working_day(day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT extract(isodow FROM day) < 6
    AND day NOT IN (easter_sunday(extract(year FROM day)::integer) - 2, easter_sunday(extract(year FROM day)::integer) + 1)
    AND NOT coalesce(CASE to_char(day, 'MM')
      WHEN '01' THEN extract(day FROM day) = 1 OR (extract(isodow FROM day) = 1 AND extract(day FROM day) IN (2, 3))
      WHEN '05' THEN extract(isodow FROM day) = 1 AND (extract(day FROM day) <= 7 OR extract(day FROM day) > 24)
      WHEN '08' THEN extract(isodow FROM day) = 1 AND extract(day FROM day) > 24
      WHEN '12' THEN extract(day FROM day) IN (25, 26) OR (extract(isodow FROM day) <= 2 AND extract(day FROM day) IN (27, 28))
    END, false)
$$;
--> statement-breakpoint
-- 5pm in London on the last of so many working days after this moment's day; without any, the moment itself.
CREATE FUNCTION written_window_ends(after timestamptz, days integer) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  day date := (after AT TIME ZONE 'Europe/London')::date;
  remaining integer := days;
BEGIN
  IF days <= 0 THEN
    RETURN after;
  END IF;
  WHILE remaining > 0 LOOP
    day := day + 1;
    IF is_working_day(day) THEN
      remaining := remaining - 1;
    END IF;
  END LOOP;
  RETURN (day + time '17:00') AT TIME ZONE 'Europe/London';
END $$;
--> statement-breakpoint
-- What in the consultations of a standard still waits, in words; null when nothing does. Formal objections have a trigger of their own.
CREATE FUNCTION waits_in_consultation(standard uuid, version uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  many integer;
BEGIN
  IF EXISTS (SELECT FROM consultations c WHERE c.standard_id = standard AND c.ended_at IS NULL) THEN
    RETURN 'A consultation is open on this standard. It must close before a sign-off round opens.';
  END IF;
  SELECT count(*) INTO many FROM counted_dispositions d JOIN versions v ON v.id = d.version_id JOIN versions about ON about.id = version
  WHERE d.standard_id = standard AND (v.major, v.minor) <= (about.major, about.minor) AND d.outcome IS NULL;
  IF many > 0 THEN
    RETURN many || CASE many WHEN 1 THEN ' comment has' ELSE ' comments have' END || ' no disposition yet.';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION round_opened() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid := lock_standard(NEW.standard_id);
  charter charters;
  waiting text;
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
  waiting := waits_in_consultation(NEW.standard_id, NEW.version_id);
  IF waiting IS NOT NULL THEN
    PERFORM refuse_step('not-ready', waiting);
  END IF;
  NEW.number := 1 + coalesce((SELECT max(r.number) FROM sign_off_rounds r WHERE r.standard_id = NEW.standard_id), 0);
  NEW.quorum := charter.quorum;
  NEW.opened_at := accord_now();
  NEW.ended_at := NULL;
  IF NEW.meets_at IS NOT NULL THEN
    IF NEW.meets_at < NEW.opened_at THEN
      PERFORM refuse_step('invalid', 'A sign-off round meets at a time that is still to come.');
    END IF;
    -- Were the meeting never ended, the seats would still have the window that the charter gives them.
    NEW.closes_at := written_window_ends(NEW.meets_at, greatest(charter.written_window_days, 1));
  END IF;
  IF NEW.closes_at <= NEW.opened_at THEN
    PERFORM refuse_step('invalid', 'A sign-off round closes at a time that is still to come.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Of a round nothing changes but its end, which comes with its outcome, its withdrawal or its adjournment, once; and the closing time of one
-- that has a meeting, which the end of that meeting sets.
CREATE OR REPLACE FUNCTION round_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.ended_at IS NULL THEN
    IF NEW.ended_at IS NOT NULL AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at' THEN
      RETURN NEW;
    END IF;
    IF OLD.meets_at IS NOT NULL AND to_jsonb(NEW) - 'closes_at' = to_jsonb(OLD) - 'closes_at' THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM refuse_step('frozen', 'A sign-off round never changes; it ends with its outcome, its withdrawal or its adjournment.');
END $$;
--> statement-breakpoint
CREATE FUNCTION round_quorate(round sign_off_rounds) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(reaches((SELECT count(*) FROM counted_positions p WHERE p.round_id = round.id),
                          (SELECT count(*) FROM electors e WHERE e.round_id = round.id), round.quorum -> 'present'), false)
    AND NOT EXISTS (
      SELECT FROM jsonb_each_text(round.quorum -> 'eachConstituency') needed
      WHERE needed.value::integer > (SELECT count(*) FROM counted_positions p WHERE p.round_id = round.id AND p.constituency = needed.key))
$$;
--> statement-breakpoint
-- The end of a meeting. What is sent for counts, quorum and the end of the written window counts for nothing.
CREATE FUNCTION meeting_ended() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds;
  in_group uuid;
BEGIN
  SELECT lock_standard(r.standard_id) INTO in_group FROM sign_off_rounds r WHERE r.id = NEW.round_id;
  round := lock_open_round(NEW.round_id);
  NEW.ended_at := accord_now();
  IF NOT is_assigned_advisor(NEW.ended_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can end the meeting.');
  END IF;
  IF round.meets_at IS NULL THEN
    PERFORM refuse_step('not-allowed', 'This sign-off round has no meeting. It ends at its closing time.');
  END IF;
  IF EXISTS (SELECT FROM round_meetings m WHERE m.round_id = round.id) THEN
    PERFORM refuse_step('already-done', 'The meeting has ended already.');
  END IF;
  IF NEW.ended_at < round.meets_at THEN
    PERFORM refuse_step('not-allowed', 'The meeting has not begun yet.');
  END IF;
  IF NEW.ended_at >= round.closes_at THEN
    PERFORM refuse_step('closed', 'The sign-off round has passed its closing time.');
  END IF;
  IF newest_version(round.standard_id) IS DISTINCT FROM round.version_id THEN
    PERFORM refuse_step('stale', 'A newer version has been tagged since. Discard it, or withdraw the round.');
  END IF;
  SELECT count(*) INTO NEW.seats FROM electors e WHERE e.round_id = round.id;
  SELECT count(*) INTO NEW.present FROM counted_positions p WHERE p.round_id = round.id;
  NEW.quorate := round_quorate(round);
  IF NEW.quorate THEN
    NEW.adjourned_to := NULL;
    SELECT written_window_ends(NEW.ended_at, c.written_window_days) INTO NEW.written_until FROM charters c WHERE c.id = round.charter_id;
    UPDATE sign_off_rounds SET closes_at = NEW.written_until WHERE id = round.id;
  ELSE
    IF NEW.adjourned_to IS NULL OR NEW.adjourned_to <= NEW.ended_at THEN
      PERFORM refuse_step('invalid', 'A meeting that is not quorate is adjourned to a time that is still to come.');
    END IF;
    NEW.written_until := NULL;
    UPDATE sign_off_rounds SET ended_at = NEW.ended_at WHERE id = round.id;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ended BEFORE INSERT ON round_meetings FOR EACH ROW EXECUTE FUNCTION meeting_ended();
--> statement-breakpoint
SELECT keep_forever('round_meetings');
--> statement-breakpoint
-- The time is stamped after the locks are held: a position that waited for a closing or a removal comes after it.
CREATE OR REPLACE FUNCTION position_taken() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.taken_by = elector.holder_id THEN
    NEW.delegation := '';
  ELSIF btrim(NEW.delegation) = '' THEN
    PERFORM refuse_step('invalid', 'A substitute says under which delegation they sign.');
  END IF;
  IF NEW.carried_from IS NOT NULL AND NOT carries(elector, round, NEW.carried_from) THEN
    PERFORM refuse_step('invalid', 'A position is carried only from the same seat’s own counted position in an earlier round.');
  END IF;
  NEW.revision := 1 + (SELECT count(*) FROM positions p WHERE p.elector_id = NEW.elector_id);
  NEW.taken_by_name := (SELECT p.name FROM people p WHERE p.id = NEW.taken_by);
  NEW.authority := CASE WHEN NEW.taken_by = elector.holder_id THEN ''
    ELSE 'substitute for ' || (SELECT p.name FROM people p WHERE p.id = elector.holder_id) END;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Seats are known from charter to charter by their name. The positions of an adjourned round count nowhere, so nothing is carried from them.
CREATE FUNCTION carries(elector electors, round sign_off_rounds, earlier uuid) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (
    SELECT FROM positions p JOIN electors e ON e.id = p.elector_id JOIN sign_off_rounds r ON r.id = p.round_id
    WHERE p.id = earlier AND r.standard_id = round.standard_id AND r.number < round.number AND e.seat_name = elector.seat_name
      AND p.revision = (SELECT max(q.revision) FROM positions q WHERE q.elector_id = p.elector_id)
      AND NOT EXISTS (SELECT FROM round_meetings m WHERE m.round_id = r.id AND NOT m.quorate))
$$;
--> statement-breakpoint
-- The outcome is computed here from the positions and the round's rule. What is sent for it counts for nothing.
CREATE OR REPLACE FUNCTION round_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round sign_off_rounds := lock_open_round(NEW.round_id);
BEGIN
  NEW.closed_at := accord_now();
  IF NEW.closed_by IS NULL AND NEW.closed_at < round.closes_at THEN
    PERFORM refuse_step('not-allowed', 'Before its closing time a sign-off round is closed by a person.');
  END IF;
  SELECT count(*) INTO NEW.seats FROM electors e WHERE e.round_id = round.id;
  SELECT count(*), count(*) FILTER (WHERE p.position = 'approve'), count(*) FILTER (WHERE p.position = 'dissent'),
         count(*) FILTER (WHERE p.position = 'abstain')
  INTO NEW.present, NEW.approve, NEW.dissent, NEW.abstain FROM counted_positions p WHERE p.round_id = round.id;
  IF round.meets_at IS NOT NULL AND NEW.closed_at < round.closes_at THEN
    IF NOT EXISTS (SELECT FROM round_meetings m WHERE m.round_id = round.id) THEN
      PERFORM refuse_step('not-allowed', 'A sign-off round with a meeting is closed after its meeting has ended.');
    END IF;
    IF NEW.present < NEW.seats THEN
      PERFORM refuse_step('not-allowed', 'Seats that were absent may still sign in writing. The round closes when they have, or when that time is over.');
    END IF;
  END IF;
  NEW.outcome := CASE
    WHEN NOT round_quorate(round) THEN 'not quorate'
    WHEN NEW.approve + NEW.dissent > 0 AND reaches(NEW.approve, NEW.approve + NEW.dissent, round.quorum -> 'carried') THEN 'carried'
    ELSE 'not carried' END;
  UPDATE sign_off_rounds SET ended_at = NEW.closed_at WHERE id = round.id;
  RETURN NEW;
END $$;
