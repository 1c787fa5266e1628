import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The compiler's own check runs in `npm run check`, once.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['yjs', 'y-protocols', 'lib0', '@tiptap/y-tiptap', 'postgres', 'pino', 'nodemailer', 'mammoth', 'markdown-it', 'htmlparser2'],
  experimental: { serverActions: { bodySizeLimit: '12mb' } },
}

export default config
