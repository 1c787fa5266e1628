import { refusalCodes } from '@/lib/kernel/refusal'
import { reviewOutcomes } from '@/lib/maintenance/review'
import { levels } from '@/lib/document/levels'
import { meeters } from '@/lib/document/met-by'

const text = { type: 'string' } as const
const moment = { type: 'string', format: 'date-time' } as const
const count = { type: 'integer', minimum: 0 } as const
const address = { type: 'string', format: 'uri' } as const
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const
const or = (schema: object) => ({ anyOf: [schema, { type: 'null' }] })
const list = (items: object) => ({ type: 'array', items })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const whole = (properties: Record<string, object>) => ({ type: 'object', properties, required: Object.keys(properties) })

const levelCounts = { type: 'object', description: 'Requirements by level; a level that none has is left out.', propertyNames: { enum: levels }, additionalProperties: count }
const state = { type: 'string', enum: ['published', 'superseded', 'withdrawn'] }

const versionFields = {
  version: { ...text, examples: ['v1.0'] }, title: text, status: state, supersededBy: or(text), withdrawn: or(whole({ at: moment, reason: text })), publishedAt: moment,
  ownerPost: text, reviewDate: { type: 'string', format: 'date' }, reviewOverdue: { type: 'boolean' },
  digest: { ...digest, description: 'SHA-256 of the canonical text.' }, recordDigest: { ...digest, description: 'SHA-256 of the sign-off record.' },
  links: whole({ self: address, page: address, text: address, markdown: address, csv: address, signOff: address }),
}

const standardFields = { slug: text, title: text, group: text, self: address, page: address }

const schemas = {
  Standard: whole(standardFields),
  Version: whole({ ...versionFields, requirements: levelCounts }),
  VersionInFull: whole({ standard: ref('Standard'), ...versionFields, requirements: or(list(ref('Requirement'))), signOff: or(ref('SignOff')), errata: list(ref('Erratum')), reviews: list(ref('Review')) }),
  Requirement: whole({
    ref: text, id: text, level: { enum: levels }, metBy: list({ enum: meeters }), appliesTo: { ...text, description: 'Empty for everyone, else conditions such as nation=Wales.' },
    section: list(text), statement: text, rationale: or(text), test: or(text), evidence: or(text), page: address,
  }),
  Erratum: whole({
    erratum: { ...text, examples: ['E1'] }, publishedAt: moment, on: text, id: text, class: { enum: [1, 2], description: '1 no change of text, 2 no effect on conformance.' }, explanation: text,
    changes: list(whole({ part: text, before: text, after: text })),
  }),
  Review: whole({ at: moment, outcome: { enum: reviewOutcomes }, reason: text, nextReviewDate: or({ type: 'string', format: 'date' }), forVersion: or(text) }),
  SignOff: whole({
    signedAs: text, round: count, openedAt: moment, closedAt: moment, outcome: { enum: ['carried', 'not carried', 'not quorate'] },
    counts: whole({ seats: count, present: count, approve: count, dissent: count, abstain: count }), certificate: or(whole({ statement: text, at: moment })),
    positions: list(whole({
      seat: text, organisation: text, constituency: text, position: { enum: ['approve', 'dissent', 'abstain', null] }, reason: text,
      bySubstitute: { type: 'boolean' }, delegation: text, takenAt: or(moment), minorityStatement: or(text),
      declared: list(whole({ nothing: { type: 'boolean' }, text, at: moment })),
    })),
  }),
  Refusal: whole({ refusal: { ...whole({ code: { enum: refusalCodes }, message: text }), properties: { code: { enum: refusalCodes }, message: text, field: text } } }),
}

const answers = (description: string, schema: object) => ({
  200: { description, headers: { ETag: { schema: text } }, content: { 'application/json': { schema } } },
  304: { description: 'Nothing has changed since the ETag that you sent in If-None-Match.' },
})
const refusal = (description: string) => ({ description, content: { 'application/json': { schema: ref('Refusal') } } })
const inPath = (name: string, description: string) => ({ name, in: 'path', required: true, description, schema: text })
const slug = inPath('slug', 'As in the address of the standard’s page.')
const missing = { 404: refusal('There is nothing public at this address.') }

/** The read API, described (OpenAPI 3.1). Only what is published can be read; nothing is written. */
export const openApi = (origin: string) => ({
  openapi: '3.1.0',
  info: { title: 'Accord', version: '1', description: 'Published standards. Every answer is public, needs no key, and is the same for everyone.' },
  servers: [{ url: origin }],
  paths: {
    '/api/v1/standards': { get: {
      operationId: 'listStandards', summary: 'Every published standard, with its version in force',
      responses: answers('The standards', whole({ standards: list({ allOf: [ref('Standard'), whole({ current: ref('Version') })] }) })),
    } },
    '/api/v1/standards/{slug}': { get: {
      operationId: 'readStandard', summary: 'One standard, with all its published versions', parameters: [slug],
      responses: { ...answers('The standard', { allOf: [ref('Standard'), whole({ versions: list(ref('Version')) })] }), ...missing },
    } },
    '/api/v1/standards/{slug}/{version}': { get: {
      operationId: 'readVersion', summary: 'One version, with its requirements and how it was signed off',
      parameters: [slug, inPath('version', 'Such as v1.0.')], responses: { ...answers('The version', ref('VersionInFull')), ...missing },
    } },
    '/api/v1/search': { get: {
      operationId: 'search', summary: 'Searches titles and requirements of the versions in force',
      parameters: [{ name: 'q', in: 'query', required: true, schema: { ...text, maxLength: 200 } }],
      responses: {
        ...answers('What was found, best first', whole({
          standards: list(whole({ slug: text, version: text, title: text })),
          requirements: list(whole({ slug: text, version: text, title: text, ref: text, level: { enum: levels }, section: text, snippet: text })),
        })),
        422: refusal('There is nothing to search for.'),
      },
    } },
  },
  components: { schemas },
})
