/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The compiler's own check runs in `npm run check`, once.
  typescript: { ignoreBuildErrors: true },
  // Not @tiptap/y-tiptap: outside the bundle it would meet another copy of the editor's model than the schema's.
  serverExternalPackages: ['yjs', 'y-protocols', 'lib0', 'postgres', 'pino', 'nodemailer', 'mammoth', 'markdown-it', 'htmlparser2'],
  // Named by their content (build/public-assets.mjs), so they may be kept for ever; the list of names may not.
  headers: async () => [{ source: '/assets/:file((?!manifest).*)', headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }] }],
  // Yjs and its binding bring a logger in colours, a schema language, a Node Buffer and SHA-256, for a few words and a case that the schema has not.
  turbopack: {
    resolveAlias: {
      'lib0/logging': { browser: './components/editor/quiet-logging.ts' },
      'lib0/buffer': { browser: './components/editor/plain-bytes.ts' },
      'lib0/dom': { browser: './components/editor/plain-dom.ts' },
      'lib0/hash/sha256': { browser: './components/editor/plain-hash.ts' },
    },
  },
  experimental: { serverActions: { bodySizeLimit: '21mb' } },
}

export default config
