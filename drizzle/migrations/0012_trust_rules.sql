-- The hash chain over the audit trail, and that no step is taken without its event.
-- Of each event the digest too: with it a trail of some events can be checked up to the head without showing the others.
ALTER TABLE "audit_chain" ADD COLUMN "digest" text NOT NULL;
--> statement-breakpoint
-- RFC 8785 for what facts hold: text, whole numbers, true, false, null, lists and objects. lib/audit/chain.ts and verify/trail.mjs do the same.
CREATE FUNCTION canonical_json(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  CASE jsonb_typeof(value)
    WHEN 'object' THEN
      RETURN '{' || coalesce((SELECT string_agg(to_json(e.key)::text || ':' || canonical_json(e.value), ',' ORDER BY e.key COLLATE "C")
        FROM jsonb_each(value) e), '') || '}';
    WHEN 'array' THEN
      RETURN '[' || coalesce((SELECT string_agg(canonical_json(e.value), ',' ORDER BY e.place)
        FROM jsonb_array_elements(value) WITH ORDINALITY e(value, place)), '') || ']';
    WHEN 'number' THEN
      IF (value #>> '{}')::numeric <> trunc((value #>> '{}')::numeric) OR abs((value #>> '{}')::numeric) > 9007199254740991 THEN
        PERFORM refuse_step('invalid', 'The numbers of an audit event are whole.');
      END IF;
      RETURN trunc((value #>> '{}')::numeric)::text;
    ELSE
      RETURN value::text;
  END CASE;
END $$;
--> statement-breakpoint
CREATE FUNCTION event_digest(event audit_events) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT sha256_hex(canonical_json(jsonb_build_object(
    'id', event.id, 'at', to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'kind', event.kind, 'actorId', event.actor_id,
    'actorName', event.actor_name, 'groupId', event.group_id, 'standardId', event.standard_id, 'facts', event.facts)))
$$;
--> statement-breakpoint
-- Puts an event at the end of the chain. One at a time, from here to the end of the transaction: the links stand in the order of the commits.
CREATE FUNCTION link_event(event audit_events) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_event text := event_digest(event);
  before audit_chain;
BEGIN
  PERFORM pg_advisory_xact_lock(7243100);
  SELECT * INTO before FROM audit_chain ORDER BY place DESC LIMIT 1;
  INSERT INTO audit_chain (place, event_id, digest, hash)
  VALUES (coalesce(before.place, 0) + 1, event.id, of_event, sha256_hex(coalesce(before.hash, repeat('0', 64)) || of_event));
END $$;
--> statement-breakpoint
-- Events from before there was a chain, in their order.
DO $$
DECLARE
  event audit_events;
BEGIN
  FOR event IN SELECT * FROM audit_events ORDER BY id LOOP
    PERFORM link_event(event);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION event_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM link_event(NEW); RETURN NULL; END $$;
--> statement-breakpoint
-- At commit, so that the chain's lock is the last that a transaction takes: it waits for nobody while it is held.
CREATE CONSTRAINT TRIGGER chained AFTER INSERT ON audit_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION event_written();
--> statement-breakpoint
CREATE FUNCTION link_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    PERFORM refuse_step('not-allowed', 'The links of the audit chain are made by PostgreSQL, from the events.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER made BEFORE INSERT ON audit_chain FOR EACH ROW EXECUTE FUNCTION link_made();
--> statement-breakpoint
SELECT keep_forever('audit_chain');
--> statement-breakpoint
-- The standard that a step is about, by whichever of its columns leads there; null when it is about none.
CREATE FUNCTION standard_of_step(step jsonb) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  found uuid := (step ->> 'standard_id')::uuid;
BEGIN
  IF found IS NULL AND step ? 'round_id' THEN
    SELECT standard_id INTO found FROM sign_off_rounds WHERE id = (step ->> 'round_id')::uuid;
  ELSIF found IS NULL AND step ? 'elector_id' THEN
    SELECT r.standard_id INTO found FROM electors e JOIN sign_off_rounds r ON r.id = e.round_id WHERE e.id = (step ->> 'elector_id')::uuid;
  ELSIF found IS NULL AND step ? 'publication_id' THEN
    SELECT standard_id INTO found FROM publications WHERE id = (step ->> 'publication_id')::uuid;
  ELSIF found IS NULL AND step ? 'erratum_id' THEN
    SELECT p.standard_id INTO found FROM errata e JOIN publications p ON p.id = e.publication_id WHERE e.id = (step ->> 'erratum_id')::uuid;
  ELSIF found IS NULL AND step ? 'consultation_id' THEN
    SELECT standard_id INTO found FROM consultations WHERE id = (step ->> 'consultation_id')::uuid;
  ELSIF found IS NULL AND step ? 'comment_id' THEN
    SELECT c.standard_id INTO found FROM consultation_comments o JOIN consultations c ON c.id = o.consultation_id WHERE o.id = (step ->> 'comment_id')::uuid;
  ELSIF found IS NULL AND step ? 'objection_id' THEN
    SELECT standard_id INTO found FROM objections WHERE id = (step ->> 'objection_id')::uuid;
  ELSIF found IS NULL AND step ? 'proposal_id' THEN
    SELECT standard_id INTO found FROM proposals WHERE id = (step ->> 'proposal_id')::uuid;
  ELSIF found IS NULL AND step ? 'version_id' THEN
    SELECT standard_id INTO found FROM versions WHERE id = (step ->> 'version_id')::uuid;
  END IF;
  RETURN found;
END $$;
--> statement-breakpoint
-- Whether this very transaction wrote an event of one of these kinds: about the standard, else the group, else of no group. Among the newest
-- only, which an event of a transaction that is just ending is. An event that was written under a savepoint does not count.
CREATE FUNCTION has_event(standard uuid, in_group uuid, kinds text[]) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT CASE
    WHEN standard IS NOT NULL THEN EXISTS (SELECT FROM (SELECT e.kind, e.xmin AS by FROM audit_events e WHERE e.standard_id = standard
      ORDER BY e.id DESC LIMIT 5000) newest WHERE newest.kind = ANY (kinds) AND newest.by = pg_current_xact_id()::xid)
    WHEN in_group IS NOT NULL THEN EXISTS (SELECT FROM (SELECT e.kind, e.xmin AS by FROM audit_events e WHERE e.group_id = in_group
      ORDER BY e.id DESC LIMIT 5000) newest WHERE newest.kind = ANY (kinds) AND newest.by = pg_current_xact_id()::xid)
    ELSE EXISTS (SELECT FROM (SELECT e.kind, e.xmin AS by FROM audit_events e
      ORDER BY e.id DESC LIMIT 5000) newest WHERE newest.kind = ANY (kinds) AND newest.by = pg_current_xact_id()::xid)
  END
$$;
--> statement-breakpoint
-- Refuses the commit of a step that left no event; by its name it comes after other rules about the same row. The arguments are the kinds of event that tell of it.
CREATE FUNCTION step_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step jsonb := to_jsonb(NEW);
BEGIN
  IF NOT has_event(standard_of_step(step), (step ->> 'group_id')::uuid, TG_ARGV) THEN
    PERFORM refuse_step('invalid', format('A row of %s came without its audit event (%s): each step leaves one, in the same transaction.',
      TG_TABLE_NAME, array_to_string(TG_ARGV, ' or ')));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  step record;
BEGIN
  FOR step IN SELECT * FROM (VALUES
    ('charters', '{group chartered,charter changed}'), ('versions', '{version tagged}'), ('version_discards', '{version discarded}'),
    ('sign_off_rounds', '{round opened}'), ('positions', '{position taken}'), ('round_outcomes', '{round closed}'),
    ('round_withdrawals', '{round withdrawn}'), ('round_meetings', '{meeting ended}'), ('certifications', '{round certified}'),
    ('minority_statements', '{minority statement written}'), ('publications', '{version published}'),
    ('publication_withdrawals', '{publication withdrawn}'), ('consultations', '{consultation opened}'),
    ('consultation_closings', '{consultation closed}'), ('consultation_comments', '{consultation comment written}'),
    ('consultation_replies', '{consultation reply written}'), ('consultation_submitters', '{submitter named}'),
    ('late_decisions', '{late comment decided}'), ('dispositions', '{comment disposed}'), ('objections', '{objection lodged}'),
    ('objection_steps', '{objection answered,objector asked,objection not resolved,objection resolved,objection not upheld,objection withdrawn,dissent withdrawn}'),
    ('backlog_items', '{backlog item made}'), ('proposals', '{change proposed}'), ('proposal_decisions', '{proposal decided}'),
    ('errata', '{erratum proposed,erratum refused,erratum published}'), ('erratum_publications', '{erratum published}'),
    ('erratum_refusals', '{erratum refused}'), ('reviews', '{review recorded}'), ('review_reminders', '{review reminded}'),
    ('calls', '{call published}'), ('call_closings', '{call closed}'), ('expressions_of_interest', '{interest expressed}'),
    ('expression_answers', '{interest answered}'), ('declarations_of_interest', '{interest declared,interest expressed}')
  ) AS steps(kept, kinds) LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER yields_event AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION step_told(%s)',
      step.kept, (SELECT string_agg(quote_literal(kind), ', ') FROM unnest(step.kinds::text[]) kind));
  END LOOP;
END $$;
