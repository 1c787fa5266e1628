-- A change of role ends one row of a member and begins another. Who waited for the first must look again: the second is not in what a statement saw
-- when it began. Held until the transaction ends, so that a removal is either before the step or after it.
CREATE OR REPLACE FUNCTION holds_place(person uuid, in_group uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  LOOP
    PERFORM FROM group_members m WHERE m.group_id = in_group AND m.person_id = person AND m.left_at IS NULL AND m.role <> 'observer' FOR SHARE;
    EXIT WHEN FOUND;
    PERFORM FROM group_members m WHERE m.group_id = in_group AND m.person_id = person AND m.left_at IS NULL AND m.role <> 'observer';
    IF NOT FOUND THEN
      RETURN false;
    END IF;
  END LOOP;
  PERFORM FROM people p WHERE p.id = person AND p.suspended_at IS NULL FOR SHARE;
  RETURN FOUND;
END $$;
