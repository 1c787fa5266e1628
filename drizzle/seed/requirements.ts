import type { Level } from '@/lib/document/levels'

export interface StoryRequirement {
  /** The number of its ref: 9 is FSM-09. */
  readonly number: number
  /** The minor number of the first version that holds it. */
  readonly since: 1 | 2 | 3
  readonly section: string
  readonly level: Level
  readonly metBy: string
  readonly appliesTo: string
  readonly statement: string
  readonly test: string
}

/** “Free school meals: apply online” as it stands at v0.3. Number 10 is not used yet. */
export const storyRequirements: readonly StoryRequirement[] = [
  { number: 1, since: 1, section: 'Finding the service', level: 'MUST', metBy: 'council digital', appliesTo: '',
    statement: 'The council website MUST link to the free school meals application from both the schools (or education) page and the ' +
      'benefits page.',
    test: 'Reviewer follows both links; target is the same page' },
  { number: 2, since: 1, section: 'Finding the service', level: 'MUST', metBy: 'council digital', appliesTo: '',
    statement: 'The start page MUST say who is eligible, what information is needed to apply, and how long a decision takes.',
    test: 'Reviewer reads start page against the 3 items' },
  { number: 3, since: 2, section: 'Finding the service', level: 'SHOULD', metBy: 'council digital', appliesTo: '',
    statement: 'The application SHOULD be the first council result for the search \'council name free school meals\'.',
    test: 'Search check on two search engines' },
  { number: 4, since: 1, section: 'Form design and usability', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'An application MUST be completable on a mobile phone at 320 CSS px wide without horizontal scrolling.',
    test: 'Scripted run at 320 px; screen recording' },
  { number: 5, since: 1, section: 'Form design and usability', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'The form MUST meet WCAG 2.2 level AA.',
    test: 'Accessibility audit dated within 12 months' },
  { number: 6, since: 1, section: 'Form design and usability', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'A parent or carer MUST be able to apply without creating an account.',
    test: 'Scripted run from start page to confirmation with no registration step' },
  { number: 7, since: 1, section: 'Form design and usability', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'One application MUST be able to cover every child of the same parent or carer, including children at different schools.',
    test: 'Scripted run with 3 children at 2 schools' },
  { number: 8, since: 1, section: 'Form design and usability', level: 'MAY', metBy: 'supplier', appliesTo: '',
    statement: 'The form MAY let a parent or carer save and resume an incomplete application.',
    test: 'Statement only' },
  { number: 9, since: 1, section: 'Eligibility and decision', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'The eligibility result MUST be shown on screen in the same session, within 10 seconds of submission.',
    test: 'Timed run against the eligibility checking service test environment' },
  { number: 11, since: 1, section: 'Eligibility and decision', level: 'MUST NOT', metBy: 'council service', appliesTo: '',
    statement: 'The council MUST NOT ask for paper proof of benefit when the check returns eligible.',
    test: 'Published guidance; sample of 20 applications' },
  { number: 12, since: 1, section: 'Eligibility and decision', level: 'MUST', metBy: 'council service', appliesTo: '',
    statement: 'When the check cannot confirm eligibility the applicant MUST be told it is not a refusal, why, and how to send ' +
      'evidence online.',
    test: 'Message text; scripted run with a no-match record' },
  { number: 13, since: 1, section: 'Eligibility and decision', level: 'SHOULD', metBy: 'council service', appliesTo: '',
    statement: 'Entitlement SHOULD be re-checked in batch at least once a term so that families do not have to re-apply.',
    test: 'Batch schedule and last 3 run dates' },
  { number: 14, since: 1, section: 'Language and inclusion', level: 'MUST', metBy: 'council digital', appliesTo: 'nation=Wales',
    statement: 'Where the council is subject to the Welsh Language Standards, the form, its messages and its decision letters MUST be ' +
      'available in Welsh and MUST NOT be less complete than in English.',
    test: 'Side by side page list, both languages' },
  { number: 15, since: 1, section: 'Language and inclusion', level: 'MUST', metBy: 'council service', appliesTo: '',
    statement: 'Help to apply by phone MUST be offered on the start page and MUST use the same form and the same checks.',
    test: 'Call script; start page' },
  { number: 16, since: 1, section: 'Parent or carer contact', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'A confirmation with a reference number MUST be sent by email or text message within 5 minutes of submission.',
    test: 'Timed run' },
  { number: 17, since: 1, section: 'Data sharing', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'The supplier MUST let the council export all application and decision records in an open, machine-readable format, in ' +
      'full, at no extra charge.',
    test: 'Contract clause; sample export opened by the council' },
  { number: 18, since: 1, section: 'Data sharing', level: 'MUST', metBy: 'council service', appliesTo: '',
    statement: 'The child\'s school MUST be notified of an eligible decision by the next working day.',
    test: 'Log sample of 20 decisions' },
  { number: 19, since: 2, section: 'Data sharing', level: 'MUST', metBy: 'council service', appliesTo: '',
    statement: 'The form MUST state what data is shared with which organisations, and the lawful basis, before submission.',
    test: 'Privacy notice check' },
  { number: 20, since: 1, section: 'Access and security', level: 'MUST', metBy: 'supplier', appliesTo: '',
    statement: 'National Insurance and asylum support reference numbers MUST be encrypted in transit and at rest and MUST NOT appear ' +
      'in emails, text messages or web addresses.',
    test: 'Architecture statement; scripted run' },
  { number: 21, since: 1, section: 'Access and security', level: 'SHOULD', metBy: 'supplier', appliesTo: '',
    statement: 'Staff access SHOULD use the council\'s own sign-in with multi-factor authentication.',
    test: 'Configuration evidence' },
  { number: 22, since: 3, section: 'Service availability', level: 'SHOULD', metBy: 'supplier', appliesTo: '',
    statement: 'The service SHOULD be available 99.5% of each month, and when the eligibility checking service is down it SHOULD ' +
      'accept the application and check it later.',
    test: 'Monthly availability report; fault-injection run' },
  { number: 23, since: 1, section: 'Measurement', level: 'MUST', metBy: 'council digital', appliesTo: '',
    statement: 'The council MUST measure digital take-up, completion rate, cost per transaction and user satisfaction each quarter, ' +
      'using the definitions in annex A.',
    test: 'Four figures for the last 4 quarters' },
  { number: 24, since: 3, section: 'Measurement', level: 'SHOULD', metBy: 'council digital', appliesTo: '',
    statement: 'The council SHOULD publish those four figures at least once a year.',
    test: 'Link to the published figures' },
]
