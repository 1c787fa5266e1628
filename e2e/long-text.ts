import { existsSync, readFileSync } from 'node:fs'

/** A real standard of 346 requirements, kept beside the repository; where it is not, one of our own that is as long. */
const real = ['../shared/data', '../../shared/data'].map((folder) => `${folder}/standards/11-huge-owasp-asvs-5.0.0.md`).find((file) => existsSync(file))

export const longText = (): Buffer => (real ? readFileSync(real) : Buffer.from(writtenOut()))

/** 43 sections of eight requirements and one of two. */
function writtenOut(): string {
  const levels = ['MUST', 'SHOULD', 'MUST NOT', 'MAY']
  const lines = ['# Checking software', '', 'What software of councils is checked for, and how.']
  for (let number = 1; number <= 346; number += 1) {
    if (number % 8 === 1) lines.push('', `## Part ${Math.ceil(number / 8)}`, '', 'What stands here is about one part of the software, and says **nothing** of the others.')
    lines.push('', `The part ${levels[number % 4]} answer question number ${number} in words that somebody who did not write it can check, every time that it is asked.`)
  }
  return lines.join('\n')
}
