import type { ServerResponse } from 'node:http'

/**
 * Next gives the headers of a route handler as lists of one, and its own compression takes a Content-Type in a list for nothing that it may
 * compress: a list of one is set as what it holds. (Set-Cookie stays a list.)
 */
export function setPlainHeaders(response: ServerResponse): void {
  const set = response.setHeader.bind(response)
  response.setHeader = (name, value) =>
    set(name, Array.isArray(value) && value.length === 1 && name.toLowerCase() !== 'set-cookie' ? value[0]! : value as string)
}
