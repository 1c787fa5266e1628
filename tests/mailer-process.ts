import { openDatabase } from '../lib/db'
import { startMailer } from '../server/jobs/mailer'

// The mailer alone in a process of its own, to be killed: `node … DATABASE_URL SMTP_URL`. What it complains of goes to its error output.
const [, , databaseUrl = '', server = ''] = process.argv
await startMailer(openDatabase(databaseUrl), { server, from: 'Accord <accord@council.example>', everySeconds: 1, onError: (error) => console.error(String(error)) })
console.log('sending')
