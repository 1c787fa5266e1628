-- Whose client id is whose decides who wrote what: a binding never changes.
SELECT keep_forever('draft_clients');
--> statement-breakpoint
-- Tells every server process, when the transaction commits, that a person's access may have changed; open sockets are then asked again.
-- The argument is the name of the column that holds the person.
CREATE FUNCTION tell_access_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM pg_notify('accord_access', json_build_object('personId', to_jsonb(OLD) ->> TG_ARGV[0])::text); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM pg_notify('accord_access', json_build_object('personId', to_jsonb(NEW) ->> TG_ARGV[0])::text); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tells_access AFTER INSERT OR UPDATE OR DELETE ON group_members FOR EACH ROW EXECUTE FUNCTION tell_access_of_person('person_id');
--> statement-breakpoint
CREATE TRIGGER tells_access AFTER INSERT OR UPDATE OR DELETE ON group_advisors FOR EACH ROW EXECUTE FUNCTION tell_access_of_person('person_id');
--> statement-breakpoint
CREATE TRIGGER tells_access AFTER INSERT OR UPDATE OR DELETE ON organisation_memberships FOR EACH ROW EXECUTE FUNCTION tell_access_of_person('person_id');
--> statement-breakpoint
CREATE TRIGGER tells_access_end AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION tell_access_of_person('person_id');
--> statement-breakpoint
CREATE TRIGGER tells_access_change AFTER UPDATE ON sessions FOR EACH ROW
  WHEN (NEW.expires < OLD.expires OR NEW.token_hash <> OLD.token_hash OR NEW.person_id <> OLD.person_id)
  EXECUTE FUNCTION tell_access_of_person('person_id');
--> statement-breakpoint
CREATE TRIGGER tells_access AFTER UPDATE ON people FOR EACH ROW
  WHEN (NEW.suspended_at IS DISTINCT FROM OLD.suspended_at OR NEW.is_admin <> OLD.is_admin OR NEW.name <> OLD.name)
  EXECUTE FUNCTION tell_access_of_person('id');
--> statement-breakpoint
CREATE FUNCTION tell_draft_of_standard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.archived_at IS DISTINCT FROM OLD.archived_at OR NEW.group_id <> OLD.group_id THEN
    PERFORM pg_notify('accord_access', json_build_object('standardId', NEW.id)::text);
  END IF;
  IF NEW.title <> OLD.title THEN
    PERFORM pg_notify('accord_notice', json_build_object('standardId', NEW.id,
      'notice', json_build_object('kind', 'title', 'title', NEW.title))::text);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tells_draft AFTER UPDATE ON standards FOR EACH ROW EXECUTE FUNCTION tell_draft_of_standard();
