-- What PostgreSQL itself holds of calls for collaboration, declarations of interest and charters.
-- `16 October 2026, 5pm BST`, as lib/kernel/clock.ts says it.
CREATE FUNCTION moment_in_words(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(london.clock, 'FMDD FMMonth YYYY, ')
    || CASE to_char(london.clock, 'HH24:MI') WHEN '00:00' THEN 'midnight' WHEN '12:00' THEN 'midday'
         ELSE to_char(london.clock, 'FMHH12') || CASE WHEN to_char(london.clock, 'MI') = '00' THEN '' ELSE to_char(london.clock, ':MI') END
           || to_char(london.clock, 'am') END
    || CASE WHEN london.clock = at AT TIME ZONE 'UTC' THEN ' GMT' ELSE ' BST' END
  FROM (SELECT at AT TIME ZONE 'Europe/London' AS clock) london
$$;
--> statement-breakpoint
-- Of an advisory body now.
CREATE FUNCTION is_advisor(person uuid) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT FROM organisation_memberships m JOIN organisations o ON o.id = m.organisation_id
                 WHERE m.person_id = person AND m.ended_at IS NULL AND o.kind = 'advisory body')
     AND EXISTS (SELECT FROM people p WHERE p.id = person AND p.suspended_at IS NULL)
$$;
--> statement-breakpoint
CREATE FUNCTION call_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.published_at := accord_now();
  IF NOT is_advisor(NEW.published_by) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor publishes a call for collaboration.');
  END IF;
  IF btrim(NEW.title) = '' OR btrim(NEW.evidence) = '' OR btrim(NEW.asks) = '' THEN
    PERFORM refuse_step('invalid', 'A call for collaboration has a title, the evidence for it, and what it asks.');
  END IF;
  IF NEW.closes_at <= NEW.published_at THEN
    PERFORM refuse_step('invalid', 'A call for collaboration closes at a time that is still to come.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER published BEFORE INSERT ON calls FOR EACH ROW EXECUTE FUNCTION call_published();
--> statement-breakpoint
SELECT keep_forever('calls');
--> statement-breakpoint
-- Why a call takes no expression of interest at that moment; null while it is open.
CREATE FUNCTION call_closed_in_words(call calls, at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN closing.closed_at <= at THEN 'This call was closed on ' || moment_in_words(closing.closed_at) || ', before its time: ' || closing.reason
    WHEN call.closes_at <= at THEN 'This call closed on ' || moment_in_words(call.closes_at) || '. It takes no more expressions of interest.'
  END FROM (SELECT) one LEFT JOIN call_closings closing ON closing.call_id = call.id
$$;
--> statement-breakpoint
-- The first lock of every step about a call.
CREATE FUNCTION lock_call(of_call uuid) RETURNS calls LANGUAGE plpgsql AS $$
DECLARE
  call calls;
BEGIN
  SELECT * INTO call FROM calls c WHERE c.id = of_call FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse_step('not-found', 'There is no such call for collaboration.');
  END IF;
  RETURN call;
END $$;
--> statement-breakpoint
CREATE FUNCTION call_closed_early() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  call calls := lock_call(NEW.call_id);
BEGIN
  NEW.closed_at := accord_now();
  IF NOT is_advisor(NEW.closed_by) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor closes a call for collaboration.');
  END IF;
  IF call_closed_in_words(call, NEW.closed_at) IS NOT NULL THEN
    PERFORM refuse_step('closed', call_closed_in_words(call, NEW.closed_at));
  END IF;
  IF btrim(NEW.reason) = '' THEN
    PERFORM refuse_step('invalid', 'Closing a call before its time needs a reason.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON call_closings FOR EACH ROW EXECUTE FUNCTION call_closed_early();
--> statement-breakpoint
SELECT keep_forever('call_closings');
--> statement-breakpoint
-- The constituency fits the kind of organisation, as lib/groups/group.ts says.
CREATE FUNCTION fits_constituency(kind text, constituency text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE kind WHEN 'advisory body' THEN false WHEN 'supplier' THEN constituency = 'supplier'
    ELSE constituency IN ('service team', 'digital team') END
$$;
--> statement-breakpoint
-- The time is stamped after the call is held: one that waited for a closing comes after it.
CREATE FUNCTION interest_expressed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  call calls := lock_call(NEW.call_id);
  kind text;
BEGIN
  NEW.expressed_at := accord_now();
  IF call_closed_in_words(call, NEW.expressed_at) IS NOT NULL THEN
    PERFORM refuse_step('closed', call_closed_in_words(call, NEW.expressed_at));
  END IF;
  IF is_advisor(NEW.person_id) THEN
    PERFORM refuse_step('conflict-of-role', 'Advisors convene working groups and are not members of them.');
  END IF;
  SELECT o.kind INTO kind FROM organisation_memberships m JOIN organisations o ON o.id = m.organisation_id
  WHERE m.person_id = NEW.person_id AND m.organisation_id = NEW.organisation_id AND m.ended_at IS NULL FOR SHARE OF m;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM people p WHERE p.id = NEW.person_id AND p.suspended_at IS NULL) THEN
    PERFORM refuse_step('invalid', 'A person expresses interest for an organisation that they belong to.');
  END IF;
  IF NOT fits_constituency(kind, NEW.constituency) THEN
    PERFORM refuse_step('invalid', 'Suppliers’ people take part as supplier, others as service team or digital team.');
  END IF;
  IF btrim(NEW.offers) = '' THEN
    PERFORM refuse_step('invalid', 'An expression of interest says what is offered.');
  END IF;
  NEW.number := 1 + (SELECT count(*) FROM expressions_of_interest e WHERE e.call_id = call.id);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER expressed BEFORE INSERT ON expressions_of_interest FOR EACH ROW EXECUTE FUNCTION interest_expressed();
--> statement-breakpoint
SELECT keep_forever('expressions_of_interest');
--> statement-breakpoint
CREATE FUNCTION interest_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.declared_at := accord_now();
  IF (NEW.expression_id IS NULL) = (NEW.group_id IS NULL) THEN
    PERFORM refuse_step('invalid', 'A declaration of interest is made with an expression of interest or in a working group.');
  END IF;
  IF NEW.expression_id IS NOT NULL AND NOT EXISTS (SELECT FROM expressions_of_interest e WHERE e.id = NEW.expression_id AND e.person_id = NEW.person_id)
     OR NEW.group_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM group_members m WHERE m.group_id = NEW.group_id AND m.person_id = NEW.person_id AND m.left_at IS NULL) THEN
    PERFORM refuse_step('own-only', 'People declare their own interests, in their own expression of interest or as a member of the working group.');
  END IF;
  IF NEW.nothing <> (btrim(NEW.text) = '') THEN
    PERFORM refuse_step('invalid', 'Declare an interest in words, or that there is nothing to declare.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER declared BEFORE INSERT ON declarations_of_interest FOR EACH ROW EXECUTE FUNCTION interest_declared();
--> statement-breakpoint
SELECT keep_forever('declarations_of_interest');
--> statement-breakpoint
-- Looked at when the transaction ends: an expression of interest never stands without its declaration.
CREATE FUNCTION expression_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM declarations_of_interest d WHERE d.expression_id = NEW.id) THEN
    PERFORM refuse_step('invalid', 'An expression of interest needs a declaration of interest, or that there is nothing to declare.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER with_declaration AFTER INSERT ON expressions_of_interest DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION expression_declared();
--> statement-breakpoint
CREATE FUNCTION expression_answered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  call calls := lock_call((SELECT e.call_id FROM expressions_of_interest e WHERE e.id = NEW.expression_id));
BEGIN
  NEW.answered_at := accord_now();
  IF NOT is_advisor(NEW.answered_by) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor answers expressions of interest.');
  END IF;
  IF call_closed_in_words(call, NEW.answered_at) IS NULL THEN
    PERFORM refuse_step('invalid', 'Expressions of interest are answered when the call has closed.');
  END IF;
  IF EXISTS (SELECT FROM call_groups g WHERE g.call_id = call.id) THEN
    PERFORM refuse_step('already-done', 'A working group has been chartered from this call already.');
  END IF;
  IF NEW.answer NOT IN ('seat', 'member', 'declined') OR NEW.answer = 'declined' AND btrim(NEW.reason) = '' THEN
    PERFORM refuse_step('invalid', 'An expression of interest gets a seat, a membership, or a reason why not.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered BEFORE INSERT ON expression_answers FOR EACH ROW EXECUTE FUNCTION expression_answered();
--> statement-breakpoint
SELECT keep_forever('expression_answers');
--> statement-breakpoint
CREATE FUNCTION answer_chartered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM expressions_of_interest e JOIN call_groups g ON g.call_id = e.call_id WHERE e.id = NEW.expression_id) THEN
    PERFORM refuse_step('invalid', 'Expressions of interest are answered together, when the working group is chartered.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER with_group AFTER INSERT ON expression_answers DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION answer_chartered();
--> statement-breakpoint
CREATE FUNCTION call_group_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  call calls := lock_call(NEW.call_id);
BEGIN
  NEW.at := accord_now();
  IF call_closed_in_words(call, NEW.at) IS NULL THEN
    PERFORM refuse_step('invalid', 'A working group is chartered when the call has closed.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER made BEFORE INSERT ON call_groups FOR EACH ROW EXECUTE FUNCTION call_group_made();
--> statement-breakpoint
SELECT keep_forever('call_groups');
--> statement-breakpoint
-- Looked at when the transaction ends: everybody has an answer, and the group is what the answers say.
CREATE FUNCTION call_chartered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong integer;
BEGIN
  IF EXISTS (SELECT FROM expressions_of_interest e LEFT JOIN expression_answers a ON a.expression_id = e.id
             WHERE e.call_id = NEW.call_id AND a.expression_id IS NULL) THEN
    PERFORM refuse_step('invalid', 'Every expression of interest needs an answer when the working group is chartered.');
  END IF;
  IF NOT EXISTS (SELECT FROM charters c WHERE c.group_id = NEW.group_id) THEN
    PERFORM refuse_step('invalid', 'The working group of a call is chartered in the same step.');
  END IF;
  SELECT min(e.number) INTO wrong FROM expressions_of_interest e JOIN expression_answers a ON a.expression_id = e.id
  WHERE e.call_id = NEW.call_id AND (
    (a.answer <> 'declined') <> EXISTS (SELECT FROM group_members m WHERE m.group_id = NEW.group_id AND m.person_id = e.person_id AND m.left_at IS NULL
      AND (a.answer = 'declined' OR m.organisation_id = e.organisation_id AND m.constituency = e.constituency))
    OR (a.answer = 'seat') <> EXISTS (SELECT FROM seats s JOIN charters c ON c.id = s.charter_id WHERE c.group_id = NEW.group_id AND s.holder_id = e.person_id));
  IF wrong IS NOT NULL THEN
    PERFORM refuse_step('invalid', 'The answer to expression of interest ' || wrong || ' is not what the charter and the members say.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER as_answered AFTER INSERT ON call_groups DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION call_chartered();
--> statement-breakpoint
-- A rule of a quorum that means something: shares from 0 to 1, nothing over 1, whole numbers of known constituencies.
CREATE FUNCTION is_quorum_rule(rule jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_and(part ->> 'comparison' IN ('over', 'at least') AND jsonb_typeof(part -> 'share') = 'number'
      AND CASE WHEN jsonb_typeof(part -> 'share') = 'number' THEN
        (part ->> 'share')::numeric BETWEEN 0 AND 1 AND (part ->> 'comparison' = 'at least' OR (part ->> 'share')::numeric < 1) END), false)
    AND coalesce(jsonb_typeof(rule -> 'eachConstituency') = 'object', false)
    AND NOT EXISTS (SELECT FROM jsonb_each_text(CASE WHEN jsonb_typeof(rule -> 'eachConstituency') = 'object' THEN rule -> 'eachConstituency' ELSE '{}' END) needed
      WHERE needed.key NOT IN ('service team', 'digital team', 'supplier') OR needed.value !~ '^\d{1,3}$')
  FROM (VALUES (rule -> 'present'), (rule -> 'carried')) share (part)
$$;
--> statement-breakpoint
-- The next number is given under the group's lock.
CREATE FUNCTION charter_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM working_groups g WHERE g.id = NEW.group_id FOR NO KEY UPDATE;
  NEW.number := 1 + coalesce((SELECT max(c.number) FROM charters c WHERE c.group_id = NEW.group_id), 0);
  IF NOT is_assigned_advisor(NEW.chartered_by, NEW.group_id) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group charters it.');
  END IF;
  IF (NEW.number > 1) <> (btrim(NEW.changes) <> '') THEN
    PERFORM refuse_step('invalid', 'Every charter but the first says what it changes against the one before it.');
  END IF;
  IF btrim(NEW.scope) = '' OR NEW.review_period_months NOT BETWEEN 1 AND 60 OR NEW.written_window_days NOT BETWEEN 0 AND 30 THEN
    PERFORM refuse_step('invalid', 'A charter has a scope, a review period of 1 to 60 months, and 0 to 30 working days for signing in writing.');
  END IF;
  IF NOT is_quorum_rule(NEW.quorum) THEN
    PERFORM refuse_step('invalid', 'A quorum rule has shares from 0 to 100% and the fewest seats of each constituency. Nothing is over 100%.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER made BEFORE INSERT ON charters FOR EACH ROW EXECUTE FUNCTION charter_made();
--> statement-breakpoint
-- Looked at when the transaction ends, with all seats in: no constituency holds more than half, and the rule can be met.
CREATE FUNCTION charter_sound() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  total integer := (SELECT count(*) FROM seats s WHERE s.charter_id = NEW.id);
  wrong text;
BEGIN
  IF total = 0 THEN
    PERFORM refuse_step('invalid', 'A charter needs seats.');
  END IF;
  SELECT 'the ' || s.constituency || 's have ' || count(*) || ' of ' || total INTO wrong
  FROM seats s WHERE s.charter_id = NEW.id GROUP BY s.constituency HAVING 2 * count(*) > total;
  IF wrong IS NOT NULL THEN
    PERFORM refuse_step('invalid', 'No constituency may hold more than half of the seats: ' || wrong || '.');
  END IF;
  SELECT needed.key INTO wrong FROM jsonb_each_text(NEW.quorum -> 'eachConstituency') needed
  WHERE needed.value::integer > (SELECT count(*) FROM seats s WHERE s.charter_id = NEW.id AND s.constituency = needed.key) LIMIT 1;
  IF wrong IS NOT NULL THEN
    PERFORM refuse_step('invalid', 'The quorum rule needs more seats of the ' || wrong || ' than the charter has.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER sound AFTER INSERT ON charters DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION charter_sound();
--> statement-breakpoint
-- A charter is frozen with the transaction that made it; its seats are its members', in the constituency and organisation that those speak for.
CREATE FUNCTION seat_of_new_charter() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid;
BEGIN
  SELECT c.group_id INTO in_group FROM charters c WHERE c.id = NEW.charter_id AND c.xmin = pg_current_xact_id()::xid;
  IF NOT FOUND THEN
    PERFORM refuse_step('frozen', 'A seat cannot join a charter that stands. Make a new charter.');
  END IF;
  IF NOT EXISTS (SELECT FROM group_members m WHERE m.group_id = in_group AND m.person_id = NEW.holder_id AND m.left_at IS NULL
                 AND m.constituency = NEW.constituency AND m.organisation_id = NEW.organisation_id) THEN
    PERFORM refuse_step('invalid', 'The holder of a seat is a member of the working group, for the seat’s organisation and constituency.');
  END IF;
  IF NEW.substitute_id IS NOT NULL AND NOT EXISTS (SELECT FROM group_members m WHERE m.group_id = in_group AND m.person_id = NEW.substitute_id
                 AND m.left_at IS NULL AND m.constituency = NEW.constituency) THEN
    PERFORM refuse_step('invalid', 'The substitute of a seat is a member of the working group, in the seat’s constituency.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER of_new_charter BEFORE INSERT ON seats FOR EACH ROW EXECUTE FUNCTION seat_of_new_charter();
