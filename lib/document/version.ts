/** Goes up whenever a document of the new schema could hold something that the old one does not know: the socket's handshake compares it. */
export const schemaVersion = 1

/** The Yjs root (an XmlFragment) that holds the text. */
export const fragmentName = 'document'
