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
  /** In the group on free school meals, which the story is about. */
  readonly role?: MemberRole
  readonly admin?: true
}

export const demoPeople: readonly DemoPerson[] = [
  { name: 'Helen Marsh', place: 'lgds' },
  { name: 'Ravi Menon', place: 'wexshire', constituency: 'digital team', role: 'lead' },
  { name: 'Joanne Adeyemi', place: 'wexshire', constituency: 'digital team', role: 'lead' },
  { name: 'Priya Nair', place: 'wexshire', constituency: 'service team', role: 'editor' },
  { name: 'Sian Pritchard', place: 'aberwen', constituency: 'service team', role: 'editor' },
  { name: 'Gethin Rowlands', place: 'aberwen', constituency: 'digital team', role: 'editor' },
  { name: 'Marcus Webb', place: 'keystone', constituency: 'supplier', role: 'editor' },
  { name: 'Leah Okafor', place: 'formwise', constituency: 'supplier', role: 'editor' },
  { name: 'Tom Hale', place: 'wexshire', constituency: 'service team', role: 'reviewer' },
  { name: 'Nadia Khan', place: 'harcastle', constituency: 'digital team' },
  { name: 'Owen Farrell', place: 'brightgate', constituency: 'supplier' },
  { name: 'Dawn Pickering', place: 'oakfield' },
  { name: 'Imogen Clarke', place: 'lgds', admin: true },
  { name: 'Edwin Asante', place: 'lgds' },
  { name: 'Yusra Patel', place: 'harcastle', constituency: 'digital team' },
  { name: 'Colm Whitaker', place: 'harcastle', constituency: 'service team' },
  { name: 'Pavel Oyelaran', place: 'brightgate', constituency: 'supplier' },
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

/** The seats of the group that has published already, one of each constituency. */
export const binsSeats = [
  { name: 'Harcastle service team', holder: 'Colm Whitaker', role: 'editor' },
  { name: 'Harcastle digital team', holder: 'Yusra Patel', role: 'lead' },
  { name: 'Brightgate Systems', holder: 'Pavel Oyelaran', role: 'editor' },
] as const
