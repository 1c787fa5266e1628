-- What PostgreSQL itself holds of: maintenance.
-- What is in force of a standard: the newest publication that was not withdrawn.
CREATE FUNCTION publication_in_force(standard uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT p.id FROM publications p LEFT JOIN publication_withdrawals w ON w.publication_id = p.id
  WHERE p.standard_id = standard AND w.publication_id IS NULL ORDER BY p.major DESC, p.minor DESC LIMIT 1
$$;
--> statement-breakpoint
CREATE FUNCTION today_in_london() RETURNS date LANGUAGE sql VOLATILE AS $$ SELECT (accord_now() AT TIME ZONE 'Europe/London')::date $$;
--> statement-breakpoint
-- The day on which a publication is to be reviewed: as its newest review set it, else as it was published.
CREATE FUNCTION review_due(publication uuid) RETURNS date LANGUAGE sql VOLATILE AS $$
  SELECT coalesce((SELECT r.next_review_date FROM reviews r WHERE r.publication_id = p.id AND r.next_review_date IS NOT NULL ORDER BY r.number DESC LIMIT 1),
    p.review_date) FROM publications p WHERE p.id = publication
$$;
--> statement-breakpoint
-- The words of a piece of canonical text, and where its links lead; how they are spaced says nothing.
CREATE FUNCTION words_of(piece jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(regexp_replace(coalesce((SELECT string_agg(t #>> '{}', '') FROM jsonb_path_query(piece, 'strict $.**.text') t), ''), '\s+', ' ', 'g'))
    || coalesce((SELECT string_agg(h #>> '{}', ' ') FROM jsonb_path_query(piece, 'strict $.**.href') h), '')
$$;
--> statement-breakpoint
-- The levels that words state, in their order: in capitals only, and MAY before a year is a month.
CREATE FUNCTION levels_stated(words text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(found[1]), '{}') FROM regexp_matches(words, '\y(MUST|SHALL|SHOULD|REQUIRED|RECOMMENDED|OPTIONAL|MAY(?!\s+\d{4}))\y', 'g') found
$$;
--> statement-breakpoint
-- What of a block binds: of a requirement all but its rationale; a definition, since requirements are read by it; of anything else nothing.
CREATE FUNCTION binding_of(block jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE block ->> 'type'
    WHEN 'requirement' THEN concat_ws('|', block #>> '{attrs,level}', block #>> '{attrs,metBy}', block #>> '{attrs,appliesTo}',
      (SELECT string_agg(concat_ws('=', part ->> 'type', words_of(part)), '|' ORDER BY place)
       FROM jsonb_array_elements(block -> 'content') WITH ORDINALITY p(part, place) WHERE part ->> 'type' <> 'requirementRationale'))
    WHEN 'term' THEN words_of(block)
    ELSE '' END
$$;
--> statement-breakpoint
CREATE FUNCTION explaining_of(block jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE block ->> 'type'
    WHEN 'requirement' THEN (SELECT coalesce(string_agg(words_of(part), ' '), '') FROM jsonb_array_elements(block -> 'content') part
                             WHERE part ->> 'type' = 'requirementRationale')
    WHEN 'term' THEN ''
    ELSE words_of(block) END
$$;
--> statement-breakpoint
-- Only a member who may write something, or the advisor, proposes; the corrected text differs from the published one in that very block; and what
-- touches a duty is of class 3 at least, whatever the code above thinks.
CREATE FUNCTION erratum_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid;
  published jsonb;
  corrected jsonb := NEW.corrected::jsonb;
  was jsonb;
  reads jsonb;
BEGIN
  SELECT lock_standard(p.standard_id), v.canonical::jsonb INTO in_group, published FROM publications p JOIN versions v ON v.id = p.version_id WHERE p.id = NEW.publication_id;
  IF EXISTS (SELECT FROM publication_withdrawals w WHERE w.publication_id = NEW.publication_id) THEN
    PERFORM refuse_step('closed', 'This version was withdrawn, so nothing of it is corrected.');
  END IF;
  IF NOT (is_assigned_advisor(NEW.proposed_by, in_group) OR holds_place(NEW.proposed_by, in_group)) THEN
    PERFORM refuse_step('members-only', 'Only a member of the working group, not an observer, or its advisor can propose an erratum.');
  END IF;
  IF btrim(NEW.explanation, E' \t\r\n') = '' OR btrim(NEW.why) = '' THEN
    PERFORM refuse_step('invalid', 'An erratum says what was wrong, and why it is of its class.');
  END IF;
  IF NEW.corrected_digest IS DISTINCT FROM sha256_hex(NEW.corrected) THEN
    PERFORM refuse_step('invalid', 'The digest is not that of the corrected text.');
  END IF;
  SELECT b.block INTO was FROM jsonb_array_elements(published -> 'content') b(block) WHERE b.block #>> '{attrs,id}' = NEW.block_id;
  SELECT b.block INTO reads FROM jsonb_array_elements(corrected -> 'content') b(block) WHERE b.block #>> '{attrs,id}' = NEW.block_id;
  IF was IS NULL OR reads IS NULL OR was = reads OR was ->> 'type' IS DISTINCT FROM reads ->> 'type' OR was #> '{attrs,ref}' IS DISTINCT FROM reads #> '{attrs,ref}'
     OR published - 'content' IS DISTINCT FROM corrected - 'content'
     OR (SELECT jsonb_agg(CASE WHEN b.block #>> '{attrs,id}' = NEW.block_id THEN '0' ELSE b.block END ORDER BY b.place) FROM jsonb_array_elements(published -> 'content') WITH ORDINALITY b(block, place))
        IS DISTINCT FROM
        (SELECT jsonb_agg(CASE WHEN b.block #>> '{attrs,id}' = NEW.block_id THEN '0' ELSE b.block END ORDER BY b.place) FROM jsonb_array_elements(corrected -> 'content') WITH ORDINALITY b(block, place)) THEN
    PERFORM refuse_step('invalid', 'An erratum corrects one block of the published text, and leaves the rest as it is.');
  END IF;
  IF NEW.class NOT BETWEEN 1 AND 4 OR (NEW.class < 3 AND (binding_of(was) IS DISTINCT FROM binding_of(reads)
      OR levels_stated(explaining_of(was)) IS DISTINCT FROM levels_stated(explaining_of(reads)))) THEN
    PERFORM refuse_step('invalid', 'What changes a duty, or states another level, may affect conformance: it is of class 3 or 4.');
  END IF;
  NEW.proposed_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER proposed BEFORE INSERT ON errata FOR EACH ROW EXECUTE FUNCTION erratum_proposed();
--> statement-breakpoint
SELECT keep_forever('errata');
--> statement-breakpoint
-- What may affect conformance is refused in the transaction that proposes it, and waits for the next version.
CREATE FUNCTION erratum_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.class > 2 AND NOT (EXISTS (SELECT FROM erratum_refusals r WHERE r.erratum_id = NEW.id)
      AND EXISTS (SELECT FROM backlog_items b WHERE b.source = 'erratum' AND b.source_id = NEW.id)) THEN
    PERFORM refuse_step('invalid', 'An erratum of class 3 or 4 is refused, and put on the backlog, when it is proposed.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER answered AFTER INSERT ON errata DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION erratum_answered();
--> statement-breakpoint
CREATE FUNCTION erratum_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid;
  proposed errata;
BEGIN
  SELECT lock_standard(p.standard_id) INTO in_group FROM errata e JOIN publications p ON p.id = e.publication_id WHERE e.id = NEW.erratum_id;
  SELECT * INTO proposed FROM errata e WHERE e.id = NEW.erratum_id;
  IF NOT is_assigned_advisor(NEW.published_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can publish an erratum.');
  END IF;
  IF proposed.class > 2 THEN
    PERFORM refuse_step('not-allowed', format('An erratum may only make changes that do not affect conformance; this one is of class %s.', proposed.class));
  END IF;
  IF EXISTS (SELECT FROM erratum_refusals r WHERE r.erratum_id = NEW.erratum_id) THEN
    PERFORM refuse_step('already-done', 'This erratum was refused.');
  END IF;
  IF EXISTS (SELECT FROM erratum_publications e WHERE e.erratum_id = NEW.erratum_id) THEN
    PERFORM refuse_step('already-done', 'This erratum has been published already.');
  END IF;
  IF EXISTS (SELECT FROM publication_withdrawals w WHERE w.publication_id = proposed.publication_id) THEN
    PERFORM refuse_step('closed', 'This version was withdrawn, so nothing of it is corrected.');
  END IF;
  NEW.publication_id := proposed.publication_id;
  NEW.number := 1 + coalesce((SELECT max(e.number) FROM erratum_publications e WHERE e.publication_id = proposed.publication_id), 0);
  NEW.published_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER published BEFORE INSERT ON erratum_publications FOR EACH ROW EXECUTE FUNCTION erratum_published();
--> statement-breakpoint
SELECT keep_forever('erratum_publications');
--> statement-breakpoint
CREATE FUNCTION erratum_refused() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid;
  proposed errata;
BEGIN
  SELECT lock_standard(p.standard_id) INTO in_group FROM errata e JOIN publications p ON p.id = e.publication_id WHERE e.id = NEW.erratum_id;
  SELECT * INTO proposed FROM errata e WHERE e.id = NEW.erratum_id;
  IF EXISTS (SELECT FROM erratum_publications e WHERE e.erratum_id = NEW.erratum_id) OR EXISTS (SELECT FROM erratum_refusals e WHERE e.erratum_id = NEW.erratum_id) THEN
    PERFORM refuse_step('already-done', 'This erratum has been decided already.');
  END IF;
  IF proposed.class > 2 AND NEW.refused_by IS NOT NULL OR proposed.class < 3 AND NOT coalesce(is_assigned_advisor(NEW.refused_by, in_group), false) THEN
    PERFORM refuse_step('advisor-only', 'An erratum is refused by its class, or by an advisor assigned to this working group.');
  END IF;
  IF btrim(NEW.reason, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'Refusing an erratum needs a reason.');
  END IF;
  NEW.refused_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refused BEFORE INSERT ON erratum_refusals FOR EACH ROW EXECUTE FUNCTION erratum_refused();
--> statement-breakpoint
SELECT keep_forever('erratum_refusals');
--> statement-breakpoint
CREATE FUNCTION review_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standard uuid;
  in_group uuid;
BEGIN
  SELECT p.standard_id, lock_standard(p.standard_id) INTO standard, in_group FROM publications p WHERE p.id = NEW.publication_id;
  IF NOT is_assigned_advisor(NEW.recorded_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can record the outcome of a review.');
  END IF;
  IF publication_in_force(standard) IS DISTINCT FROM NEW.publication_id THEN
    PERFORM refuse_step('stale', 'A review is about the version that is in force.');
  END IF;
  IF btrim(NEW.reason, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'A review needs a reason.');
  END IF;
  IF NEW.outcome = 'withdraw' AND NEW.next_review_date IS NOT NULL THEN
    PERFORM refuse_step('invalid', 'What is withdrawn has no next review.');
  END IF;
  IF NEW.outcome <> 'withdraw' AND (NEW.next_review_date IS NULL OR NEW.next_review_date <= today_in_london()
      OR NEW.next_review_date > (today_in_london() + interval '3 years')::date) THEN
    PERFORM refuse_step('invalid', 'What stays in force has a next review date, after today and within three years.');
  END IF;
  NEW.number := 1 + coalesce((SELECT max(r.number) FROM reviews r WHERE r.publication_id = NEW.publication_id), 0);
  NEW.recorded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recorded BEFORE INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION review_recorded();
--> statement-breakpoint
ALTER TABLE reviews ADD CONSTRAINT known_outcome CHECK (outcome IN ('confirm', 'revise', 'withdraw'));
--> statement-breakpoint
-- An outcome comes with what it leads to, or not at all.
CREATE FUNCTION review_followed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome = 'revise' AND NOT EXISTS (SELECT FROM backlog_items b WHERE b.source = 'review' AND b.source_id = NEW.id) THEN
    PERFORM refuse_step('invalid', 'What a review wants revised waits on the backlog.');
  END IF;
  IF NEW.outcome = 'withdraw' AND NOT EXISTS (SELECT FROM publication_withdrawals w WHERE w.publication_id = NEW.publication_id) THEN
    PERFORM refuse_step('invalid', 'A review that withdraws a version withdraws it.');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER followed AFTER INSERT ON reviews DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION review_followed();
--> statement-breakpoint
SELECT keep_forever('reviews');
--> statement-breakpoint
-- Four weeks before the day, and only about what is in force; that it is given once a day of review, the key holds.
CREATE FUNCTION review_reminded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standard uuid;
BEGIN
  SELECT p.standard_id INTO standard FROM publications p WHERE p.id = NEW.publication_id;
  PERFORM lock_standard(standard);
  IF publication_in_force(standard) IS DISTINCT FROM NEW.publication_id OR NEW.review_date IS DISTINCT FROM review_due(NEW.publication_id) THEN
    PERFORM refuse_step('stale', 'A reminder is about the review of the version that is in force.');
  END IF;
  IF today_in_london() < NEW.review_date - 28 THEN
    PERFORM refuse_step('invalid', 'A reminder is given four weeks before the review date, not earlier.');
  END IF;
  NEW.reminded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reminded BEFORE INSERT ON review_reminders FOR EACH ROW EXECUTE FUNCTION review_reminded();
--> statement-breakpoint
SELECT keep_forever('review_reminders');
