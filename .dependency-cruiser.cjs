// Who may import whom. tests/house.mjs runs these rules over a skeleton of the repository in which every source file's name has `.js`
// behind it and packages stand under their bare names. In `forbidden`, type-only imports count like others.

/** A room of lib imports only rooms that stand before it. */
const rooms = ['kernel', 'auth', 'audit', 'organisations', 'groups', 'calls', 'document', 'standards', 'drafts', 'versions', 'comments', 'consultation', 'proposals',
  'signoff', 'publication', 'maintenance', 'adoption', 'import', 'export', 'notify']

const tests = '\\.(test|fuzz)\\.tsx?\\.js$'
/** Where SQL may be written: commands and queries, the audit record, sessions, and the two channels of a draft. */
const touchesDatabase = '^lib/(db|audit/record|auth/(session|sessions|adapter|options)|drafts/(log|notice|replay|clients))\\.ts|^lib/[^/]+/[a-z-]*(queries|commands)[a-z-]*\\.ts'
const database = '^(lib/db\\.ts|drizzle/|postgres$|drizzle-orm(/|$))'

const roomOrder = rooms.slice(0, -1).map((room, place) => ({
  name: `order-${room}`,
  comment: `lib/${room} stands before that room: push the fact down by calling a lower command, never look up`,
  severity: 'error',
  from: { path: `^lib/${room}/`, pathNot: tests },
  to: { path: `^lib/(${rooms.slice(place + 1).join('|')})/` },
}))

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    ...roomOrder,
    rule('rooms-known', 'a room that has no place in the order: give it one in .dependency-cruiser.cjs',
      { path: '^(app|components|lib|server)/' }, { path: '^lib/(?!db\\.ts)', pathNot: `^lib/(${rooms.join('|')})/` }),
    rule('no-cycles', 'a circle: neither can be read without the other', { pathNot: tests }, { circular: true }),
    rule('nobody-imports-app', 'app is doors only: what others need belongs in components or lib',
      { pathNot: `^app/|${tests}|^e2e/` }, { path: '^app/', pathNot: '^app/action-state\\.ts' }),
    rule('nobody-imports-server', 'the process is nobody\'s library', { pathNot: `^(server|tests|e2e|bench)/|${tests}` }, { path: '^server/' }),
    rule('nobody-imports-e2e', 'plays are nobody\'s library', { pathNot: '^(e2e|tests|bench)/' }, { path: '^e2e/' }),
    rule('nobody-imports-tests', 'test gear stays out of the product', { pathNot: `^(tests|e2e|bench)/|${tests}` }, { path: '^tests/' }),
    rule('components-no-doors', 'components get props and send events; they know no server and no page',
      { path: '^components/', pathNot: tests }, { path: '^(app|server|drizzle)/', pathNot: '^app/action-state\\.ts' }),
    rule('lib-no-framework', 'lib knows no Next, React or ws (but lib/auth)',
      { path: '^lib/', pathNot: `^lib/auth/session\\.ts|${tests}` }, { path: '^(next|react|react-dom|ws|@tiptap/react)(/|$)' }),
    rule('next-auth-in-auth', 'only lib/auth and its door know next-auth',
      { pathNot: `^(lib/auth|app/api/auth|app/sign-in|app/\\(auth\\)|e2e|tests)/|${tests}` }, { path: '^next-auth(/|$)' }),
    rule('database-by-queries', 'only queries, commands and the audit record touch the database',
      { path: '^lib/', pathNot: `${touchesDatabase}|${tests}` }, { path: database }),
    rule('schema-alone', 'the schema knows nothing above it but the shape of what its columns hold',
      { path: '^drizzle/(schema|migrate)', pathNot: tests }, { path: `^(app|components|server)/|${touchesDatabase}` }),
    rule('no-server-only', 'the server-only package throws in the process that runs the drafts', {}, { path: '^server-only$' }),
  ],
  // Held against what runs: a type alone reaches nothing.
  forbiddenAtRunTime: [
    rule('components-no-database', 'components never reach the database, even through something else',
      { path: '^components/', pathNot: tests }, { path: database, reachable: true }),
    rule('pure-stays-pure', 'policies and decisions are pure: they never reach the database',
      { path: '^lib/[^/]+/(policy|round|states?|decide)\\.ts' }, { path: database, reachable: true }),
  ],
}
