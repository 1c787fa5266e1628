import type { Constituency } from '@/lib/groups/constituency'
import type { MemberRole } from '@/lib/groups/standing'

/** The demo world's organisations; every one is invented. */
export const demoOrganisations = [
  { slug: 'wexshire', name: 'Wexshire County Council', kind: 'council', councilType: 'county', nation: 'England' },
  { slug: 'aberwen', name: 'Aberwen Council', kind: 'council', councilType: 'unitary', nation: 'Wales' },
  { slug: 'harcastle', name: 'Harcastle Metropolitan Borough Council', kind: 'council', councilType: 'metropolitan', nation: 'England' },
  { slug: 'keystone', name: 'Keystone Forms', kind: 'supplier' },
  { slug: 'formwise', name: 'Formwise', kind: 'supplier' },
  { slug: 'brightgate', name: 'Brightgate Systems', kind: 'supplier' },
  { slug: 'lgds', name: 'Local Government Digital Service', kind: 'advisory body' },
  { slug: 'oakfield', name: 'Oakfield Primary School', kind: 'other' },
] as const

export type DemoPlace = (typeof demoOrganisations)[number]['slug']

interface DemoPerson {
  readonly name: string
  readonly place: DemoPlace
  readonly constituency?: Constituency
  readonly role?: MemberRole
  readonly admin?: true
  /** What a newcomer reads beside the name on the sign-in page. */
  readonly part: string
}

export const demoPeople: readonly DemoPerson[] = [
  { name: 'Helen Marsh', place: 'lgds', part: 'Advisor of the working group: convenes, certifies, has no vote' },
  { name: 'Ravi Menon', place: 'wexshire', constituency: 'digital team', role: 'lead', part: 'Lead editor: tags versions, opens sign-off' },
  { name: 'Joanne Adeyemi', place: 'wexshire', constituency: 'digital team', role: 'lead', part: 'Lead editor and holder of a seat' },
  { name: 'Priya Nair', place: 'wexshire', constituency: 'service team', role: 'editor', part: 'Editor and holder of a seat' },
  { name: 'Sian Pritchard', place: 'aberwen', constituency: 'service team', role: 'editor', part: 'Editor and holder of a seat' },
  { name: 'Gethin Rowlands', place: 'aberwen', constituency: 'digital team', role: 'editor', part: 'Editor and holder of a seat' },
  { name: 'Marcus Webb', place: 'keystone', constituency: 'supplier', role: 'editor', part: 'Existing supplier, holder of a seat' },
  { name: 'Leah Okafor', place: 'formwise', constituency: 'supplier', role: 'editor', part: 'New supplier, holder of a seat' },
  { name: 'Tom Hale', place: 'wexshire', constituency: 'service team', role: 'reviewer', part: 'Comments; substitute for Priya Nair' },
  { name: 'Nadia Khan', place: 'harcastle', constituency: 'digital team', part: 'From another council, not a member' },
  { name: 'Owen Farrell', place: 'brightgate', constituency: 'supplier', part: 'Supplier who expressed interest and was declined' },
  { name: 'Dawn Pickering', place: 'oakfield', part: 'From a school, not a member' },
  { name: 'Imogen Clarke', place: 'lgds', admin: true, part: 'Administrator' },
]

/** `sian.pritchard@aberwen.example` */
export const demoEmail = (person: Pick<DemoPerson, 'name' | 'place'>): string =>
  `${person.name.toLowerCase().replace(' ', '.')}@${person.place}.example`

export const demoSeats = [
  { name: 'Wexshire service team', holder: 'Priya Nair', substitute: 'Tom Hale' },
  { name: 'Wexshire digital team', holder: 'Joanne Adeyemi', substitute: 'Ravi Menon' },
  { name: 'Aberwen service team', holder: 'Sian Pritchard' },
  { name: 'Aberwen digital team', holder: 'Gethin Rowlands' },
  { name: 'Keystone Forms', holder: 'Marcus Webb' },
  { name: 'Formwise', holder: 'Leah Okafor' },
] as const
