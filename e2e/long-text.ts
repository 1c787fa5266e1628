import { existsSync, readFileSync } from 'node:fs'

/** A real standard of 346 requirements, kept beside the repository; where it is not, one of our own that is as long. */
const real = ['../shared/data', '../../shared/data'].map((folder) => `${folder}/standards/11-huge-owasp-asvs-5.0.0.md`).find((file) => existsSync(file))

/** As its editor would bring it in to be signed: each requirement with a level in words and somebody who meets it. */
export const longText = (): Buffer => Buffer.from(real ? withMetBy(readFileSync(real, 'utf8')) : writtenOut())

const withMetBy = (text: string): string => text
  .replace(/^\| # \| Description \| Level \|\s*$/gm, '| # | Description | Level | Met by |')
  .replace(/^(\| :?-+:? \| :?-+:? \| :?-+:? \|)\s*$/gm, '$1 :---: |')
  .replace(/^(\| \*\*[\d.]+\*\* \| .* \|) (\d) \|\s*$/gm, (_, row: string, level: string) => `${row} ${level === '1' ? 'MUST' : level === '2' ? 'SHOULD' : 'MAY'} | supplier |`)

/** 43 sections of eight requirements and one of two, each a table. */
function writtenOut(): string {
  const levels = ['MUST', 'SHOULD', 'MUST NOT', 'MAY']
  const lines = ['# Checking software', '', 'What software of councils is checked for, and how.']
  for (let number = 1; number <= 346; number += 1) {
    if (number % 8 === 1) {
      lines.push('', `## Part ${Math.ceil(number / 8)}`, '', 'What stands here is about one part of the software, and says **nothing** of the others.', '')
      lines.push('| # | Description | Level | Met by |', '| :---: | :--- | :---: | :---: |')
    }
    const level = levels[number % 4]!
    lines.push(`| **${number}** | The part ${level} answer question number ${number} in words that somebody who did not write it can check, every time that it is asked. | ${level} | supplier |`)
  }
  return lines.join('\n')
}
