import { hkdfSync } from 'node:crypto'

/**
 * Locks what a person's browser keeps on its disk while it cannot be sent: 32 bytes in base64, the same whenever they are signed in, shown to
 * nobody else. A device on which nobody is signed in holds only what cannot be read.
 */
export const deviceKey = (secret: string, personId: string): string => Buffer.from(hkdfSync('sha256', secret, '', `unsent ${personId}`, 32)).toString('base64')
