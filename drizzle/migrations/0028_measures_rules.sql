-- What PostgreSQL itself holds of: measures, self-assessments, and the opening of a review.
DROP TRIGGER recorded ON adoption_measures;
--> statement-breakpoint
DROP TRIGGER yields_event ON adoption_measures;
--> statement-breakpoint
DROP FUNCTION baseline_recorded();
--> statement-breakpoint
-- Figures of a period that is over. What corrects says so: the corrected one no longer counts, and stays.
CREATE FUNCTION measures_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM adding_to_adoption(NEW.adoption_id, NEW.recorded_by);
  IF num_nonnulls(NEW.completed, NEW.completed_online, NEW.started_online, NEW.cost, NEW.satisfaction) = 0 THEN
    PERFORM refuse_step('invalid', 'Measures have at least one figure.');
  END IF;
  IF NEW.completed < 1 OR NEW.started_online < 1 OR NEW.completed_online < 0 OR NEW.completed_online > NEW.completed OR NEW.completed_online > NEW.started_online THEN
    PERFORM refuse_step('invalid', 'Measures are parts of a whole that is not nothing.');
  END IF;
  IF NEW.cost < 0 OR NEW.satisfaction NOT BETWEEN 0 AND 1000 THEN
    PERFORM refuse_step('invalid', 'A cost is 0 or more, and satisfaction from 0% to 100%.');
  END IF;
  IF NEW.period_to < NEW.period_from OR NEW.period_to > today_in_london() THEN
    PERFORM refuse_step('invalid', 'The period of measures has a beginning before its end, and is over.');
  END IF;
  IF NEW.corrects IS NOT NULL AND NOT EXISTS (SELECT FROM adoption_measures m WHERE m.adoption_id = NEW.adoption_id AND m.revision = NEW.corrects) THEN
    PERFORM refuse_step('not-found', 'Only figures of the same adoption can be corrected.');
  END IF;
  IF EXISTS (SELECT FROM adoption_measures m WHERE m.adoption_id = NEW.adoption_id AND m.corrects = NEW.corrects) THEN
    PERFORM refuse_step('stale', 'These figures have been corrected already. Correct the newer ones.');
  END IF;
  IF EXISTS (SELECT FROM adoption_measures m WHERE m.adoption_id = NEW.adoption_id AND (m.period_from, m.period_to) = (NEW.period_from, NEW.period_to)
             AND m.revision IS DISTINCT FROM NEW.corrects AND NOT EXISTS (SELECT FROM adoption_measures l WHERE l.adoption_id = m.adoption_id AND l.corrects = m.revision)) THEN
    PERFORM refuse_step('already-done', 'There are figures for this period already. Correct those.');
  END IF;
  NEW.revision := 1 + coalesce((SELECT max(m.revision) FROM adoption_measures m WHERE m.adoption_id = NEW.adoption_id), 0);
  NEW.recorded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recorded BEFORE INSERT ON adoption_measures FOR EACH ROW EXECUTE FUNCTION measures_recorded();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER yields_event AFTER INSERT ON adoption_measures DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION step_told('measures recorded');
--> statement-breakpoint
CREATE FUNCTION assessment_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM adding_to_adoption(NEW.adoption_id, NEW.recorded_by);
  NEW.revision := 1 + coalesce((SELECT max(a.revision) FROM adoption_assessments a WHERE a.adoption_id = NEW.adoption_id), 0);
  NEW.recorded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recorded BEFORE INSERT ON adoption_assessments FOR EACH ROW EXECUTE FUNCTION assessment_recorded();
--> statement-breakpoint
SELECT keep_forever('adoption_assessments');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER yields_event AFTER INSERT ON adoption_assessments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION step_told('self-assessment recorded');
--> statement-breakpoint
-- A finding comes with the saving that it is of: none is added to an earlier one.
CREATE FUNCTION finding_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_version uuid;
  required text;
BEGIN
  SELECT d.version_id INTO of_version FROM adoption_assessments a JOIN adoptions d ON d.id = a.adoption_id
    WHERE a.id = NEW.assessment_id AND a.xmin = pg_current_xact_id()::xid;
  IF of_version IS NULL THEN
    PERFORM refuse_step('closed', 'A finding is recorded with its self-assessment. Record another one.');
  END IF;
  SELECT r.ref, r.level INTO NEW.ref, required FROM version_requirements r WHERE r.version_id = of_version AND r.block_id = NEW.block_id;
  IF NEW.ref IS NULL THEN
    PERFORM refuse_step('not-found', 'A finding is about a requirement of the version that was adopted.');
  END IF;
  IF btrim(NEW.note, E' \t\r\n') = '' AND (NEW.result = 'not applicable' OR (NEW.result IN ('partly met', 'not met') AND required IN ('SHOULD', 'SHOULD NOT'))) THEN
    PERFORM refuse_step('invalid', format('%s needs a reason.', NEW.ref));
  END IF;
  IF NEW.evidence_expires_on IS NOT NULL AND (btrim(NEW.evidence, E' \t\r\n') = '' OR NEW.evidence_expires_on < today_in_london()) THEN
    PERFORM refuse_step('invalid', 'A last day is that of evidence, and is not past.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recorded BEFORE INSERT ON adoption_findings FOR EACH ROW EXECUTE FUNCTION finding_recorded();
--> statement-breakpoint
ALTER TABLE adoption_findings ADD CONSTRAINT known_result CHECK (result IN ('met', 'partly met', 'not met', 'not applicable', 'not assessed'));
--> statement-breakpoint
SELECT keep_forever('adoption_findings');
--> statement-breakpoint
CREATE FUNCTION review_opened() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standard uuid;
  in_group uuid;
BEGIN
  SELECT p.standard_id, lock_standard(p.standard_id) INTO standard, in_group FROM publications p WHERE p.id = NEW.publication_id;
  IF NOT is_assigned_advisor(NEW.opened_by, in_group) THEN
    PERFORM refuse_step('advisor-only', 'Only an advisor assigned to this working group can open its review.');
  END IF;
  IF publication_in_force(standard) IS DISTINCT FROM NEW.publication_id THEN
    PERFORM refuse_step('stale', 'A review is about the version that is in force.');
  END IF;
  NEW.number := 1 + coalesce((SELECT max(r.number) FROM reviews r WHERE r.publication_id = NEW.publication_id), 0);
  IF EXISTS (SELECT FROM review_openings o WHERE o.publication_id = NEW.publication_id AND o.number = NEW.number) THEN
    PERFORM refuse_step('already-done', 'The review is open already.');
  END IF;
  NEW.opened_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opened BEFORE INSERT ON review_openings FOR EACH ROW EXECUTE FUNCTION review_opened();
--> statement-breakpoint
SELECT keep_forever('review_openings');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER yields_event AFTER INSERT ON review_openings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION step_told('review opened');
