import { expect, test } from 'vitest'
import { schema } from './schema'
import { carriesId, nodesWithId } from './ids'

test('DO-1 the schema stands without a browser, and its nodes and marks are these', () => {
  expect(Object.keys(schema.nodes).sort()).toMatchInlineSnapshot(`
    [
      "blockquote",
      "bulletList",
      "codeBlock",
      "doc",
      "hardBreak",
      "heading",
      "horizontalRule",
      "image",
      "listItem",
      "note",
      "orderedList",
      "paragraph",
      "requirement",
      "requirementEvidence",
      "requirementRationale",
      "requirementStatement",
      "requirementTest",
      "table",
      "tableCell",
      "tableHeader",
      "tableRow",
      "term",
      "termDefinition",
      "termName",
      "text",
    ]
  `)
  expect(Object.keys(schema.marks).sort()).toMatchInlineSnapshot(`
    [
      "bold",
      "code",
      "italic",
      "link",
    ]
  `)
})

test('DO-2 exactly the nodes that carry an id have the attribute', () => {
  const having = Object.values(schema.nodes).filter((node) => 'id' in (node.spec.attrs ?? {})).map((node) => node.name)
  expect(having.sort()).toEqual([...nodesWithId].sort())
  expect(having.every(carriesId)).toBe(true)
})

test('DO-3 every attribute is a string, a number or nothing, so that Yjs finds it unchanged', () => {
  for (const node of Object.values(schema.nodes)) {
    for (const [name, spec] of Object.entries(node.spec.attrs ?? {})) {
      expect([node.name, name, typeof spec.default === 'object' ? spec.default : typeof spec.default])
        .toEqual([node.name, name, expect.toSatisfy((value: unknown) => value === null || value === 'string' || value === 'number')])
    }
  }
})
