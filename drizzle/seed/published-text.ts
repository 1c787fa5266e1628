import type { DocumentJson } from '@/lib/document/types'
import type { Level } from '@/lib/document/levels'
import { blocks } from './document'

const sections: readonly (readonly [section: string, requirements: readonly (readonly [level: Level, metBy: string, statement: string, test: string])[]])[] = [
  ['Reporting', [
    ['MUST', 'council digital', 'The report MUST be linked from the page that shows a household its collection days.', 'Reviewer follows the link from the page of three addresses'],
    ['MUST', 'supplier', 'A person MUST be able to report without an account, giving no more than the address and which bin was missed.', 'Scripted run from the first page to the confirmation'],
    ['MUST', 'supplier', 'Where a collection is not due yet, or was recorded as made, the form MUST say so at once and let the person report all the same.',
      'Scripted run at an address with a late round, and at one with a recorded collection'],
    ['SHOULD', 'supplier', 'A second report of the same bin on the same day SHOULD be joined to the first.', 'Two reports of one bin; the crew’s list holds one'],
  ]],
  ['Putting it right', [
    ['MUST', 'council service', 'The confirmation MUST say by which day the council comes back.', 'Reviewer reads the confirmation of three reports'],
    ['SHOULD', 'council service', 'The council SHOULD come back within two working days of the report.', 'Records of three months: the share within two working days'],
    ['MUST', 'supplier', 'The person MUST be told, in the way that they chose, when the bin has been emptied or why it will not be.', 'One report of each end; both messages are shown'],
    ['MUST NOT', 'council service', 'A report MUST NOT be closed because a crew noted that no bin was out, unless the person is told so and can answer.',
      'Records of three months: each report closed so has a message, and a way to answer'],
  ]],
  ['Measuring', [
    ['MAY', 'council digital', 'The council MAY publish the number of missed bins each month, by area.', 'Reviewer opens the published figures'],
  ]],
]

/** “Missed bins: report online”, a short standard. */
export function publishedText(): DocumentJson {
  const make = blocks()
  return {
    type: 'doc',
    content: [
      make.heading('Scope'),
      make.paragraph('This standard is about telling a council on line that a bin was not emptied, and hearing what happens next. It says what the council’s teams, ' +
        'and the suppliers of its form and of the software for its rounds, each have to meet.'),
      make.paragraph('It does not say how often bins are emptied, or what may be put in them.'),
      ...sections.flatMap(([section, requirements]) => [
        make.heading(section),
        ...requirements.map(([level, metBy, statement, test]) => make.requirement({ level, metBy, appliesTo: '', statement, test })),
      ]),
      make.heading('Annex A: terms'),
      make.term('Missed bin', 'A bin that stood where and when the council asks for it, and was not emptied on its day.'),
      make.term('Round', 'The streets that one crew empties in one day, in their order.'),
    ],
  }
}
