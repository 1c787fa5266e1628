-- Numbered under the standard's lock; for whom it speaks is taken from the membership, whatever is sent.
CREATE FUNCTION change_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_group uuid := lock_standard(NEW.standard_id);
BEGIN
  IF NOT holds_role(NEW.proposed_by, in_group, ARRAY['reviewer', 'editor', 'lead']) THEN
    PERFORM refuse_step('members-only', 'Proposing a change takes a reviewer, an editor or the lead editor of the working group.');
  END IF;
  IF EXISTS (SELECT FROM standards s WHERE s.id = NEW.standard_id AND s.archived_at IS NOT NULL) THEN
    PERFORM refuse_step('archived', 'This standard is archived.');
  END IF;
  IF NEW.kind NOT IN ('change', 'insert', 'delete', 'move', 'level', 'met-by')
     OR (NEW.kind = 'insert') <> (NEW.before IS NULL) OR (NEW.kind IN ('delete', 'move')) <> (NEW.after IS NULL)
     OR (NEW.kind = 'insert') <> (NEW.base_digest = '') OR btrim(NEW.block_id) = '' THEN
    PERFORM refuse_step('invalid', 'A proposed change says which block it is about, how that stood, and what it should be.');
  END IF;
  IF NEW.after IS NOT DISTINCT FROM NEW.before AND NEW.kind <> 'move' THEN
    PERFORM refuse_step('nothing-changed', 'A proposed change changes something.');
  END IF;
  SELECT m.organisation_id, m.constituency INTO NEW.organisation_id, NEW.constituency
  FROM group_members m WHERE m.group_id = in_group AND m.person_id = NEW.proposed_by AND m.left_at IS NULL;
  NEW.number := 1 + coalesce((SELECT max(p.number) FROM proposals p WHERE p.standard_id = NEW.standard_id), 0);
  NEW.proposed_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER proposed BEFORE INSERT ON proposals FOR EACH ROW EXECUTE FUNCTION change_proposed();
--> statement-breakpoint
SELECT keep_forever('proposals');
--> statement-breakpoint
-- One decision a proposal: the key refuses a second, this who may make it.
CREATE FUNCTION proposal_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal proposals;
  in_group uuid;
BEGIN
  SELECT * INTO proposal FROM proposals p WHERE p.id = NEW.proposal_id;
  in_group := lock_standard(proposal.standard_id);
  IF EXISTS (SELECT FROM proposal_decisions d WHERE d.proposal_id = NEW.proposal_id) THEN
    PERFORM refuse_step('already-done', 'This proposed change has been decided already.');
  END IF;
  IF NEW.outcome = 'withdrawn' THEN
    IF NEW.decided_by <> proposal.proposed_by OR NOT holds_place(NEW.decided_by, in_group) THEN
      PERFORM refuse_step('own-only', 'Only the person who proposed a change withdraws it.');
    END IF;
  ELSIF NEW.outcome IN ('accepted', 'accepted with edits', 'rejected') THEN
    IF NOT holds_role(NEW.decided_by, in_group, ARRAY['editor', 'lead']) THEN
      PERFORM refuse_step('editor-only', 'Only editors of the working group decide about proposed changes.');
    END IF;
  ELSE
    PERFORM refuse_step('invalid', 'A proposed change is accepted, accepted with edits, rejected or withdrawn.');
  END IF;
  IF NEW.outcome = 'rejected' AND btrim(NEW.reason) = '' THEN
    PERFORM refuse_step('invalid', 'Rejecting a proposed change needs a reason.');
  END IF;
  IF (NEW.outcome = 'accepted with edits') <> (NEW.applied IS NOT NULL) THEN
    PERFORM refuse_step('invalid', 'What was put in stands with a decision that accepts with edits, and with no other.');
  END IF;
  NEW.decided_at := accord_now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decided BEFORE INSERT ON proposal_decisions FOR EACH ROW EXECUTE FUNCTION proposal_decided();
--> statement-breakpoint
SELECT keep_forever('proposal_decisions');
