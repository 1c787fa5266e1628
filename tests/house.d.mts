/** One line for each thing out of order in a tree of sources. */
export function violations(root: string): Promise<string[]>
