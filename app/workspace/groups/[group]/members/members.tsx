import { Interests } from '@/components/calls/interests'
import { Select, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import type { DeclarationView } from '@/lib/calls/declaration'
import { memberRoles, roleInWords } from '@/lib/groups/group'
import { mayChangeRole, mayRemove } from '@/lib/groups/policy'
import type { MemberInView } from '@/lib/groups/queries'
import type { Standing } from '@/lib/groups/standing'
import { remove, setRole } from './actions'

interface Props { groupId: string; standing: Standing; members: readonly MemberInView[]; leads: number; declared: ReadonlyMap<string, readonly DeclarationView[]> }

export function Members({ members, ...rest }: Props) {
  if (members.length === 0) return <p className="text-quiet">Nobody yet. Invite the first members below.</p>
  return (
    <ul className="border-t border-line">
      {members.map((member) => <Member key={member.personId} {...rest} member={member} />)}
    </ul>
  )
}

function Member({ groupId, standing, member, leads, declared }: Omit<Props, 'members'> & { member: MemberInView }) {
  const roles = memberRoles.filter((role) => mayChangeRole(standing, member, role, leads) === null)
  const removal = mayRemove(standing, member, leads)
  return (
    <li className="border-b border-line py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <p><span className="font-semibold">{member.name}</span>, {roleInWords(member.role)}
          <span className="block text-small text-quiet">{member.organisation}, {member.constituency}</span></p>
      </div>
      <Interests of={member.name} declared={declared.get(member.personId) ?? []} />
      {(roles.length > 0 || removal === null) && (
        <details className="mt-1">
          <summary className="inline-block min-h-6 cursor-pointer py-1 text-small text-action underline underline-offset-4">Change or remove<span className="sr-only"> {member.name}</span></summary>
          <div className="mt-3 mb-4 space-y-5 border-l-4 border-line pl-4">
            {roles.length > 0 && <RoleForm groupId={groupId} member={member} roles={roles} />}
            {removal === null && <RemoveForm groupId={groupId} member={member} />}
          </div>
        </details>
      )}
    </li>
  )
}

function RoleForm({ groupId, member, roles }: { groupId: string; member: MemberInView; roles: readonly (typeof memberRoles)[number][] }) {
  return (
    <ActionForm action={setRole} prefix={`role-${member.personId}`} label={`Change the role of ${member.name}`} className="flex flex-wrap items-end gap-3">
      <Whom groupId={groupId} member={member} />
      <Select name="role" label="Role" className="w-48" choices={roles.map((role) => ({ value: role, label: roleInWords(role) }))} />
      <SubmitButton variant="secondary">Change the role</SubmitButton>
    </ActionForm>
  )
}

function RemoveForm({ groupId, member }: { groupId: string; member: MemberInView }) {
  return (
    <ActionForm action={remove} prefix={`remove-${member.personId}`} label={`Remove ${member.name}`} className="flex flex-wrap items-end gap-3">
      <Whom groupId={groupId} member={member} />
      <TextInput name="reason" label="Reason for removing" hint="Kept in the audit trail." className="w-72 max-w-full" />
      <SubmitButton variant="danger">Remove</SubmitButton>
    </ActionForm>
  )
}

const Whom = ({ groupId, member }: { groupId: string; member: MemberInView }) => (
  <><input type="hidden" name="group" value={groupId} /><input type="hidden" name="person" value={member.personId} /></>
)
