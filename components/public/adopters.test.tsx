import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Adopters } from './adopters'

const councils = (count: number) => Array.from({ length: count }, (_, at) => ({ organisation: `Council ${at + 1}`, label: 'v1.0', adoptedOn: '2027-01-18', movedTo: null }))
const drawn = (count: number) => renderToStaticMarkup(<Adopters adopters={councils(count)} slug="meals" label="v1.0" open={false} />)

test('of hundreds of adopters two dozen are shown and the others are behind one press; all are counted', () => {
  expect(drawn(24)).not.toContain('<details')
  const [before, behind] = drawn(317).split('<details') as [string, string]
  expect(before).toContain('317 councils.')
  expect(before.match(/<li/g)).toHaveLength(24)
  expect(behind.match(/<li/g)).toHaveLength(293)
  expect(behind).toContain('The other 293, to Council 317')
})
