-- What is published is what a round carried and an advisor certified, under a number that never goes back. The moment comes from this
-- database too: the command asks for it, writes it into the record, and here it must be of this very minute.
CREATE FUNCTION version_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid := lock_standard(NEW.standard_id);
  version versions;
  record jsonb := NEW.record::jsonb;
BEGIN
  SELECT v.* INTO version FROM versions v JOIN sign_off_rounds r ON r.version_id = v.id
  WHERE r.id = NEW.round_id AND v.id = NEW.version_id AND v.standard_id = NEW.standard_id;
  IF version.id IS NULL OR NOT EXISTS (SELECT FROM round_outcomes o WHERE o.round_id = NEW.round_id AND o.outcome = 'carried') THEN
    PERFORM refuse_step('not-carried', 'Only a version that a sign-off round carried can be published.');
  END IF;
  IF NOT EXISTS (SELECT FROM certifications c WHERE c.round_id = NEW.round_id) THEN
    PERFORM refuse_step('not-certified', 'The advisor must certify due process first.');
  END IF;
  IF NOT is_assigned_advisor(NEW.published_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can publish.');
  END IF;
  IF NEW.major < 1 OR NEW.minor < 0 OR EXISTS (
    SELECT FROM publications p WHERE p.standard_id = NEW.standard_id AND (p.major, p.minor) >= (NEW.major, NEW.minor)) THEN
    PERFORM refuse_step('taken', 'A published number must be v1.0 or higher, and higher than every one before it.');
  END IF;
  IF EXISTS (SELECT FROM publications p JOIN versions v ON v.id = p.version_id
             WHERE p.standard_id = NEW.standard_id AND (v.major, v.minor) >= (version.major, version.minor)) THEN
    PERFORM refuse_step('stale', 'A newer version has been published already.');
  END IF;
  NEW.published_at := (record #>> '{publication,publishedAt}')::timestamptz;
  IF NEW.published_at IS NULL OR NEW.published_at > accord_now() OR NEW.published_at < accord_now() - interval '1 minute' THEN
    PERFORM refuse_step('stale', 'The record does not tell the moment of publication.');
  END IF;
  IF btrim(NEW.owner_post) = '' OR NEW.review_date <= (NEW.published_at AT TIME ZONE 'Europe/London')::date THEN
    PERFORM refuse_step('invalid', 'A publication needs an owner post, and a review date that is still to come.');
  END IF;
  IF NEW.record_digest IS DISTINCT FROM sha256_hex(NEW.record) OR record ->> 'text' IS DISTINCT FROM version.canonical
     OR record #>> '{version,digest}' IS DISTINCT FROM version.digest THEN
    PERFORM refuse_step('invalid', 'The record does not hold the text that was signed.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER published BEFORE INSERT ON publications FOR EACH ROW EXECUTE FUNCTION version_published();
--> statement-breakpoint
SELECT keep_forever('publications');
--> statement-breakpoint
CREATE FUNCTION publication_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid;
BEGIN
  SELECT lock_standard(p.standard_id) INTO in_group FROM publications p WHERE p.id = NEW.publication_id;
  IF NOT is_assigned_advisor(NEW.withdrawn_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can withdraw a publication.');
  END IF;
  IF btrim(NEW.reason) = '' THEN
    PERFORM refuse_step('invalid', 'Withdrawing a publication needs a reason.');
  END IF;
  NEW.withdrawn_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER withdrawn BEFORE INSERT ON publication_withdrawals FOR EACH ROW EXECUTE FUNCTION publication_withdrawn();
--> statement-breakpoint
SELECT keep_forever('publication_withdrawals');
