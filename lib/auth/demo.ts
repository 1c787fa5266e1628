/** Demo mode as server/settings.ts decided it at start. */
export const isDemo = (): boolean => process.env.ACCORD_DEMO === '1'
