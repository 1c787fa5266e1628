import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { idsOf } from '../document/ids'
import { readFile } from './read'

/** Real texts of public bodies, kept beside the repository. Counted in the sources by other means. */
const folder = ['../shared/data', '../../shared/data'].find((one) => existsSync(`${one}/standards`)) ?? ''

interface Counted { requirements: number; sections: number; tables: number; lists: number; links: number; images?: number }

test.skipIf(folder === '').each<[string, Counted]>([
  ['standards/01-tiny-open-standard-profile-location-point.md', { requirements: 0, sections: 6, tables: 0, lists: 4, links: 6 }],
  ['standards/04-homeoffice-segas-accessibility.md', { requirements: 1, sections: 1, tables: 0, lists: 1, links: 4 }],
  ['standards/04-homeoffice-segas-designing-and-maintaining-an-api.md', { requirements: 10, sections: 1, tables: 0, lists: 1, links: 20 }],
  ['standards/04-homeoffice-segas-managing-secrets.md', { requirements: 8, sections: 1, tables: 0, lists: 3, links: 9 }],
  ['standards/04-homeoffice-segas-minimal-documentation-set-for-a-product.md', { requirements: 6, sections: 1, tables: 0, lists: 4, links: 8 }],
  ['standards/04-homeoffice-segas-open-source-licensing.md', { requirements: 3, sections: 2, tables: 0, lists: 1, links: 10 }],
  ['standards/04-homeoffice-segas-service-reliability.md', { requirements: 9, sections: 1, tables: 0, lists: 7, links: 9 }],
  ['standards/04-homeoffice-segas-writing-a-standard.md', { requirements: 6, sections: 2, tables: 0, lists: 1, links: 7 }],
  ['standards/06-gds-service-standard-14-points.es.md', { requirements: 0, sections: 43, tables: 0, lists: 13, links: 48 }],
  ['standards/06-gds-service-standard-14-points.md', { requirements: 0, sections: 42, tables: 0, lists: 13, links: 48 }],
  ['standards/07-technology-code-of-practice.md', { requirements: 0, sections: 69, tables: 0, lists: 64, links: 135 }],
  ['standards/09-govstack-consent-6-functional-requirements.md', { requirements: 17, sections: 4, tables: 0, lists: 1, links: 1 }],
  ['standards/10-openactive-open-booking-api-1.0.html', { requirements: 299, sections: 192, tables: 42, lists: 87, links: 2112, images: 19 }],
  ['standards/11-huge-owasp-asvs-5.0.0.csv', { requirements: 345, sections: 0, tables: 0, lists: 0, links: 0 }],
  ['standards/11-huge-owasp-asvs-5.0.0.md', { requirements: 346, sections: 225, tables: 18, lists: 58, links: 514, images: 1 }],
  ['standards/12-local-waste-service-standards.md', { requirements: 0, sections: 51, tables: 10, lists: 14, links: 43, images: 1 }],
  ['office/Service-Manager-pack-SM.docx', { requirements: 0, sections: 3, tables: 0, lists: 6, links: 6, images: 2 }],
  ['office/Service-Manager-pack-SM.odt', { requirements: 0, sections: 3, tables: 0, lists: 6, links: 6, images: 2 }],
  ['office/alpha-review-service-assessment-prompts-and-evidence.ods', { requirements: 0, sections: 18, tables: 18, lists: 0, links: 0 }],
  ['office/owasp-asvs-3.0.1-redline-tracked-changes.docx', { requirements: 179, sections: 103, tables: 6, lists: 38, links: 52, images: 4 }],
  ['office/owasp-asvs-5.0.0-en.docx', { requirements: 346, sections: 225, tables: 18, lists: 58, links: 521, images: 1 }],
])('IM-50 %s comes in whole', async (name, counted) => {
  const result = await readFile({ name: name.split('/')[1]!, bytes: new Uint8Array(readFileSync(`${folder}/${name}`)) })
  if (!result.ok) throw new Error(result.refusal.message)
  const { found, document } = result.value
  expect(found).toMatchObject(counted)
  expect(Object.values(found.byLevel).reduce((sum, count) => sum + count)).toBe(counted.requirements)
  const ids = idsOf(document)
  expect(new Set(ids).size).toBe(ids.length)
}, 120_000)
