-- The clock of everything that decides. A function of its own, so that a test can stand at a chosen hour.
CREATE FUNCTION accord_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT clock_timestamp() $$;
--> statement-breakpoint
-- For tables that never change and never vanish.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: this record never changes', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_forever(kept regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
  EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
END $$;
--> statement-breakpoint
CREATE FUNCTION stamp_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := accord_now(); RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION stamp_at();
--> statement-breakpoint
SELECT keep_forever('audit_events');
--> statement-breakpoint
-- Wakes what tells people of news, when the step that made it commits.
CREATE FUNCTION tell_news() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('accord_news', ''); RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER tells_news AFTER INSERT ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION tell_news();
