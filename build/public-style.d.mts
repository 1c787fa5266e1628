export const mention: RegExp
export function publicStyle(): Promise<{ css: string; files: { asset: string; file: string }[] }>
