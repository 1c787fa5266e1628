import type { CommentKind } from '@/lib/consultation/comment'

interface StoryComment {
  readonly who: string
  /** Of its requirement's ref; null: the whole text. */
  readonly on: number | null
  readonly kind: CommentKind
  readonly body: string
  readonly proposedText?: string
}

const made = (who: string, on: number | null, kind: CommentKind, body: string, proposedText = ''): StoryComment => ({ who, on, kind, body, proposedText })

/** The 26 comments of the consultation on v0.3, in the order in which they came. */
export const storyComments: readonly StoryComment[] = [
  made('Nadia Khan', 4, 'technical', 'Our own analytics show a tenth of visits on tablets held upright. Could the test name a second width as well?'),
  made('Nadia Khan', 1, 'editorial', '“Both” comes too late in the sentence. Name the two pages first.'),
  made('Nadia Khan', 3, 'technical', 'Search results differ by place and by person. Say how the check is made, or two councils will measure two things.'),
  made('Tom Hale', 2, 'technical', 'How long a decision takes depends on the time of year. Is a range enough?', 'The start page MUST say how long a decision usually takes, and how long it takes at the busiest time.'),
  made('Tom Hale', 13, 'technical', 'Once a term is what we do. A smaller council would need the check to run by itself.'),
  made('Tom Hale', 20, 'general', 'Please say which of these a school sees and which only the council does.'),
  made('Dawn Pickering', 7, 'technical', 'Families in temporary housing have children at schools in two councils. What then?'),
  made('Dawn Pickering', 19, 'general', 'Schools want to hear the same day. We plan meals a day ahead.'),
  made('Dawn Pickering', 15, 'technical', 'The help line is closed when parents ring us, after four. Could its hours be on the start page?'),
  made('Sian Pritchard', 14, 'editorial', 'Letters that schools write are not the council’s. Say whose letters are meant.', '…and the council’s own decision letters MUST be available in Welsh…'),
  made('Sian Pritchard', 12, 'technical', 'The message must fit a text message too; ours is cut at 160 characters.'),
  made('Sian Pritchard', 5, 'editorial', 'Say “at level AA” as the guidelines do.'),
  made('Gethin Rowlands', 6, 'general', 'Good. Accounts are the main reason why our parents give up.'),
  made('Gethin Rowlands', 16, 'technical', 'Is the time counted from pressing the button, or from when the check has answered?'),
  made('Gethin Rowlands', 22, 'technical', 'Availability outside office hours is not in our contract today. When would this apply?'),
  made('Leah Okafor', 8, 'technical', 'Saving an application means keeping personal data of people who never applied. For how long?'),
  made('Leah Okafor', 9, 'technical', 'Ten seconds holds when the checking service answers. Say what is shown when it does not.'),
  made('Leah Okafor', 17, 'general', 'We support this. A customer who cannot leave is no reference.'),
  made('Leah Okafor', 18, 'editorial', 'Two duties in one sentence. Split it, so that each can be met or not.'),
  made('Marcus Webb', 9, 'technical', 'Our check runs overnight for forty councils. A result in the same session is not possible for them this year.', 'The applicant MUST be told the result by the end of the next working day.'),
  made('Marcus Webb', 17, 'technical', 'A full export is work each time it is asked for. Could the number of free exports a year be limited?'),
  made('Marcus Webb', 16, 'technical', 'Text messages go through another company’s queue. Five minutes is theirs to keep, not ours.'),
  made('Priya Nair', 11, 'technical', 'We still ask for paper when the surname differs. Does this forbid it?'),
  made('Priya Nair', 12, 'general', 'Half of our calls are about this message. Thank you for asking for it.'),
  made('Joanne Adeyemi', 24, 'technical', 'Publishing figures every quarter is more than our team has time for. Once a year would be honest.'),
  made('Joanne Adeyemi', null, 'general', 'Read as a whole this is what we would buy by. Please keep it this short.'),
]
