-- What PostgreSQL itself holds of: adoption.
-- Whether a person speaks for a council now. Holds their membership to the end of the transaction, so that it does not end amid the step.
CREATE FUNCTION speaks_for_council(person uuid, organisation uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM FROM organisation_memberships m WHERE m.person_id = person AND m.organisation_id = organisation AND m.ended_at IS NULL FOR SHARE;
  RETURN FOUND AND EXISTS (SELECT FROM people p WHERE p.id = person AND p.suspended_at IS NULL)
    AND EXISTS (SELECT FROM organisations o WHERE o.id = organisation AND o.kind = 'council');
END $$;
--> statement-breakpoint
-- The adoption of a standard by an organisation that holds now: that of the highest number. The ones before it stay valid and are moved on from.
CREATE FUNCTION adoption_in_force(standard uuid, organisation uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT a.id FROM adoptions a JOIN publications p ON p.id = a.publication_id
  WHERE a.standard_id = standard AND a.organisation_id = organisation ORDER BY p.major DESC, p.minor DESC LIMIT 1
$$;
--> statement-breakpoint
-- Only what is published and not withdrawn, pinned to its very text; one adoption of a standard holds at a time, and it moves forward only.
CREATE FUNCTION version_adopted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  published publications;
BEGIN
  PERFORM lock_standard(p.standard_id) FROM publications p WHERE p.id = NEW.publication_id;
  SELECT * INTO published FROM publications p WHERE p.id = NEW.publication_id;
  IF published.id IS NULL THEN
    PERFORM refuse_step('not-found', 'Only a published version can be adopted.');
  END IF;
  IF EXISTS (SELECT FROM publication_withdrawals w WHERE w.publication_id = published.id) THEN
    PERFORM refuse_step('closed', 'This version was withdrawn, so it can no longer be adopted.');
  END IF;
  IF NOT speaks_for_council(NEW.recorded_by, NEW.organisation_id) THEN
    PERFORM refuse_step('not-allowed', 'Only a person of a council can record its adoption.');
  END IF;
  IF NEW.digest IS DISTINCT FROM (SELECT v.digest FROM versions v WHERE v.id = published.version_id) THEN
    PERFORM refuse_step('stale', 'This is not the digest of the version that is adopted.');
  END IF;
  IF EXISTS (SELECT FROM adoptions a WHERE a.organisation_id = NEW.organisation_id AND a.publication_id = published.id) THEN
    PERFORM refuse_step('already-done', 'This council has adopted this version already.');
  END IF;
  IF EXISTS (SELECT FROM adoptions a JOIN publications p ON p.id = a.publication_id WHERE a.organisation_id = NEW.organisation_id
             AND a.standard_id = published.standard_id AND (p.major, p.minor) > (published.major, published.minor)) THEN
    PERFORM refuse_step('stale', 'This council has adopted a newer version already.');
  END IF;
  IF btrim(NEW.owner_post, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'An adoption needs an owner post.');
  END IF;
  IF NEW.adopted_on > today_in_london() OR NEW.adopted_on < (published.published_at AT TIME ZONE 'Europe/London')::date THEN
    PERFORM refuse_step('invalid', 'The day of adoption is from the publication of the version to today.');
  END IF;
  NEW.standard_id := published.standard_id;
  NEW.version_id := published.version_id;
  NEW.recorded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER adopted BEFORE INSERT ON adoptions FOR EACH ROW EXECUTE FUNCTION version_adopted();
--> statement-breakpoint
SELECT keep_forever('adoptions');
--> statement-breakpoint
-- What is added to an adoption is added to the one that holds, by its own council; answers the adoption.
CREATE FUNCTION adding_to_adoption(adoption uuid, person uuid) RETURNS adoptions LANGUAGE plpgsql AS $$
DECLARE
  found adoptions;
BEGIN
  PERFORM lock_standard(a.standard_id) FROM adoptions a WHERE a.id = adoption;
  SELECT * INTO found FROM adoptions a WHERE a.id = adoption;
  IF found.id IS NULL THEN
    PERFORM refuse_step('not-found', 'There is no such adoption.');
  END IF;
  IF NOT speaks_for_council(person, found.organisation_id) THEN
    PERFORM refuse_step('not-allowed', 'Only a person of the council can add to its adoption.');
  END IF;
  IF adoption_in_force(found.standard_id, found.organisation_id) IS DISTINCT FROM found.id THEN
    PERFORM refuse_step('closed', 'The council has moved to a newer version. Add this to that adoption.');
  END IF;
  IF EXISTS (SELECT FROM publication_withdrawals w WHERE w.publication_id = found.publication_id) THEN
    PERFORM refuse_step('closed', 'This version was withdrawn, so nothing is added to its adoption.');
  END IF;
  RETURN found;
END $$;
--> statement-breakpoint
CREATE FUNCTION baseline_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM adding_to_adoption(NEW.adoption_id, NEW.recorded_by);
  IF btrim(NEW.measure, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'A baseline says in words what was measured.');
  END IF;
  IF NEW.denominator < 1 OR NEW.numerator < 0 OR NEW.numerator > NEW.denominator THEN
    PERFORM refuse_step('invalid', 'A baseline is a part of a whole that is not nothing.');
  END IF;
  IF NEW.period_to < NEW.period_from OR NEW.period_to > today_in_london() THEN
    PERFORM refuse_step('invalid', 'The period of a baseline has a beginning before its end, and is over.');
  END IF;
  NEW.revision := 1 + coalesce((SELECT max(b.revision) FROM adoption_baselines b WHERE b.adoption_id = NEW.adoption_id), 0);
  NEW.recorded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recorded BEFORE INSERT ON adoption_baselines FOR EACH ROW EXECUTE FUNCTION baseline_recorded();
--> statement-breakpoint
SELECT keep_forever('adoption_baselines');
--> statement-breakpoint
CREATE FUNCTION exemption_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_version adoptions;
BEGIN
  of_version := adding_to_adoption(NEW.adoption_id, NEW.recorded_by);
  NEW.ref := (SELECT r.ref FROM version_requirements r WHERE r.version_id = of_version.version_id AND r.block_id = NEW.block_id);
  IF NEW.ref IS NULL THEN
    PERFORM refuse_step('not-found', 'An exemption is from a requirement of the version that was adopted.');
  END IF;
  IF btrim(NEW.reason, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'An exemption needs a reason.');
  END IF;
  IF btrim(NEW.owner_post, E' \t\r\n') = '' THEN
    PERFORM refuse_step('invalid', 'An exemption needs an owner post.');
  END IF;
  IF NEW.expires_on IS NULL OR NEW.expires_on <= of_version.adopted_on OR NEW.expires_on <= today_in_london() THEN
    PERFORM refuse_step('invalid', 'An exemption expires on a day after the adoption that is still to come.');
  END IF;
  IF EXISTS (SELECT FROM adoption_exemptions e WHERE e.adoption_id = NEW.adoption_id AND e.block_id = NEW.block_id AND e.expires_on >= NEW.expires_on) THEN
    PERFORM refuse_step('already-done', 'There is an exemption from this requirement already that lasts as long.');
  END IF;
  NEW.recorded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recorded BEFORE INSERT ON adoption_exemptions FOR EACH ROW EXECUTE FUNCTION exemption_recorded();
--> statement-breakpoint
SELECT keep_forever('adoption_exemptions');
--> statement-breakpoint
-- As before (0012), and by an adoption.
CREATE OR REPLACE FUNCTION standard_of_step(step jsonb) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
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
  ELSIF found IS NULL AND step ? 'adoption_id' THEN
    SELECT standard_id INTO found FROM adoptions WHERE id = (step ->> 'adoption_id')::uuid;
  ELSIF found IS NULL AND step ? 'version_id' THEN
    SELECT standard_id INTO found FROM versions WHERE id = (step ->> 'version_id')::uuid;
  END IF;
  RETURN found;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER yields_event AFTER INSERT ON adoptions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION step_told('version adopted');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER yields_event AFTER INSERT ON adoption_baselines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION step_told('baseline recorded');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER yields_event AFTER INSERT ON adoption_exemptions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION step_told('exemption recorded');
