-- A step that the rules refuse. The hint is a code of lib/kernel/refusal.ts: a race that is lost here is told like any other refusal.
CREATE FUNCTION refuse_step(code text, reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'AC001', MESSAGE = reason, HINT = code;
END $$;
--> statement-breakpoint
CREATE FUNCTION sha256_hex(of text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT encode(sha256(convert_to(of, 'UTF8')), 'hex') $$;
--> statement-breakpoint
-- The first lock of every step about versions, rounds and publications; the order is always standard, round, elector, member.
CREATE FUNCTION lock_standard(standard uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT group_id FROM standards WHERE id = standard FOR NO KEY UPDATE
$$;
--> statement-breakpoint
-- The newest version that was not discarded.
CREATE FUNCTION newest_version(standard uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT v.id FROM versions v LEFT JOIN version_discards d ON d.version_id = v.id
  WHERE v.standard_id = standard AND d.version_id IS NULL
  ORDER BY v.major DESC, v.minor DESC LIMIT 1
$$;
--> statement-breakpoint
CREATE FUNCTION version_tagged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_standard(NEW.standard_id);
  IF NEW.digest IS DISTINCT FROM sha256_hex(NEW.canonical) THEN
    PERFORM refuse_step('invalid', 'The digest is not that of the text.');
  END IF;
  IF btrim(NEW.note) = '' THEN
    PERFORM refuse_step('invalid', 'A version needs a change note.');
  END IF;
  IF NEW.major < 0 OR NEW.minor < 0 OR NEW.major + NEW.minor = 0 THEN
    PERFORM refuse_step('invalid', 'This is not a version number.');
  END IF;
  IF EXISTS (SELECT FROM versions v WHERE v.standard_id = NEW.standard_id AND (v.major, v.minor) >= (NEW.major, NEW.minor)) THEN
    PERFORM refuse_step('taken', 'A version number must be higher than every one before it.');
  END IF;
  NEW.tagged_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER tagged BEFORE INSERT ON versions FOR EACH ROW EXECUTE FUNCTION version_tagged();
--> statement-breakpoint
-- The requirements are laid out by the transaction that tags the version, and each stands there under its own ref.
CREATE FUNCTION version_requirement_laid_out() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  tagged versions;
  given requirement_refs;
BEGIN
  SELECT * INTO tagged FROM versions v WHERE v.id = NEW.version_id AND v.xmin = pg_current_xact_id()::xid;
  IF tagged.id IS NULL THEN
    PERFORM refuse_step('frozen', 'A version''s requirements are laid out when it is tagged, and never after.');
  END IF;
  SELECT r.* INTO given FROM requirement_refs r JOIN standards s ON s.id = r.standard_id
  WHERE r.standard_id = tagged.standard_id AND r.block_id = NEW.block_id
    AND NEW.ref = s.ref_prefix || '-' || lpad(r.number::text, greatest(2, length(r.number::text)), '0');
  IF given.block_id IS NULL THEN
    PERFORM refuse_step('invalid', 'The ref is not that of this requirement.');
  END IF;
  UPDATE requirement_refs SET stood_in = tagged.id
  WHERE standard_id = given.standard_id AND block_id = given.block_id AND stood_in IS NULL;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER laid_out BEFORE INSERT ON version_requirements FOR EACH ROW EXECUTE FUNCTION version_requirement_laid_out();
--> statement-breakpoint
-- A ref that has stood in a version is that requirement's for good. That it stood is noted by laying out a version, by nothing else.
CREATE FUNCTION ref_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' OR (TG_OP <> 'INSERT' AND OLD.stood_in IS NOT NULL) THEN
    PERFORM refuse_step('frozen', 'A ref that has stood in a version never changes.');
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NEW.number < 1 THEN
    PERFORM refuse_step('invalid', 'The number of a ref begins at 1.');
  END IF;
  IF NEW.stood_in IS NOT NULL AND pg_trigger_depth() < 2 THEN
    PERFORM refuse_step('invalid', 'Only tagging a version makes a ref stand in it.');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON requirement_refs FOR EACH ROW EXECUTE FUNCTION ref_kept();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON requirement_refs FOR EACH STATEMENT EXECUTE FUNCTION ref_kept();
--> statement-breakpoint
CREATE FUNCTION version_discarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standard uuid;
BEGIN
  SELECT v.standard_id INTO standard FROM versions v WHERE v.id = NEW.version_id;
  PERFORM lock_standard(standard);
  IF newest_version(standard) IS DISTINCT FROM NEW.version_id THEN
    PERFORM refuse_step('not-newest', 'Only the newest version can be discarded.');
  END IF;
  IF EXISTS (SELECT FROM sign_off_rounds r WHERE r.version_id = NEW.version_id AND r.ended_at IS NULL) THEN
    PERFORM refuse_step('round-open', 'A sign-off round is open on this version.');
  END IF;
  IF EXISTS (SELECT FROM sign_off_rounds r JOIN round_outcomes o ON o.round_id = r.id
             WHERE r.version_id = NEW.version_id AND o.outcome = 'carried') THEN
    PERFORM refuse_step('frozen', 'A version that a sign-off round carried cannot be discarded.');
  END IF;
  IF btrim(NEW.reason) = '' THEN
    PERFORM refuse_step('invalid', 'Discarding a version needs a reason.');
  END IF;
  NEW.discarded_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER discarded BEFORE INSERT ON version_discards FOR EACH ROW EXECUTE FUNCTION version_discarded();
--> statement-breakpoint
SELECT keep_forever('versions');
--> statement-breakpoint
SELECT keep_forever('version_requirements');
--> statement-breakpoint
SELECT keep_forever('version_discards');
