/** `Firefox on Windows`, as far as a browser tells; what it says of itself proves nothing. */
export function deviceInWords(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device'
  const browsers = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const
  const systems = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS X', 'Mac'], ['CrOS', 'ChromeOS'], ['Linux', 'Linux']] as const
  const name = (of: readonly (readonly [string, string])[]) => of.find(([mark]) => userAgent.includes(mark))?.[1]
  const [browser, system] = [name(browsers), name(systems)]
  return browser ? `${browser}${system ? ` on ${system}` : ''}` : userAgent.slice(0, 60)
}
