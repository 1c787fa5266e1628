'use server'
import { redirect } from 'next/navigation'
import { revalidatePath } from 'next/cache'
import { requirePerson } from '@/lib/auth/session'
import { authSettings } from '@/lib/auth/settings'
import { db } from '@/lib/db'
import { assignAdvisor, unassignAdvisor } from '@/lib/groups/commands'
import { constituencies } from '@/lib/groups/constituency'
import { isMemberRole } from '@/lib/groups/group'
import { inviteMember, withdrawInvitation } from '@/lib/groups/invitation-commands'
import { changeRole, leaveGroup, removeMember } from '@/lib/groups/member-commands'
import { isUuid } from '@/lib/kernel/ids'
import type { Result } from '@/lib/kernel/result'
import { type ActionState, badField, stateOf, textOf } from '../../../../action-state'

const idIn = (form: FormData, name: string): string | null => (isUuid(textOf(form, name)) ? textOf(form, name) : null)

function answer(result: Result<unknown>, form: FormData, done: string): ActionState {
  if (result.ok) revalidatePath('/workspace/groups/[group]', 'layout')
  return stateOf(result, form, done)
}

export async function invite(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  const [groupId, organisationId] = [idIn(form, 'group'), idIn(form, 'organisation')]
  const constituency = constituencies.find((one) => one === textOf(form, 'constituency'))
  const role = textOf(form, 'role')
  const wrong = !organisationId ? badField('organisation', 'Choose the organisation.')
    : !constituency ? badField('constituency', 'Choose the constituency.') : !isMemberRole(role) || !groupId ? badField('role', 'Choose the role.') : null
  if (wrong || !groupId || !organisationId || !constituency || !isMemberRole(role)) return stateOf({ ok: false, refusal: wrong! }, form, '')
  const result = await inviteMember(db(), actor, { groupId, organisationId, constituency, role, email: textOf(form, 'email'), post: authSettings(process.env) })
  return answer(result, form, 'The invitation is on its way.')
}

export async function withdraw(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  return answer(await withdrawInvitation(db(), actor, { invitationId: idIn(form, 'invitation') ?? nobody }), form, 'The invitation is withdrawn.')
}

/** No row has it: an id that is none at all is answered like one that is not there. */
const nobody = '00000000-0000-0000-0000-000000000000'

const about = (form: FormData) => ({ groupId: idIn(form, 'group') ?? nobody, personId: idIn(form, 'person') ?? nobody })

export async function setRole(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  const role = textOf(form, 'role')
  if (!isMemberRole(role)) return stateOf({ ok: false, refusal: badField('role', 'Choose the role.') }, form, '')
  return answer(await changeRole(db(), actor, { ...about(form), role }), form, 'The role is changed.')
}

export async function remove(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  return answer(await removeMember(db(), actor, { ...about(form), reason: textOf(form, 'reason') }), form, 'The member is removed.')
}

export async function leave(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  const left = await leaveGroup(db(), actor, { groupId: about(form).groupId })
  if (!left.ok) return stateOf(left, form, '')
  redirect('/workspace/groups')
}

export async function assign(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  return answer(await assignAdvisor(db(), actor, about(form)), form, 'The advisor is assigned.')
}

export async function unassign(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  return answer(await unassignAdvisor(db(), actor, about(form)), form, 'The assignment has ended.')
}
