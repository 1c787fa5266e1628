/** Stands for lib0/dom in the browser (next.config.ts): the editor's binding to Yjs wants the document of it, and nothing else. */
export const doc = document
