type Child = Node | string

/** A DOM element with its attributes and children; `on…` are listeners. For node views, which draw themselves at once and without React. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value)
  }
  made.append(...children)
  return made
}

/** A maker of copies of one element: a copy costs a fraction of what building it does, and a big text needs thousands. Listeners are not copied. */
export function copiesOf<Made extends HTMLElement>(build: () => Made): () => Made {
  let first: Made | null = null
  return () => (first ??= build()).cloneNode(true) as Made
}

/** Something of the text's frame that nobody types into. */
export const fixed = { contenteditable: 'false' } as const
